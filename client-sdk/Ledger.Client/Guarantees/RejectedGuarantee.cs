using Google.Protobuf;

namespace Ledger.Client.Guarantees;

/// <summary>A sealed record that the section's key opens but that must not be revealed.</summary>
/// <param name="GuaranteeId">The record.</param>
/// <param name="Reason">What is wrong with it, in words.</param>
public sealed record RejectedGuarantee(ByteString GuaranteeId, string Reason);
