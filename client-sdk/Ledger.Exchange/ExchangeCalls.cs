using Ledger.Protocol.V1;

namespace Ledger.Exchange;

/// <summary>
/// A document as a call of the chain. What only the chain knows – states, times, the centre – is not part of a call. What a call means and
/// whether it is lawful is the chain's to decide.
/// </summary>
public static class ExchangeCalls
{
    /// <summary>The call that a document stands for.</summary>
    /// <param name="document">The document.</param>
    /// <param name="call">The call, or null.</param>
    /// <returns>Null where there is a call; otherwise why the document is none.</returns>
    public static ExchangeFinding? Find(ExchangeDocument document, out Call? call)
    {
        ArgumentNullException.ThrowIfNull(document);
        call = document switch
        {
            ProjectDocument project => Of(new TenderCall { CreateProject = project.Call }),
            SectionDocument section => Of(new TenderCall { AnnounceSection = section.Call }),
            NoticeDocument { Call.Kind: not NoticeKind.Announcement } notice => Of(new TenderCall { PublishNotice = notice.Call }),
            ClaimDocument claim => Of(new GuaranteeCall { Claim = claim.Call }),
            ClaimReplyDocument { Status: ClaimReplyStatus.Paid } reply =>
                Of(new GuaranteeCall { Pay = new PayClaim { GuaranteeId = reply.GuaranteeId, AmountFen = reply.PaidFen } }),
            ClaimReplyDocument reply =>
                Of(
                    new GuaranteeCall
                    {
                        Refuse = new RefuseClaim { GuaranteeId = reply.GuaranteeId, Discrepancies = { reply.Discrepancies } },
                    }),
            ReleaseDocument release => Of(new GuaranteeCall { Release = release.Call }),
            _ => null,
        };
        return call is not null
            ? null
            : new ExchangeFinding(ExchangeFault.NotSubmittable, Elements.EnvelopeElements.DocumentType.Name, WhyNone(document));
    }

    private static string WhyNone(ExchangeDocument document) => document.Kind switch
    {
        DocumentKind.Notice => "An announcement is submitted with its section (SECTION), not as a notice.",
        DocumentKind.Guarantee =>
            "A guarantee is issued sealed by its guarantor (ledger guarantee issue, ledger desk), never from a document in clear.",
        _ => "A decryption notice tells what the chain has already.",
    };

    private static Call Of(TenderCall call) => new() { Tender = call };

    private static Call Of(GuaranteeCall call) => new() { Guarantee = call };
}
