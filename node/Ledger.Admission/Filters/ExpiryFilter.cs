using Ledger.Contracts;
using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>Block time has not passed not_after, nor is it too far ahead.</summary>
internal sealed class ExpiryFilter : IAdmissionFilter
{
    public Refused Check(Submission submission) =>
        TransactionRules.CheckExpiry(submission.Transaction!, submission.Chain.Time, submission.Chain.Limits);
}
