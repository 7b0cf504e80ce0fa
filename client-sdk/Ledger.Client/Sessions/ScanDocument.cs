using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Client.Sessions;

/// <summary>A document that a person is asked to sign, seal, encrypt or decrypt.</summary>
/// <param name="Title">What the phone shows, 1 to 200 characters.</param>
/// <param name="Digest">Its digest by the chain's hash; for a PDF to seal, of its byte range.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Content">The document itself, to be shown on the phone and hashed there; null for one too large for that.</param>
public sealed record ScanDocument(string Title, Digest Digest, ulong Bytes, ReadOnlyMemory<byte>? Content)
{
    /// <summary>Longest document that goes to the phone, in bytes.</summary>
    public const int ContentBytesMax = 1024 * 1024;

    /// <summary>A document in memory; it goes to the phone where it is short enough.</summary>
    public static ScanDocument FromContent(string title, ReadOnlyMemory<byte> content, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var digest = new byte[Protocol.Digest.Bytes];
        hasher.Hash(content.Span, digest);
        return new ScanDocument(title, new Digest(digest), (ulong)content.Length, content.Length <= ContentBytesMax ? content : null);
    }
}
