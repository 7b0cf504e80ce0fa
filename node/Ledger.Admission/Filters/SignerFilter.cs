using Ledger.Contracts;
using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>The signer's certificate is registered and valid at block time.</summary>
internal sealed class SignerFilter : IAdmissionFilter
{
    public Refused Check(Submission submission)
    {
        var refused = TransactionRules.CheckSigner(submission.Transaction!, submission.Chain.Time, submission.Chain.State, out var signer);
        submission.Signer = signer;
        return refused;
    }
}
