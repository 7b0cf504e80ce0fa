using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Cms.Encryption;

/// <summary>The key derivation of GB/T 32918.4 §5.4.3: SM3(Z ‖ counter) for the counter 1, 2, … in four bytes.</summary>
internal static class Sm3Kdf
{
    internal static void Derive(ReadOnlySpan<byte> z, Span<byte> derived)
    {
        var hasher = Hashers.For(CryptoSuite.Guomi);
        var input = new byte[z.Length + 4];
        Span<byte> block = stackalloc byte[IHasher.DigestBytes];
        z.CopyTo(input);
        for (var (written, counter) = (0, 1u); written < derived.Length; written += IHasher.DigestBytes, counter++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(input.AsSpan(z.Length), counter);
            hasher.Hash(input, block);
            block[..Math.Min(block.Length, derived.Length - written)].CopyTo(derived[written..]);
        }

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(block);
    }
}
