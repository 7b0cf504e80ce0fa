namespace Ledger.BidFiles;

/// <summary>The fields of a header.</summary>
internal sealed record HeaderFields
{
    internal required int SegmentBytes { get; init; }

    internal required long PlaintextBytes { get; init; }

    internal required byte[] FileId { get; init; }

    internal required byte[] KeyCheck { get; init; }

    internal required byte[] SectionCheck { get; init; }

    internal required byte[] BidderCheck { get; init; }

    internal required IReadOnlyList<BidFileSlot> Slots { get; init; }
}
