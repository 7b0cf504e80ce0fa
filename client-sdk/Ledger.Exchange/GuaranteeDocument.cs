using Google.Protobuf;
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
        .Field(IsPostponed.Optional, document => document.OrderedFor.IsPostponed)
        .Field(EarlierGuaranteeNo.Optional, document => document.OrderedFor.EarlierGuaranteeNo);

    internal static readonly ElementMap<GuaranteeDocument> BeneficiaryMap = new ElementMap<GuaranteeDocument>()
        .Field(GuaranteeElements.BeneficiaryName.Optional, document => document.BeneficiaryName)
        .Field(BeneficiaryCode.Required, document => document.Record.Terms.BeneficiaryUscc)
        .List(GuaranteeElements.JointBeneficiaries.Optional, document => document.JointBeneficiaries, JointBeneficiary.Map);

    internal static readonly ElementMap<GuaranteeTerms> ApplicantMap = new ElementMap<GuaranteeTerms>()
        .Field(ApplicantName.Required, terms => terms.ApplicantName)
        .Field(ApplicantCode.Required, terms => terms.ApplicantUscc)
        .List(Consortium.Optional, terms => terms.ConsortiumUsccs);

    internal static readonly ElementMap<GuaranteeDocument> ResultMap = new ElementMap<GuaranteeDocument>()
        .Field(Number.Required, document => document.Record.Terms.GuaranteeNo)
        .Field(GuaranteeElements.Version.Required, document => document.Record.Version)
        .Field(Nature.Required, document => document.Record.Terms.LegalNature)
        .Field(Amount.Required, document => document.Record.Terms.AmountFen)
        .Field(Premium.Required, document => document.Record.Terms.PremiumFen)
        .Field(BeginTime.Optional, document => document.Record.Terms.ValidFrom)
        .Field(EndTime.Required, document => document.Record.Terms.ValidUntil)
        .Field(DocumentDigest.Required, document => document.Record.Terms.DocumentDigest)
        .Field(GuaranteeElements.DocumentSha256.Optional, document => document.DocumentSha256)
        .Field(GuaranteeElements.DocumentSm3.Optional, document => document.DocumentSm3)
        .Field(ClearDigest.Optional, document => document.Record.EndorsedDigest)
        .Field(WordingName.Required, document => document.Record.Terms.Wording.Name)
        .Field(WordingDigest.Required, document => document.Record.Terms.Wording.Digest);

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
            .Group(SurrenderElements.Surrender.Optional, document => document.Surrender, SurrenderRecord.Map)
            .Field(Amends.Optional, document => document.Record.Amends)
            .Group(Order.Optional, document => document.Revealed, OrderMap)
            .Group(Beneficiary.Optional, document => document.Revealed, BeneficiaryMap)
            .Group(Applicant.Optional, document => document.Record.Terms, ApplicantMap)
            .Group(Result.Optional, document => document.Revealed, ResultMap)
            .List(Versions.Optional, document => document.Revealed!.Record.Versions, VersionMap)
            .List(AttachmentElements.List.Optional, document => document.Attachments, GuaranteeAttachment.Map)
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

    /// <summary>Beneficiaries beside the tenderer; only of a revealed one.</summary>
    public IReadOnlyList<JointBeneficiary> JointBeneficiaries { get; init; } = [];

    /// <summary>Files that go with it; only of a revealed one, for their names tell.</summary>
    public IReadOnlyList<GuaranteeAttachment> Attachments { get; init; } = [];

    /// <summary>SHA-256 of the guarantee's document; empty where it was not read.</summary>
    public ByteString DocumentSha256 { get; init; } = ByteString.Empty;

    /// <summary>SM3 of the guarantee's document; empty where it was not read.</summary>
    public ByteString DocumentSm3 { get; init; } = ByteString.Empty;

    /// <summary>What an interface says of its surrender; null where it was not read.</summary>
    public SurrenderRecord? Surrender { get; init; }

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
