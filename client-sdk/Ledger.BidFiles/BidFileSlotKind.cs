namespace Ledger.BidFiles;

/// <summary>For whom a file key is wrapped. The values are part of the format.</summary>
public enum BidFileSlotKind : byte
{
    /// <summary>The bidder's encryption certificate.</summary>
    Bidder = 1,

    /// <summary>The bidder's backup certificate.</summary>
    Backup = 2,
}
