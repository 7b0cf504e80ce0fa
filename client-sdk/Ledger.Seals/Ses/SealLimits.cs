namespace Ledger.Seals;

/// <summary>How large things may be.</summary>
public static class SealLimits
{
    /// <summary>Longest seal or seal signature, in bytes.</summary>
    public const int SealBytesMax = 8 * 1024 * 1024;

    /// <summary>Most certificates on a seal's list.</summary>
    public const int CertificatesMax = 256;

    /// <summary>Most entries of an OFD archive.</summary>
    public const int ArchiveEntriesMax = 10_000;

    /// <summary>Longest file in an OFD archive, unpacked, in bytes.</summary>
    public const long ArchiveEntryBytesMax = 256L * 1024 * 1024;

    /// <summary>Most that an OFD archive unpacks to, in bytes.</summary>
    public const long ArchiveBytesMax = 1024L * 1024 * 1024;

    /// <summary>Longest XML file that is parsed, in bytes.</summary>
    public const int XmlBytesMax = 4 * 1024 * 1024;

    /// <summary>Most signatures of a document.</summary>
    public const int SignaturesMax = 64;

    /// <summary>Longest PDF, in bytes.</summary>
    public const int PdfBytesMax = 128 * 1024 * 1024;
}
