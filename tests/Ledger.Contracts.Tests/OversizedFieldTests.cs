using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>
/// Whatever field of whatever call is too long for a state value: the call is refused, or writes something short, and never throws.
/// </summary>
public sealed class OversizedFieldTests
{
    private const int HugeChars = 70_000;

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, CallFuzzTests.Samples.Count)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void No_field_of_a_good_call_makes_the_state_choke(int sample)
    {
        var world = new World().WithCa().Later(-World.Day).WithSealed(sectionOpen: sample % 2 == 0).WithCredentials();
        foreach (var signer in (Signer[])[world.Centre, world.Guarantor, world.Tenderer, world.Bidder, world.Authority, world.Regulator])
        {
            foreach (var call in Enlarged(CallFuzzTests.Samples[sample]))
            {
                world.Run(signer, call); // MemoryState throws where anything that long comes to it
            }
        }

        Assert.All(world.State.Entries, entry => Assert.True(StateLimits.Fit(entry.Key, entry.Value)));
    }

    [Fact]
    public void A_value_that_no_field_bounds_is_refused_by_the_state_limit()
    {
        var world = new World();
        var context = new CallContext(world.Scope, world.Centre, world.State);
        var table = Ledger.Schema.Membership.MembershipTables.Members;
        context.Record(table, table.Key("x"), new Member { Name = new string('n', StateLimits.ValueBytesMax) }, "member.changed");
        Assert.Null(world.State.Get(table.Key("x")));
        Assert.Equal(Protocol.RefusalCode.StateLimit, context.Overrun.Code);
        Assert.Contains("membership/member", context.Overrun.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, false)]
    [InlineData(257, true)]
    public void A_key_of_more_than_256_bytes_is_refused(int keyBytes, bool isRefused)
    {
        var world = new World();
        var context = new CallContext(world.Scope, world.Centre, world.State);
        context.State.Delete(new byte[keyBytes]);
        Assert.Equal(isRefused, context.Overrun.IsRefused);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(9, true)]
    public void Events_of_more_than_a_receipt_holds_are_refused(int events, bool isRefused)
    {
        var world = new World();
        var context = new CallContext(world.Scope, world.Centre, world.State);
        for (var i = 0; i < events; i++)
        {
            context.Announce(new StateFact(World.Bytes(32, 1), new byte[64 * 1024], "member.changed"));
        }

        Assert.Equal(isRefused ? Protocol.RefusalCode.ReceiptTooLarge : Protocol.RefusalCode.None, context.Overrun.Code);
        Assert.InRange(new Receipt { Events = { context.Events } }.CalculateSize(), 0, Protocol.ReceiptLimits.EventBytesMax);
    }

    /// <summary>The call once for each text or bytes in it, with that one enlarged.</summary>
    private static IEnumerable<Call> Enlarged(Call call)
    {
        for (var target = 0; ; target++)
        {
            var changed = call.Clone();
            var left = target;
            if (!Enlarge(changed, ref left))
            {
                yield break;
            }

            yield return changed;
        }
    }

    private static bool Enlarge(IMessage message, ref int left)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.ContainingOneof is { } oneof && oneof.Accessor.GetCaseFieldDescriptor(message) != field)
            {
                continue;
            }

            var value = field.Accessor.GetValue(message);
            if (field.FieldType == FieldType.Message)
            {
                foreach (var child
                    in field.IsRepeated ? ((System.Collections.IList)value).Cast<IMessage>() : value is IMessage one ? [one] : [])
                {
                    if (Enlarge(child, ref left))
                    {
                        return true;
                    }
                }
            }
            else if (field.FieldType is FieldType.String or FieldType.Bytes && left-- == 0)
            {
                Put(
                    message,
                    field,
                    field.FieldType == FieldType.String ? new string('n', HugeChars) : ByteString.CopyFrom(new byte[HugeChars]));
                return true;
            }
        }

        return false;
    }

    private static void Put(IMessage message, FieldDescriptor field, object huge)
    {
        if (field.IsRepeated)
        {
            ((System.Collections.IList)field.Accessor.GetValue(message)).Add(huge);
        }
        else
        {
            field.Accessor.SetValue(message, huge);
        }
    }
}
