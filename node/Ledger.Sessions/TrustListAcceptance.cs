using Ledger.Contracts;
using Ledger.Contracts.Account;
using Ledger.Contracts.CaTrust;
using Ledger.Contracts.Membership;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Signer = Ledger.Contracts.Signer;

namespace Ledger.Sessions;

/// <summary>Takes a certificate where the chain's trust list says that it is good now, for this use, at this centre in its region.</summary>
public sealed class TrustListAcceptance(IHasher hasher, ISignatureVerifier verifier) : IScanAcceptance
{
    /// <inheritdoc/>
    public Refused Check(IStateReader state, Signer subject, string centreUscc, ScanAct act, long blockTime)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var ders = AccountTables.CertificateDers;
        var members = MembershipTables.Members;
        if (ders.Read(state, ders.Key(subject.CertificateId.ToArray())) is not { } stored
            || !Certificate.TryParseAnyKey(stored.Der.Memory, out var certificate, out _)
            || members.Read(state, members.Key(centreUscc)) is not { } centre)
        {
            return new Refused(RefusalCode.CertificateNotAccepted, "The chain has no such certificate, or no such centre any more.");
        }

        var question = new TrustQuestion(certificate, UsageOf(act), new TrustPlace(centre.Region, centreUscc), blockTime);
        var answer = CertificateTrust.Check(state, hasher, verifier, question, blockTime);
        return answer.IsGood ? Refused.No : new Refused(RefusalCode.CertificateNotAccepted, $"Not accepted for {question.Usage} in {centre.Region}: {answer.Reason.Code}.");
    }

    // Every answer is a signature: to encrypt or decrypt, too, the signing certificate of the pair speaks.
    private static CertificateUsage UsageOf(ScanAct act) => act switch
    {
        ScanAct.Login => CertificateUsage.Login,
        ScanAct.Seal => CertificateUsage.Seal,
        _ => CertificateUsage.Sign,
    };
}
