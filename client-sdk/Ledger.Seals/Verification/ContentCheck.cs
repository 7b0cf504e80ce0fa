using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Seals;

/// <summary>The fifth check on bytes that are in one piece.</summary>
internal static class ContentCheck
{
    internal static SealCheck OfBytes(SealSignature signature, ReadOnlyMemory<byte>? protectedBytes)
    {
        if (IsPlaceholder(signature.DataHash.Span))
        {
            return SealCheck.Fail(SealCheckKind.Content, "the digest is a placeholder of zeros: nothing is protected");
        }

        if (protectedBytes is not { } bytes)
        {
            return SealCheck.NotApplicable(SealCheckKind.Content, "the protected bytes were not given");
        }

        return Sm3(bytes.Span).AsSpan().SequenceEqual(signature.DataHash.Span)
            ? SealCheck.Pass(SealCheckKind.Content, "the digest is that of the protected bytes")
            : SealCheck.Fail(SealCheckKind.Content, "the digest is not that of the protected bytes");
    }

    internal static byte[] Sm3(ReadOnlySpan<byte> bytes)
    {
        var digest = new byte[IHasher.DigestBytes];
        Hashers.For(CryptoSuite.Guomi).Hash(bytes, digest);
        return digest;
    }

    private static bool IsPlaceholder(ReadOnlySpan<byte> digest) => !digest.ContainsAnyExcept((byte)0);
}
