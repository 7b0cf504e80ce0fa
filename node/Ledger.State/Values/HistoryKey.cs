using System.Buffers.Binary;

namespace Ledger.State.Values;

/// <summary>
/// Keys of the table of superseded values: the state key made self-delimiting (a zero byte becomes 00 FF, the end is 00 00, which keeps the
/// order) and the height that superseded the value.
/// </summary>
internal static class HistoryKey
{
    private const byte Escape = 0xFF;

    public static byte[] Of(ReadOnlySpan<byte> key, ulong supersededAt)
    {
        var zeros = key.Count((byte)0);
        var result = new byte[key.Length + zeros + 2 + sizeof(ulong)];
        var at = 0;
        foreach (var value in key)
        {
            result[at++] = value;
            if (value == 0)
            {
                result[at++] = Escape;
            }
        }

        BinaryPrimitives.WriteUInt64BigEndian(result.AsSpan(at + 2), supersededAt);
        return result;
    }
}
