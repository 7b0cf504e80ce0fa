using Ledger.Contracts;
using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>The transaction is in no block yet.</summary>
internal sealed class DuplicateFilter : IAdmissionFilter
{
    public Refused Check(Submission submission) => submission.Chain.HasLanded(submission.Transaction!.Id)
        ? TransactionRules.Duplicate(submission.Transaction.Id)
        : Refused.No;
}
