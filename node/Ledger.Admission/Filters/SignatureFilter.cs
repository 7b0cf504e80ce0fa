using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Admission.Filters;

/// <summary>The signature verifies: the dearest check of every transaction.</summary>
internal sealed class SignatureFilter(ISignatureVerifier verifier) : IAdmissionFilter
{
    public Refused Check(Submission submission)
    {
        Span<bool> valid = stackalloc bool[1];
        verifier.Verify([submission.Transaction!.SignatureCheck(submission.Signer!.Key)], valid);
        return valid[0] ? Refused.No : TransactionRules.BadSignature;
    }
}
