using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>Size, canonical form, chain id, nonce, number of calls: what needs no state.</summary>
internal sealed class FormFilter(IHasher hasher, Digest chainId) : IAdmissionFilter
{
    public Refused Check(Submission submission)
    {
        var refused = TransactionReader.TryRead(submission.Bytes, hasher, chainId, submission.Chain.Limits, out var transaction);
        submission.Transaction = transaction;
        return refused;
    }
}
