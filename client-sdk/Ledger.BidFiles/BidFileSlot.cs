namespace Ledger.BidFiles;

/// <summary>The file key, wrapped for one recipient.</summary>
/// <param name="Kind">For whom.</param>
/// <param name="Wrapped">SM2 ciphertext in ASN.1 (GM/T 0009). It does not show which key it is for.</param>
public sealed record BidFileSlot(BidFileSlotKind Kind, ReadOnlyMemory<byte> Wrapped);

/// <summary>For whom a file key is wrapped. The values are part of the format.</summary>
public enum BidFileSlotKind : byte
{
    /// <summary>The bidder's encryption certificate.</summary>
    Bidder = 1,

    /// <summary>The bidder's backup certificate.</summary>
    Backup = 2,
}
