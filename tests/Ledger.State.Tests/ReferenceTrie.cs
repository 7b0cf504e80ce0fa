using System.Security.Cryptography;
using System.Text;

namespace Ledger.State.Tests;

/// <summary>
/// The root as docs/spec/state.md defines it, over strings of '0' and '1' and with nothing shared with the implementation.
/// </summary>
internal static class ReferenceTrie
{
    public static byte[] Root(IReadOnlyDictionary<byte[], byte[]> entries) => Root(entries, SHA256.HashData);

    public static byte[] Root(IReadOnlyDictionary<byte[], byte[]> entries, Func<byte[], byte[]> hash) => entries.Count == 0
        ? hash([2])
        : Subtree([.. entries.Select(entry => (Bits(entry.Key), entry.Key, entry.Value))], 0, hash);

    public static string Bits(byte[] key)
    {
        var bits = new StringBuilder();
        foreach (var value in key)
        {
            bits.Append('1').Append(Convert.ToString(value, 2).PadLeft(8, '0'));
        }

        return bits.Append('0').ToString();
    }

    private static byte[] Subtree(List<(string Bits, byte[] Key, byte[] Value)> entries, int index, Func<byte[], byte[]> hash)
    {
        if (entries.Count == 1)
        {
            var (_, key, value) = entries[0];
            return hash([0, (byte)(key.Length >> 8), (byte)key.Length, .. key, .. hash(value)]);
        }

        var left = entries.FindAll(entry => entry.Bits[index] == '0');
        var right = entries.FindAll(entry => entry.Bits[index] == '1');
        if (left.Count == 0 || right.Count == 0)
        {
            return Subtree(entries, index + 1, hash);
        }

        return hash([1, (byte)(index >> 8), (byte)index, .. Subtree(left, index + 1, hash), .. Subtree(right, index + 1, hash)]);
    }
}
