using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>
/// A person's answer, checked: every field is the session's, the signature is a registered certificate's, the result is as it was signed.
/// </summary>
/// <param name="Answer">
/// The answer. It holds neither title nor name, and proves itself from the chain alone: it is what goes on record.
/// </param>
/// <param name="CertificateId">The subject's certificate.</param>
/// <param name="SubjectUscc">Whose certificate it is: the unified social credit code.</param>
/// <param name="ConfirmedAt">By the node's clock, UTC milliseconds.</param>
/// <param name="Result">What the act gave; empty for a login.</param>
public sealed record ScanConfirmation(ScanAnswer Answer, Digest CertificateId, string SubjectUscc, long ConfirmedAt, ScanResult Result);

/// <summary>How a session ended.</summary>
/// <param name="State">CONFIRMED, REJECTED or EXPIRED.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Confirmation">The checked answer; null unless CONFIRMED.</param>
public sealed record ScanOutcome(ScanState State, RejectReason Reason, ScanConfirmation? Confirmation);
