using Ledger.Certificates;

namespace Ledger.Cms;

/// <summary>How a message is signed.</summary>
public sealed record SignedMessageOptions
{
    /// <summary>GM/T 0010 identifiers instead of RFC 5652's. The default; anything but SM2 keys is RFC 5652.</summary>
    public bool Guomi { get; init; } = true;

    /// <summary>Whether the message leaves its content out.</summary>
    public bool Detached { get; init; }

    /// <summary>
    /// Whether content type, digest and time are signed as attributes. The default; without, the signature is over the content itself.
    /// </summary>
    public bool SignedAttributes { get; init; } = true;

    /// <summary>
    /// The time to claim, in milliseconds since 1970-01-01 UTC, cut to whole seconds; null for none. Only with signed attributes.
    /// </summary>
    public long? SigningTimeMs { get; init; }

    /// <summary>The content type; null for data of the syntax.</summary>
    public string? ContentTypeOid { get; init; }

    /// <summary>More attributes to sign: object identifier and the one value as encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Attributes { get; init; } = [];

    /// <summary>Certificates to carry besides the signers' own, usually their authorities'.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];
}
