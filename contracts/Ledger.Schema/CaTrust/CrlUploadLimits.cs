namespace Ledger.Schema.CaTrust;

/// <summary>
/// Limits of revocation lists that come in parts: rules of the chain, which its rule version fixes. With them a block does at most as much
/// on uploads as on five lists of one call, whatever is sent.
/// </summary>
public static class CrlUploadLimits
{
    /// <summary>Longest list that one call carries, in bytes.</summary>
    public const int OneCallBytesMax = 64 * 1024;

    /// <summary>Longest list in parts, in bytes.</summary>
    public const int CrlBytesMax = 4 * 1024 * 1024;

    /// <summary>Length of every part but the last, in bytes: with its transaction around it, less than a transaction may have.</summary>
    public const int PartBytes = 56 * 1024;

    /// <summary>Block time that an upload has, in milliseconds.</summary>
    public const long LifetimeMs = 2 * 60 * 60 * 1000;

    /// <summary>Uploads that a subject may have open.</summary>
    public const int OpenOfSubjectMax = 2;

    /// <summary>Uploads that may be open in all, so that the state holds a bounded number of parts.</summary>
    public const int OpenMax = 32;

    /// <summary>Whole lists that a block checks.</summary>
    public const int ChecksOfBlockMax = 1;

    /// <summary>Steps of applying that a block does, each of the entries that begin in one part: 2,867 at most.</summary>
    public const int StepsOfBlockMax = 4;

    /// <summary>How many parts a list has.</summary>
    /// <param name="crlBytes">The list's length in bytes.</param>
    public static uint PartsOf(uint crlBytes) => (crlBytes + PartBytes - 1) / PartBytes;
}
