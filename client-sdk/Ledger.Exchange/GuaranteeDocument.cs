using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange;

/// <summary>
/// 保函 as it stands. While it is sealed nothing but the record itself is said: neither section nor beneficiary, bidder, amount or end. Not
/// said ever: the sealed bytes, the applicant's signature, and anything of a person.
/// </summary>
/// <param name="Record">The record with its present state; without terms while sealed.</param>
public sealed record GuaranteeDocument(Guarantee Record) : ExchangeDocument
{
    internal static readonly ElementMap<GuaranteeDocument> GuarantorMap = new ElementMap<GuaranteeDocument>()
        .Field(GuaranteeElements.GuarantorName.Optional, document => document.GuarantorName)
        .Field(GuarantorCode.Required, document => document.GuarantorUscc)
        .Field(GuarantorForm.Optional, document => document.Record.Terms.Form);

    internal static readonly ElementMap<GuaranteeDocument> OrderMap = new ElementMap<GuaranteeDocument>()
        .Derived(TenderElements.TenderProjectCode.Required, document => TenderProjectOf(document.Record.Terms.SectionCode))
        .Field(TenderElements.TenderProjectName.Optional, document => document.OrderedFor.TenderProjectName)
        .Field(TenderElements.SectionCode.Required, document => document.Record.Terms.SectionCode)
        .Field(TenderElements.SectionName.Optional, document => document.OrderedFor.SectionName)
        .Field(TenderElements.OpeningTime.Optional, document => document.OrderedFor.OpeningTime)
        .Field(TenderElements.BidValidity.Optional, document => document.OrderedFor.BidValidityDays)
        .Field(BidBond.Optional, document => document.OrderedFor.BondFen)
        .Field(ApplicationDigest.Optional, document => document.Record.Terms.ApplicationDigest)
        .Field(Business.Optional, document => document.OrderedFor.Business)
        .Field(Product.Optional, document => document.OrderedFor.Product)
        .Field(GuaranteeElements.BidKind.Optional, document => document.OrderedFor.BidKind)
        .Field(CentreOrderNo.Optional, document => document.OrderedFor.CentreOrderNo)
        .Field(ApplicationNo.Optional, document => document.OrderedFor.ApplicationNo)
        .Field(VerificationCode.Optional, document => document.OrderedFor.VerificationCode)
        .Field(TenderElements.NoticeTime.Optional, document => document.OrderedFor.NoticeTime)
        .Field(EarlierGuaranteeNo.Optional, document => document.OrderedFor.EarlierGuaranteeNo);

    internal static readonly ElementMap<GuaranteeDocument> BeneficiaryMap = new ElementMap<GuaranteeDocument>()
        .Field(GuaranteeElements.BeneficiaryName.Optional, document => document.BeneficiaryName)
        .Field(BeneficiaryCode.Required, document => document.Record.Terms.BeneficiaryUscc);

    internal static readonly ElementMap<GuaranteeTerms> ApplicantMap = new ElementMap<GuaranteeTerms>()
        .Field(ApplicantName.Required, terms => terms.ApplicantName)
        .Field(ApplicantCode.Required, terms => terms.ApplicantUscc)
        .List(Consortium.Optional, terms => terms.ConsortiumUsccs);

    internal static readonly ElementMap<Guarantee> ResultMap = new ElementMap<Guarantee>()
        .Field(Number.Required, record => record.Terms.GuaranteeNo)
        .Field(GuaranteeElements.Version.Required, record => record.Version)
        .Field(Nature.Required, record => record.Terms.LegalNature)
        .Field(Amount.Required, record => record.Terms.AmountFen)
        .Field(Premium.Required, record => record.Terms.PremiumFen)
        .Field(BeginTime.Optional, record => record.Terms.ValidFrom)
        .Field(EndTime.Required, record => record.Terms.ValidUntil)
        .Field(DocumentDigest.Required, record => record.Terms.DocumentDigest)
        .Field(ClearDigest.Optional, record => record.EndorsedDigest)
        .Field(WordingName.Required, record => record.Terms.Wording.Name)
        .Field(WordingDigest.Required, record => record.Terms.Wording.Digest);

    internal static readonly ElementMap<GuaranteeVersion> VersionMap = new ElementMap<GuaranteeVersion>()
        .Field(GuaranteeElements.Version.Required, version => version.Version)
        .Field(Amount.Required, version => version.AmountFen)
        .Field(EndTime.Required, version => version.ValidUntil)
        .Field(DocumentDigest.Required, version => version.DocumentDigest)
        .Field(TenderElements.CreateTime.Required, version => version.At)
        .Field(RecordId.Optional, version => version.RecordId)
        .Field(RequestDigest.Optional, version => version.RequestDigest);

    internal static readonly DocumentSchema Schema = new DocumentSchema<GuaranteeDocument>(
        DocumentKind.Guarantee,
        new ElementMap<GuaranteeDocument>(Create)
            .Field(ClaimElements.GuaranteeId.Required, document => document.Record.GuaranteeId)
            .Derived(Text.Optional, document => document.Record.Terms is null ? GuaranteeText.Ciphertext : GuaranteeText.Plaintext)
            .Derived(EncryptionMark.Optional, _ => null)
            .Derived(CiphertextMark.Optional, _ => null)
            .Field(Status.Required, document => document.Record.State)
            .Field(IssueTime.Required, document => document.Record.IssuedAt)
            .Field(Commitment.Required, document => document.Record.Commitment)
            .Group(Guarantor.Required, document => document, GuarantorMap)
            .Field(AttestationDigest.Optional, document => document.Record.AttestationDigest)
            .Field(Amends.Optional, document => document.Record.Amends)
            .Group(Order.Optional, document => document.Revealed, OrderMap)
            .Group(Beneficiary.Optional, document => document.Revealed, BeneficiaryMap)
            .Group(Applicant.Optional, document => document.Record.Terms, ApplicantMap)
            .Group(Result.Optional, document => document.Revealed!.Record, ResultMap)
            .List(Versions.Optional, document => document.Revealed!.Record.Versions, VersionMap)
            .Field(RevealTime.Optional, document => document.Revealed!.Record.RevealedAt)
            .Field(FinishTime.Optional, document => document.Record.EndedAt)
            .Group(ClaimElements.Claim.Optional, document => document.Revealed!.Claim, ClaimDocument.Map)
            .Group(ClaimElements.Reply.Optional, document => document.Revealed!.Reply, ClaimReplyDocument.Map)
            .Group(ClaimElements.Release.Optional, document => document.Revealed!.Release, ReleaseDocument.Map),
        GuaranteeSecrecy.Check);

    /// <summary>The guarantor's name; empty where it was not read.</summary>
    public string GuarantorName { get; init; } = string.Empty;

    /// <summary>The beneficiary's name; empty where it was not read.</summary>
    public string BeneficiaryName { get; init; } = string.Empty;

    /// <summary>What it was ordered for; only of a revealed one.</summary>
    public GuaranteeOrder OrderedFor { get; init; } = new();

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Guarantee;

    /// <summary>The latest claim, or null.</summary>
    public ClaimDocument? Claim { get; init; }

    /// <summary>The reply to it, or null.</summary>
    public ClaimReplyDocument? Reply { get; init; }

    /// <summary>The release, or null.</summary>
    public ReleaseDocument? Release { get; init; }

    // What is said of a revealed guarantee alone goes by here.
    private GuaranteeDocument? Revealed => Record.Terms is null ? null : this;

    private string GuarantorUscc
    {
        get => Record.IssuerUscc;
        init
        {
            Record.IssuerUscc = value;
            if (Record.Terms is { } terms)
            {
                terms.GuarantorUscc = value;
            }
        }
    }

    private static GuaranteeDocument Create(ElementValues values) => new(new Guarantee
    {
        Terms = CipherFlags.Of(values) == GuaranteeText.Ciphertext ? null : new GuaranteeTerms { Wording = new Wording() },
    });

    private static string TenderProjectOf(string sectionCode) =>
        sectionCode.Length >= TradeCodes.TenderProjectLength ? sectionCode[..TradeCodes.TenderProjectLength] : string.Empty;
}
