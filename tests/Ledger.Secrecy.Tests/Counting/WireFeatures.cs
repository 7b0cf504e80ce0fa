using System.IO.Compression;
using Google.Protobuf;

namespace Ledger.Secrecy.Tests;

/// <summary>
/// Numbers computed from what was seen, by the wire format alone and without knowing any field's name: how many strings, fields and values
/// there are, how long, how large, how many different ones, how far apart, and how well all of it compresses.
/// </summary>
internal static class WireFeatures
{
    private const int DepthMax = 6;

    internal static Dictionary<string, double> Of(Sighting sighting)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        var values = new Dictionary<string, List<ulong>>(StringComparer.Ordinal);
        foreach (var kind in sighting.Parts.GroupBy(part => part.Kind))
        {
            foreach (var (_, bytes) in kind)
            {
                Walk(kind.Key, bytes, 0, features, values);
            }

            features[$"{kind.Key} deflated"] = Deflated(kind.Select(part => part.Bytes));
        }

        foreach (var (path, seen) in values)
        {
            features[$"{path} sum"] = seen.Sum(value => (double)value);
            features[$"{path} spread"] = (double)seen.Max() - seen.Min();
            features[$"{path} distinct"] = seen.Distinct().Count();
        }

        return features;
    }

    // Bytes that are no message end the walk where they stop being one; random bytes give random features, which teach nothing.
    private static void Walk(
        string path, byte[] bytes, int depth, Dictionary<string, double> features, Dictionary<string, List<ulong>> values)
    {
        Add(features, $"{path} count", 1);
        Add(features, $"{path} length", bytes.Length);
        Add(features, $"{path} zeros", bytes.Count(one => one == 0));
        if (depth == DepthMax)
        {
            return;
        }

        var input = new CodedInputStream(bytes);
        try
        {
            for (uint tag; (tag = input.ReadTag()) != 0;)
            {
                var field = $"{path}.{WireFormat.GetTagFieldNumber(tag)}";
                switch (WireFormat.GetTagWireType(tag))
                {
                    case WireFormat.WireType.Varint:
                        Value(values, field, input.ReadUInt64());
                        break;
                    case WireFormat.WireType.LengthDelimited:
                        Walk(field, input.ReadBytes().ToByteArray(), depth + 1, features, values);
                        break;
                    default:
                        return;
                }
            }
        }
        catch (InvalidProtocolBufferException)
        {
            Add(features, $"{path} no message", 1);
        }
    }

    private static void Value(Dictionary<string, List<ulong>> values, string path, ulong value)
    {
        if (!values.TryGetValue(path, out var seen))
        {
            values[path] = seen = [];
        }

        seen.Add(value);
    }

    private static void Add(Dictionary<string, double> features, string name, double value) =>
        features[name] = features.GetValueOrDefault(name) + value;

    private static long Deflated(IEnumerable<byte[]> parts)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                deflate.Write(part);
            }
        }

        return output.Length;
    }
}
