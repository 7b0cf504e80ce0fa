using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange.Documents;

/// <summary>A guarantee's fields and their elements, both ways.</summary>
internal static class GuaranteeMapping
{
    internal static ElementValues ToValues(GuaranteeDocument document)
    {
        var record = document.Record;
        var values = new ElementValues()
            .Set(ClaimElements.GuaranteeId, record.GuaranteeId)
            .Set(Text, record.Terms is null ? GuaranteeText.Ciphertext : GuaranteeText.Plaintext)
            .Set(Status, record.State)
            .SetTime(IssueTime, record.IssuedAt)
            .Set(Commitment, record.Commitment)
            .Set(AttestationDigest, record.AttestationDigest)
            .Set(Amends, record.Amends)
            .Set(Guarantor, new ElementValues()
                .Set(GuarantorName, document.GuarantorName)
                .Set(GuarantorCode, record.IssuerUscc)
                .Set(GuarantorForm, record.Terms?.Form))
            .SetTime(FinishTime, record.EndedAt);
        return record.Terms is null ? values : SetRevealed(values, document, record.Terms);
    }

    internal static GuaranteeDocument Build(ElementValues values)
    {
        var guarantor = values.Group(Guarantor)!;
        var record = new Guarantee
        {
            GuaranteeId = values.Bytes(ClaimElements.GuaranteeId),
            State = values.Value<GuaranteeState>(Status),
            IssuedAt = values.Number(IssueTime),
            Commitment = values.Bytes(Commitment),
            IssuerUscc = guarantor.Text(GuarantorCode),
            AttestationDigest = values.Bytes(AttestationDigest),
            Amends = values.Bytes(Amends),
            RevealedAt = values.Number(RevealTime),
            EndedAt = values.Number(FinishTime),
        };
        var document = new GuaranteeDocument(record) { GuarantorName = guarantor.Text(GuarantorName) };
        return CipherFlags.Of(values) == GuaranteeText.Ciphertext ? document : BuildRevealed(values, document);
    }

    private static ElementValues SetRevealed(ElementValues values, GuaranteeDocument document, GuaranteeTerms terms)
    {
        var (record, order) = (document.Record, document.OrderedFor);
        return values
            .Set(Order, new ElementValues()
                .Set(
                    TenderElements.TenderProjectCode,
                    terms.SectionCode.Length >= TradeCodes.TenderProjectLength ? terms.SectionCode[..TradeCodes.TenderProjectLength] : null)
                .Set(TenderElements.TenderProjectName, order.TenderProjectName)
                .Set(TenderElements.SectionCode, terms.SectionCode)
                .Set(TenderElements.SectionName, order.SectionName)
                .SetTime(TenderElements.OpeningTime, order.OpeningTime)
                .Set(TenderElements.BidValidity, order.BidValidityDays == 0 ? null : (long)order.BidValidityDays)
                .Set(BidBond, order.BondFen)
                .Set(ApplicationDigest, terms.ApplicationDigest)
                .Set(Business, order.Business)
                .Set(Product, order.Product)
                .Set(GuaranteeElements.BidKind, order.BidKind)
                .Set(CentreOrderNo, order.CentreOrderNo)
                .Set(ApplicationNo, order.ApplicationNo)
                .Set(VerificationCode, order.VerificationCode)
                .SetTime(TenderElements.NoticeTime, order.NoticeTime)
                .Set(EarlierGuaranteeNo, order.EarlierGuaranteeNo))
            .Set(
                Beneficiary,
                new ElementValues().Set(BeneficiaryName, document.BeneficiaryName).Set(BeneficiaryCode, terms.BeneficiaryUscc))
            .Set(Applicant, new ElementValues()
                .Set(ApplicantName, terms.ApplicantName)
                .Set(ApplicantCode, terms.ApplicantUscc)
                .SetList(Consortium, terms.ConsortiumUsccs))
            .Set(Result, new ElementValues()
                .Set(Number, terms.GuaranteeNo)
                .Set(GuaranteeElements.Version, (long)record.Version)
                .Set(Nature, terms.LegalNature)
                .Set(Amount, terms.AmountFen)
                .Set(Premium, terms.PremiumFen)
                .SetTime(BeginTime, terms.ValidFrom)
                .SetTime(EndTime, terms.ValidUntil)
                .Set(DocumentDigest, terms.DocumentDigest)
                .Set(ClearDigest, record.EndorsedDigest)
                .Set(WordingName, terms.Wording.Name)
                .Set(WordingDigest, terms.Wording.Digest))
            .SetList(Versions, record.Versions.Select(ValuesOf))
            .SetTime(RevealTime, record.RevealedAt)
            .Set(ClaimElements.Claim, document.Claim?.ToValues())
            .Set(ClaimElements.Reply, document.Reply?.ToValues())
            .Set(ClaimElements.Release, document.Release?.ToValues());
    }

    private static GuaranteeDocument BuildRevealed(ElementValues values, GuaranteeDocument document)
    {
        var (record, order, result) = (document.Record, values.Group(Order)!, values.Group(Result)!);
        var (beneficiary, applicant) = (values.Group(Beneficiary)!, values.Group(Applicant)!);
        record.Version = (uint)result.Number(GuaranteeElements.Version);
        record.EndorsedDigest = result.Bytes(ClearDigest);
        record.Terms = new GuaranteeTerms
        {
            GuaranteeNo = result.Text(Number),
            SectionCode = order.Text(TenderElements.SectionCode),
            BeneficiaryUscc = beneficiary.Text(BeneficiaryCode),
            ApplicantUscc = applicant.Text(ApplicantCode),
            ApplicantName = applicant.Text(ApplicantName),
            ConsortiumUsccs = { applicant.List<string>(Consortium) },
            GuarantorUscc = record.IssuerUscc,
            Form = values.Group(Guarantor)!.Value<GuaranteeForm>(GuarantorForm),
            LegalNature = result.Value<LegalNature>(Nature),
            AmountFen = result.Number(Amount),
            PremiumFen = result.Number(Premium),
            ValidFrom = result.Number(BeginTime),
            ValidUntil = result.Number(EndTime),
            DocumentDigest = result.Bytes(DocumentDigest),
            ApplicationDigest = order.Bytes(ApplicationDigest),
            Wording = new Wording { Name = result.Text(WordingName), Digest = result.Bytes(WordingDigest) },
        };
        record.Versions.AddRange(values.List<ElementValues>(Versions).Select(VersionOf));
        return document with
        {
            BeneficiaryName = beneficiary.Text(BeneficiaryName),
            OrderedFor = new GuaranteeOrder
            {
                TenderProjectName = order.Text(TenderElements.TenderProjectName),
                SectionName = order.Text(TenderElements.SectionName),
                OpeningTime = order.Number(TenderElements.OpeningTime),
                BidValidityDays = (uint)order.Number(TenderElements.BidValidity),
                BondFen = order.Has(BidBond) ? order.Number(BidBond) : null,
                Business = order.Has(Business) ? order.Value<GuaranteeBusiness>(Business) : null,
                Product = order.Has(Product) ? order.Value<GuaranteeProduct>(Product) : null,
                BidKind = order.Has(GuaranteeElements.BidKind) ? order.Value<BidKind>(GuaranteeElements.BidKind) : null,
                CentreOrderNo = order.Text(CentreOrderNo),
                ApplicationNo = order.Text(ApplicationNo),
                VerificationCode = order.Text(VerificationCode),
                NoticeTime = order.Number(TenderElements.NoticeTime),
                EarlierGuaranteeNo = order.Text(EarlierGuaranteeNo),
            },
            Claim = values.Group(ClaimElements.Claim) is { } claim ? ClaimDocument.Build(claim) : null,
            Reply = values.Group(ClaimElements.Reply) is { } reply ? ClaimReplyDocument.Build(reply) : null,
            Release = values.Group(ClaimElements.Release) is { } release ? ReleaseDocument.Build(release) : null,
        };
    }

    private static ElementValues ValuesOf(GuaranteeVersion version) => new ElementValues()
        .Set(GuaranteeElements.Version, (long)version.Version)
        .Set(Amount, version.AmountFen)
        .SetTime(EndTime, version.ValidUntil)
        .Set(DocumentDigest, version.DocumentDigest)
        .SetTime(TenderElements.CreateTime, version.At)
        .Set(RecordId, version.RecordId)
        .Set(RequestDigest, version.RequestDigest);

    private static GuaranteeVersion VersionOf(ElementValues values) => new()
    {
        Version = (uint)values.Number(GuaranteeElements.Version),
        AmountFen = values.Number(Amount),
        ValidUntil = values.Number(EndTime),
        DocumentDigest = values.Bytes(DocumentDigest),
        At = values.Number(TenderElements.CreateTime),
        RecordId = values.Bytes(RecordId),
        RequestDigest = values.Bytes(RequestDigest),
    };
}
