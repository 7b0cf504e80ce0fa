using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>A guarantee, or its surrender, that waits for a batch.</summary>
/// <param name="OrderId">The order in hexadecimal.</param>
/// <param name="Version">The guarantee's version.</param>
/// <param name="State">What it waits for: to be issued, or to be surrendered.</param>
/// <param name="IsSetAside">Whether it waits for <see cref="GuarantorDesk.RepairAsync"/>; otherwise each tick looks at it again.</param>
/// <param name="Reason">Why the last tick did not take it; empty where nothing holds it up.</param>
public sealed record HeldEntry(string OrderId, uint Version, DeskVersionState State, bool IsSetAside, string Reason);
