using Ledger.Protocol;

namespace Ledger.Admission;

/// <summary>What became of a submission.</summary>
/// <param name="Transaction">The transaction, where the bytes are one; also of a refused submission, so that its fate can be told.</param>
/// <param name="Refused">Why it was refused.</param>
public readonly record struct AdmissionResult(SignedTransaction? Transaction, Refused Refused);
