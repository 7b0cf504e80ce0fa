using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Seeds;

/// <summary>Bytes that follow from the seed: keys, ids and digests of the test consortium and its record.</summary>
internal static class SeededBytes
{
    internal const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>SHA-256(<c>"ledger/seeds/v1"</c> ‖ seed ‖ index ‖ label).</summary>
    internal static void Derive(ulong seed, string label, long index, Span<byte> digest)
    {
        var prefix = "ledger/seeds/v1"u8;
        var input = new byte[prefix.Length + 16 + Encoding.UTF8.GetByteCount(label)];
        prefix.CopyTo(input);
        BinaryPrimitives.WriteUInt64BigEndian(input.AsSpan(prefix.Length), seed);
        BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(prefix.Length + 8), index);
        Encoding.UTF8.GetBytes(label, input.AsSpan(prefix.Length + 16));
        SHA256.HashData(input, digest);
    }

    internal static byte[] Derive(ulong seed, string label, long index = 0)
    {
        var digest = new byte[DigestBytes];
        Derive(seed, label, index, digest);
        return digest;
    }
}
