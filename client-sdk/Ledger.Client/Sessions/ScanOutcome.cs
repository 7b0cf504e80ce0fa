using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>How a session ended.</summary>
/// <param name="State">CONFIRMED, REJECTED or EXPIRED.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Confirmation">The checked answer; null unless CONFIRMED.</param>
public sealed record ScanOutcome(ScanState State, RejectReason Reason, ScanConfirmation? Confirmation);
