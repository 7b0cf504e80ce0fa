namespace Ledger.Cms;

/// <summary>How much of each thing a message may hold.</summary>
public static class CmsLimits
{
    /// <summary>Longest message taken, in bytes. Larger content is signed detached, and encrypted as a bid file.</summary>
    public const int MessageBytesMax = 0xFF_FFFF;

    /// <summary>Most certificates in a message.</summary>
    public const int CertificatesMax = 64;

    /// <summary>Most signers of a message.</summary>
    public const int SignersMax = 16;

    /// <summary>Most recipients of a message.</summary>
    public const int RecipientsMax = 64;

    /// <summary>Most attributes of a signer.</summary>
    public const int AttributesMax = 32;
}
