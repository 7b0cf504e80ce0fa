using Ledger.Protocol;

namespace Ledger.Mail.Documents;

/// <summary>What is known of a document beside its pieces.</summary>
/// <param name="Pieces">Its size.</param>
/// <param name="Held">Pieces that are there, from the first on.</param>
/// <param name="ReadCommitment">Digest of the read token.</param>
/// <param name="LeaseHours">The lease that was asked for with the upload.</param>
/// <param name="EndHour">When it goes, in hours since 1970: the lease's end, or the end of the time for uploading.</param>
/// <param name="IsComplete">Whether all pieces are there and are what the address says.</param>
internal sealed record DocumentEntry(uint Pieces, uint Held, Digest ReadCommitment, uint LeaseHours, uint EndHour, bool IsComplete);
