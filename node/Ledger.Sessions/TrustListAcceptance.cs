using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Sessions;

/// <summary>
/// Takes a certificate where the chain's trust list says that it is good now, for this use, at this centre in its region.
/// </summary>
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

        var (usage, acceptedFor) = UsagesOf(act);
        var question = new TrustQuestion(
            certificate, usage, new TrustPlace(centre.Region, centreUscc), blockTime)
        { AcceptedFor = acceptedFor };
        var answer = CertificateTrust.Check(state, hasher, verifier, question, blockTime);
        return answer.IsGood
            ? Refused.No
            : new Refused(RefusalCode.CertificateNotAccepted, $"Not accepted for {acceptedFor} in {centre.Region}: {answer.Reason.Code}.");
    }

    // Every answer is a signature: to encrypt or decrypt, too, the signing certificate of the pair speaks. What the centre must accept its
    // CA for is the act.
    private static (CertificateUsage Usage, CertificateUsage AcceptedFor) UsagesOf(ScanAct act) => act switch
    {
        ScanAct.Login => (CertificateUsage.Login, CertificateUsage.Login),
        ScanAct.Sign => (CertificateUsage.Sign, CertificateUsage.Sign),
        ScanAct.Seal => (CertificateUsage.Seal, CertificateUsage.Seal),
        ScanAct.Encrypt or ScanAct.Decrypt => (CertificateUsage.Sign, CertificateUsage.Encrypt),
        _ => (CertificateUsage.Any, CertificateUsage.Any), // answered with no
    };
}
