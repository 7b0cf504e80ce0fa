using Ledger.Cms.Encryption;

namespace Ledger.Cms;

/// <summary>How a message is encrypted.</summary>
public sealed record EnvelopedMessageOptions
{
    /// <summary>
    /// GM/T 0010 identifiers instead of RFC 5652's; without effect on the authenticated ciphers, which only RFC 5083 has.
    /// </summary>
    public bool Guomi { get; init; } = true;

    /// <summary>How the content is encrypted.</summary>
    public ContentCipher Cipher { get; init; } = ContentCipher.Sm4Cbc;

    /// <summary>Whether recipients are named by subject key identifier rather than issuer and serial number.</summary>
    public bool ByKeyId { get; init; }
}
