using Ledger.Crypto;
using Ledger.Crypto.Sealing;

namespace Ledger.Protocol.Mail;

/// <summary>What follows from a document's secret, and what a node may know of it (docs/spec/documents.md).</summary>
public static class DocumentSecrets
{
    /// <summary>Length of a secret in bytes.</summary>
    public const int Bytes = 32;

    private const byte ContentKeyUse = 0;
    private const byte ReadTokenUse = 1;

    /// <summary>A document's address: H(tag ‖ all pieces).</summary>
    public static IIncrementalHash StartAddress(IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var hash = hasher.Start();
        hash.Append(DomainTag.DocumentAddress);
        return hash;
    }

    /// <summary>The key of the content: the first bytes of H(tag ‖ secret ‖ 00), as many as the suite's cipher takes.</summary>
    public static byte[] ContentKey(IHasher hasher, ReadOnlySpan<byte> secret)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        return TaggedHash.Compute(hasher, DomainTag.DocumentSecret, [.. secret, ContentKeyUse])
            .ToArray()[..AeadKey.KeyBytesOf(hasher.Suite)];
    }

    /// <summary>What a reader shows to the node: H(tag ‖ secret ‖ 01).</summary>
    public static Digest ReadToken(IHasher hasher, ReadOnlySpan<byte> secret) =>
        TaggedHash.Compute(hasher, DomainTag.DocumentSecret, [.. secret, ReadTokenUse]);

    /// <summary>What the node knows of the read token: H(tag ‖ token).</summary>
    public static Digest ReadCommitment(IHasher hasher, ReadOnlySpan<byte> token) =>
        TaggedHash.Compute(hasher, DomainTag.DocumentReader, token);
}
