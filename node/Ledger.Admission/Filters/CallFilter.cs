using Ledger.Contracts;
using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>Every call names a method of a contract.</summary>
internal sealed class CallFilter : IAdmissionFilter
{
    public Refused Check(Submission submission) => TransactionRules.CheckCalls(submission.Transaction!);
}
