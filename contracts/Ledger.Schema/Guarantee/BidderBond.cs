using Ledger.Protocol;

namespace Ledger.Schema.Guarantee;

/// <summary>One bidder's bond in a section.</summary>
/// <param name="BidderUscc">The bidder, or the lead of a consortium.</param>
/// <param name="Guarantee">Its guarantee; null where the chain holds none.</param>
/// <param name="Defects">What is wrong, each with a stable code and its rule; empty where the bond complies.</param>
public sealed record BidderBond(string BidderUscc, Ledger.Protocol.V1.Guarantee? Guarantee, IReadOnlyList<Refused> Defects)
{
    /// <summary>Whether the bond is there and has no defect.</summary>
    public bool Complies => Defects.Count == 0;
}
