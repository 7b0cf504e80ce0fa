using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Hashing;

/// <summary>One hash of libcrypto. Each thread keeps one context, for making one costs as much as hashing a short message.</summary>
internal sealed unsafe class OpenSslDigest
{
    internal static readonly OpenSslDigest Sm3 = new("SM3", 32);
    internal static readonly OpenSslDigest Sha1 = new("SHA1", 20);
    internal static readonly OpenSslDigest Sha256 = new("SHA2-256", 32);
    internal static readonly OpenSslDigest Sha384 = new("SHA2-384", 48);
    internal static readonly OpenSslDigest Sha512 = new("SHA2-512", 64);

    [ThreadStatic]
    private static DigestContextHandle? t_context;

    /// <summary>Fetched once: a fetch takes a lock and searches the providers. Lives as long as the process.</summary>
    private readonly nint _digest;

    private OpenSslDigest(string name, int bytes)
    {
        Bytes = bytes;
        _digest = LibCrypto.EVP_MD_fetch(LibraryContext.Handle, name, null);
        OpenSslException.ThrowUnless(_digest != 0, $"EVP_MD_fetch({name})");
    }

    /// <summary>Length of a digest in bytes.</summary>
    internal int Bytes { get; }

    /// <summary>Hashes <paramref name="head"/> followed by <paramref name="tail"/>.</summary>
    internal void Hash(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, Span<byte> digest)
    {
        var context = (t_context ??= NewContext()).DangerousGetHandle();
        Begin(context);
        Append(context, head);
        if (!tail.IsEmpty)
        {
            Append(context, tail);
        }

        Finish(context, digest);
    }

    internal static DigestContextHandle NewContext()
    {
        var context = LibCrypto.EVP_MD_CTX_new();
        OpenSslException.ThrowUnless(!context.IsInvalid, "EVP_MD_CTX_new");
        return context;
    }

    internal void Begin(nint context) =>
        OpenSslException.ThrowUnless(LibCrypto.EVP_DigestInit_ex2(context, _digest, 0) == 1, "EVP_DigestInit_ex2");

    internal static void Append(nint context, ReadOnlySpan<byte> piece)
    {
        fixed (byte* bytes = piece)
        {
            OpenSslException.ThrowUnless(
                LibCrypto.EVP_DigestUpdate(context, bytes, (nuint)piece.Length) == 1, "EVP_DigestUpdate");
        }
    }

    internal void Finish(nint context, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, Bytes, nameof(digest));
        fixed (byte* bytes = digest)
        {
            OpenSslException.ThrowUnless(LibCrypto.EVP_DigestFinal_ex(context, bytes, null) == 1, "EVP_DigestFinal_ex");
        }
    }
}
