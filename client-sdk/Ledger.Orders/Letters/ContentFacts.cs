using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What a letter itself says that guards look at, with the form of its fields checked.</summary>
internal static class ContentFacts
{
    private const int TextCharsMax = 300;
    private const int DocumentsMax = 32;
    private const int ConsortiumMax = 8;

    internal static OrderFacts Of(OrderView view, OrderContent content)
    {
        var bare = new OrderFacts { Time = 0 };
        return content.ContentCase switch
        {
            OrderContent.ContentOneofCase.Application => OfApplication(content.Application, bare),
            OrderContent.ContentOneofCase.MaterialsRequested => bare with { Reasons = content.MaterialsRequested.Reasons },
            OrderContent.ContentOneofCase.MaterialsProvided =>
                bare with { Evidence = OfMaterials(content.MaterialsProvided.Documents, content.MaterialsProvided.Remark) },
            OrderContent.ContentOneofCase.Rejected => bare with { Reasons = content.Rejected.Reasons },
            OrderContent.ContentOneofCase.Closed => bare with { Reasons = content.Closed.Reasons },
            OrderContent.ContentOneofCase.Approved =>
                OfTerms(content.Approved.Terms, bare) with { Evidence = OfApproval(view, content.Approved) },
            OrderContent.ContentOneofCase.PaymentConfirmed =>
                bare with { Payer = content.PaymentConfirmed.Payer, Evidence = OfPayment(view, content.PaymentConfirmed) },
            OrderContent.ContentOneofCase.ContractSigned => bare with { Evidence = OfContract(view, content.ContractSigned) },
            OrderContent.ContentOneofCase.Issued => OfTerms(content.Issued.Terms, bare),
            OrderContent.ContentOneofCase.ChangeRequested => bare with
            {
                AmountFen = content.ChangeRequested.AmountFen,
                ValidUntil = content.ChangeRequested.ValidUntil,
                Version = content.ChangeRequested.Version,
                Evidence = OfChange(view, content.ChangeRequested),
            },
            OrderContent.ContentOneofCase.ChangeAnswered => OfTerms(content.ChangeAnswered.Issued?.Terms, bare) with
            {
                Version = content.ChangeAnswered.Version,
                IsAccepted = content.ChangeAnswered.Issued is not null,
                Reasons = content.ChangeAnswered.Reasons,
            },
            OrderContent.ContentOneofCase.SurrenderAnswered =>
                bare with { IsAccepted = content.SurrenderAnswered.Accepted == 1, Reasons = content.SurrenderAnswered.Reasons },
            _ => bare,
        };
    }

    internal static OrderRefused OfMaterials(IReadOnlyCollection<DocumentReference> documents, string remark) =>
        First(Documents(documents.Count), Text(remark, "The remark", true));

    internal static GuaranteeTerms? ReadTerms(ByteString bytes) => OrderLetters.Canonical(GuaranteeTerms.Parser, bytes.Span);

    private static OrderFacts OfTerms(ByteString? bytes, OrderFacts bare) => bytes is null ? bare
        : ReadTerms(bytes) is not { } terms ? bare with
        {
            Evidence = new(OrderRefusal.BadField, "The terms are not in their one encoding."),
        }
        : bare with { Terms = terms, AmountFen = terms.AmountFen, ValidUntil = terms.ValidUntil };

    private static OrderFacts OfApplication(OrderApplication application, OrderFacts bare) => bare with
    {
        AmountFen = application.AmountFen,
        ValidUntil = application.ValidUntil,
        Evidence = First(
            application.Applicant is { } applicant ? Applicant(applicant) : new(OrderRefusal.BadField, "The applicant is missing."),
            (application.Plain is null) == (application.Blind is null)
                ? new(OrderRefusal.BadField, "An order is either plain or blind.")
                : OrderRefused.No,
            DigestForm(application.TenderDocumentDigest, "The tender document's digest"),
            Documents(application.Documents.Count),
            application.Reply is null ? new(OrderRefusal.BadField, "There is no reply address.") : OrderRefused.No),
    };

    private static OrderRefused Applicant(OrderApplicant applicant) => First(
        Text(applicant.Uscc, "The applicant's code", false),
        Text(applicant.Name, "The applicant's name", false),
        Text(applicant.LegalPerson, "The legal person", true),
        Text(applicant.Contact, "The contact", true),
        Account(applicant.BasicAccount, "The basic account"),
        applicant.ConsortiumUsccs.Count > ConsortiumMax
            ? new(
                OrderRefusal.BadField,
                $"The consortium has {applicant.ConsortiumUsccs.Count} further members; the most is {ConsortiumMax}.")
            : OrderRefused.No);

    private static OrderRefused OfApproval(OrderView view, OrderApproved approved) => First(
        ReadTerms(approved.Terms) is not { ApplicantSignature: null } terms ? new(
            OrderRefusal.BadField, "The terms are not in their one encoding, or are signed already.")
            : DigestForm(terms.DocumentDigest, "The document's digest"),
        TermsLength(approved.Terms.Length + ApplicantSignatures.FieldBytes(view.ApplicantSignatureBytes)),
        approved.PremiumFen < 0 ? new(OrderRefusal.BadField, "The premium is negative.") : OrderRefused.No,
        Account(approved.PayAccount, "The account to pay to"));

    private static OrderRefused OfContract(OrderView view, ContractSigned contract) => First(
        DigestForm(contract.ContractDigest, "The contract's digest"),
        contract.ApplicantSignature is not { } signature ? new(
            OrderRefusal.BadSignature, "The bidder's signature under the terms is missing.")
            : First(
                DigestForm(signature.CertificateId, "The id of the certificate under the terms"),
                signature.Value.Length is > 0 and <= ApplicantSignatures.ValueBytesMax ? OrderRefused.No
                    : new(
                        OrderRefusal.BadField,
                        $"The signature under the terms has {signature.Value.Length} bytes, not 1 to {ApplicantSignatures.ValueBytesMax}."),
                TermsLength((view.Approval?.Terms.Length ?? 0) + ApplicantSignatures.FieldBytes(signature.Value.Length))));

    private static OrderRefused TermsLength(int bytes) => bytes <= SealedTerms.TermsBytesMax
        ? OrderRefused.No
        : new(
            OrderRefusal.BadField,
            $"The terms have {bytes} bytes with the bidder's signature; a sealed record holds {SealedTerms.TermsBytesMax}.");

    private static OrderRefused OfPayment(OrderView view, PaymentConfirmed payment) =>
        view.FindApproval(view.ApprovalOf(payment)) is not { } approval
            ? new(OrderRefusal.WrongState, "The payment is for an approval that was never given, or was taken back.")
            : First(
                Text(payment.Reference, "The payment's reference", true),
                payment.AmountFen == approval.PremiumFen ? OrderRefused.No
                    : new(
                        OrderRefusal.BadField, $"{payment.AmountFen} fen were paid; the premium is {approval.PremiumFen} fen."));

    private static OrderRefused OfChange(OrderView view, ChangeRequested change) => First(
        Enum.IsDefined(change.Kind) &&
            change.Kind != ChangeKind.Unspecified
                ? OrderRefused.No
                : new(OrderRefusal.BadField, $"There is no kind of change {(int)change.Kind}."),
        change.Blind is not null == view.IsBlind
            ? OrderRefused.No
            : new(OrderRefusal.BadField, "A change of a blind order is blind, and of a plain one plain."));

    private static OrderRefused Account(BankAccount? account, string field) => account is null
        ? new(OrderRefusal.BadField, $"{field} is missing.")
        : First(Text(account.Name, field, false), Text(account.Number, field, false), Text(account.Bank, field, false));

    private static OrderRefused DigestForm(ByteString digest, string field) => digest.Length == Digest.Bytes
        ? OrderRefused.No
        : new(OrderRefusal.BadField, $"{field} has {digest.Length} bytes, not {Digest.Bytes}.");

    private static OrderRefused Documents(int count) =>
        count <= DocumentsMax ? OrderRefused.No : new(OrderRefusal.BadField, $"{count} documents are named; the most is {DocumentsMax}.");

    private static OrderRefused Text(string text, string field, bool mayBeEmpty) =>
        (mayBeEmpty || text.Length > 0) && text.Length <= TextCharsMax && !text.Any(char.IsControl)
            ? OrderRefused.No
            : new(OrderRefusal.BadField, $"{field} is empty, longer than {TextCharsMax} characters, or holds a control character.");

    private static OrderRefused First(params ReadOnlySpan<OrderRefused> checks)
    {
        foreach (var check in checks)
        {
            if (check.IsRefused)
            {
                return check;
            }
        }

        return OrderRefused.No;
    }
}
