using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>What a section's opening key opened.</summary>
/// <param name="Opened">
/// Guarantees of the section whose terms match their commitments, first versions first, ready for <see cref="OpenGuarantees"/>.
/// </param>
/// <param name="Rejected">Records that the key opens but that count for nothing, each with the reason.</param>
public sealed record GuaranteeOpening(IReadOnlyList<OpenedGuarantee> Opened, IReadOnlyList<RejectedGuarantee> Rejected);
