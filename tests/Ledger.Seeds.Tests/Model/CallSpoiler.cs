using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.V1;

namespace Ledger.Seeds.Tests;

/// <summary>Spoils one field of a call: what a wrong client, a hostile one, or one out of step would send.</summary>
internal sealed class CallSpoiler(SeededRandom random, IReadOnlyList<ByteString> keys)
{
    internal Call Spoil(Call call)
    {
        var spoilt = call.Clone();
        var fields = new List<Action>();
        Collect(spoilt, fields);
        random.Pick(fields)();
        return spoilt;
    }

    private void Collect(IMessage message, List<Action> fields)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => field.ContainingOneof is null ||
            field.Accessor.HasValue(message)))
        {
            if (field.IsRepeated)
            {
                CollectRepeated(message, field, fields);
            }
            else if (field.FieldType == FieldType.Message)
            {
                if (field.Accessor.GetValue(message) is IMessage inner)
                {
                    Collect(inner, fields);
                }
            }
            else
            {
                fields.Add(() => field.Accessor.SetValue(message, Other(field.Accessor.GetValue(message))));
            }
        }
    }

    private void CollectRepeated(IMessage message, FieldDescriptor field, List<Action> fields)
    {
        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        foreach (var inner in list.OfType<IMessage>())
        {
            Collect(inner, fields);
        }

        if (list.Count > 0)
        {
            fields.Add(() => list.RemoveAt(random.Below(list.Count)));
            fields.Add(() => list.Add(list[0]));
        }
    }

    private object Other(object value) => value switch
    {
        string text => random.Below(3) switch
        {
            0 => string.Empty,
            1 => $"{text}0",
            _ => text.Length == 0 ? "X" : $"{text[..^1]}{(text[^1] == '1' ? '2' : '1')}",
        },
        ByteString bytes => random.Below(4) switch
        {
            3 when bytes.Length == keys[0].Length => random.Pick(keys),
            0 => ByteString.Empty,
            1 => ByteString.CopyFrom([.. bytes.Span, 1]),
            _ => bytes.IsEmpty ? ByteString.CopyFrom(1) : ByteString.CopyFrom([.. bytes.Span[..^1], (byte)(bytes[^1] ^ 1)]),
        },
        long number => random.Pick<long>([0, -1, number + 1, number - 1, number * 2, number - (30L * 24 * 60 * 60 * 1000)]),
        uint number => random.Pick<uint>([0, number + 1, number * 1000]),
        bool flag => !flag,
        Enum kind => Enum.ToObject(kind.GetType(), random.Below(8)),
        _ => throw new InvalidOperationException($"No other value of a {value.GetType().Name}."),
    };
}
