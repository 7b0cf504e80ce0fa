using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto;

/// <summary>SM3 by libcrypto. Each thread keeps one context, for making one costs as much as hashing a short message.</summary>
internal sealed unsafe class OpenSslSm3 : IHasher
{
    /// <summary>Fetched once: a fetch takes a lock and searches the providers. Lives as long as the process.</summary>
    private static readonly nint Digest = Fetch();

    [ThreadStatic]
    private static DigestContextHandle? t_context;

    public CryptoSuite Suite => CryptoSuite.Guomi;

    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => Hash(message, default, digest);

    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        var count = HashBatchArguments.Count(messages, messageBytes, digests);
        for (var i = 0; i < count; i++)
        {
            Hash(messages.Slice(i * messageBytes, messageBytes), default, digests.Slice(i * IHasher.DigestBytes, IHasher.DigestBytes));
        }
    }

    public IIncrementalHash Start() => new OpenSslIncrementalSm3();

    /// <summary>Hashes <paramref name="head"/> followed by <paramref name="tail"/>.</summary>
    internal static void Hash(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, Span<byte> digest)
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

    internal static void Begin(nint context) =>
        OpenSslException.ThrowUnless(LibCrypto.EVP_DigestInit_ex2(context, Digest, 0) == 1, "EVP_DigestInit_ex2");

    internal static void Append(nint context, ReadOnlySpan<byte> piece)
    {
        fixed (byte* bytes = piece)
        {
            OpenSslException.ThrowUnless(
                LibCrypto.EVP_DigestUpdate(context, bytes, (nuint)piece.Length) == 1, "EVP_DigestUpdate");
        }
    }

    internal static void Finish(nint context, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, IHasher.DigestBytes, nameof(digest));
        fixed (byte* bytes = digest)
        {
            OpenSslException.ThrowUnless(LibCrypto.EVP_DigestFinal_ex(context, bytes, null) == 1, "EVP_DigestFinal_ex");
        }
    }

    private static nint Fetch()
    {
        var digest = LibCrypto.EVP_MD_fetch(0, "SM3", null);
        return digest != 0 ? digest : throw OpenSslException.Last("EVP_MD_fetch(SM3)");
    }
}
