namespace Ledger.Finality;

/// <summary>Limits of what a node keeps of votes.</summary>
public sealed record FinalityOptions
{
    /// <summary>
    /// How far above the newest final height votes are kept, in blocks: at least as far as blocks are executed. Votes further ahead are
    /// dropped, for they will come again.
    /// </summary>
    public int HeightsMax { get; init; } = 512;

    /// <summary>
    /// Final heights, the newest, of which votes are still compared with one another; of older ones with the certificate alone.
    /// </summary>
    public int FinalTalliesKept { get; init; } = 64;

    /// <summary>Most records of equivocation and divergence kept; the first ones matter.</summary>
    public int EvidenceMax { get; init; } = 1024;
}
