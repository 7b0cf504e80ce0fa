using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Client.Guarantees;

/// <summary>A guarantee that its beneficiary must release.</summary>
/// <param name="Guarantee">The guarantee.</param>
/// <param name="Return">By when, and by which article.</param>
/// <param name="IsLate">Whether that is past: an alert.</param>
public sealed record DueReturn(Guarantee Guarantee, BondReturn Return, bool IsLate);
