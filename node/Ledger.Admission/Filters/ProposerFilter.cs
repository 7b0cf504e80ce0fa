using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>The node can put the transaction into the order. What has landed is answered before, by any node.</summary>
internal sealed class ProposerFilter : IAdmissionFilter
{
    public Refused Check(Submission submission) => submission.Chain.MayPropose
        ? Refused.No
        : new Refused(RefusalCode.NotProposing, "This node is no validator of the present set and puts nothing into the order.");
}
