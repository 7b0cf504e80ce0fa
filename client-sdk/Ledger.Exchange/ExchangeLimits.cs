namespace Ledger.Exchange;

/// <summary>Limits on documents from outside.</summary>
public static class ExchangeLimits
{
    /// <summary>Most bytes of a document: a decryption notice of the most guarantees fits.</summary>
    public const int DocumentBytesMax = 16 * 1024 * 1024;

    /// <summary>Most levels of groups and lists.</summary>
    public const int DepthMax = 8;

    /// <summary>Most faults that are listed.</summary>
    public const int FaultsMax = 200;

    /// <summary>Most warnings that are listed; more are passed over, for they refuse nothing.</summary>
    public const int WarningsMax = 50;

    /// <summary>Largest amount, in fen, the chain's own: ten trillion yuan. The sources' N16,6 is smaller.</summary>
    public const long AmountFenMax = 1_000_000_000_000_000;

    internal const int NameCharsMax = 200;
    internal const int GuaranteeNoCharsMax = 64;
    internal const int WordingNameCharsMax = 32;
    internal const int ClauseCharsMax = 64;
    internal const int DiscrepancyCharsMax = 200;
    internal const int DiscrepanciesMax = 32;
    internal const int ConsortiumMax = 8;
    internal const int DesignatedMax = 16;
    internal const int VersionsMax = 32;
    internal const int AttachmentsMax = 32;
    internal const int JointBeneficiariesMax = 16;
    internal const int NoticesMax = 1000;
    internal const int GuaranteesMax = 10_000;
    internal const int QuotedCharsMax = 40;
}
