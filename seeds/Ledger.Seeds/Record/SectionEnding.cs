namespace Ledger.Seeds;

/// <summary>How a section of the record ends.</summary>
public enum SectionEnding
{
    /// <summary>Opened, awarded, contracted.</summary>
    Opened,

    /// <summary>Fewer than three bidders at the opening time (流标).</summary>
    FewerThanThreeBidders,

    /// <summary>Terminated before its opening time.</summary>
    Terminated,
}
