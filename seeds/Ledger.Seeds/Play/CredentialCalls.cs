using System.Globalization;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Seeds;

/// <summary>The calls that put the record's credentials on the chain, and the checks made of them. Ids follow from the seed.</summary>
internal sealed class CredentialCalls(ConsortiumSeed consortium)
{
    private const int CertificateYears = 5;

    internal IEnumerable<CredentialCall> Build(RecordAction action) => action.Kind switch
    {
        RecordActionKind.RecordQualifications =>
            [.. action.Qualifications.Select(Of).Append(CertificateOf(action.Qualifications)).Select(Recording)],
        RecordActionKind.RecordPerformances => action.Performances.Select(Of).Select(Recording),
        RecordActionKind.RecordCheck => [new() { RecordCheck = Of(action.Check!) }],
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "The action is not about credentials."),
    };

    private static CredentialCall Recording(RecordCredential record) => new() { RecordCredential = record };

    private RecordCredential Of(QualificationPlan plan) => new()
    {
        RecordId = Id("qualification", plan.Index),
        SubjectUscc = plan.Holder.Uscc,
        IssuerUscc = consortium.Issuer.Uscc,
        Region = "440400",
        EffectiveFrom = plan.ApprovedAt.ToUnixTimeMilliseconds(),
        DocumentNo = string.Create(CultureInfo.InvariantCulture, $"粤建许〔{plan.ApprovedAt.Year}〕{plan.Index + 1}号"),
        DocumentDigest = Document("qualification-document", plan.Index),
        Qualification = new QualificationFact { TypeCode = plan.TypeCode, LevelCode = plan.LevelCode },
    };

    // One paper for all that a company has, of the day of the newest.
    private RecordCredential CertificateOf(IReadOnlyList<QualificationPlan> plans)
    {
        var issued = plans.Max(plan => plan.ApprovedAt);
        var number = string.Create(CultureInfo.InvariantCulture, $"D244{plans[0].Index:D6}");
        return new RecordCredential
        {
            RecordId = Id("certificate", plans[0].Index),
            SubjectUscc = plans[0].Holder.Uscc,
            IssuerUscc = consortium.Issuer.Uscc,
            Region = "440400",
            EffectiveFrom = issued.ToUnixTimeMilliseconds(),
            EffectiveUntil = issued.AddYears(CertificateYears).ToUnixTimeMilliseconds(),
            DocumentNo = number,
            DocumentDigest = Document("certificate-document", plans[0].Index),
            Certificate = new CertificateFact
            {
                CertificateNo = number,
                QualificationIds = { plans.Select(plan => Id("qualification", plan.Index)) },
                IssuedAt = issued.ToUnixTimeMilliseconds(),
            },
        };
    }

    private RecordCredential Of(PerformancePlan plan)
    {
        var accepted = plan.AcceptedAt.ToUnixTimeMilliseconds();
        var contracted = plan.Section is null ? plan.ContractedAt.ToUnixTimeMilliseconds() : 0; // of a section the chain has it
        return new RecordCredential
        {
            RecordId = Id("performance", plan.Index),
            SubjectUscc = plan.Holder.Uscc,
            IssuerUscc = consortium.Zhuhai.Uscc,
            Region = plan.Section?.Project.Region ?? "440400",
            EffectiveFrom = accepted,
            DocumentNo = string.Create(CultureInfo.InvariantCulture, $"验收〔{plan.AcceptedAt.Year}〕{plan.Index + 1}号"),
            DocumentDigest = Document("performance-document", plan.Index),
            Performance = new PerformanceFact
            {
                SectionCode = plan.Section?.Code ?? "",
                Name = plan.Name,
                OwnerUscc = plan.Owner.Uscc,
                TradeClass = plan.TradeClass,
                AwardFen = plan.ContractFen,
                ContractFen = plan.ContractFen,
                ContractedAt = contracted,
                AcceptedAt = accepted,
            },
        };
    }

    // Three items: the qualification with its certificate, one performance, nothing that blocks. What the chain lacks is unknown.
    private RecordCheck Of(CheckPlan plan) => new()
    {
        CheckId = Id("check", plan.Index),
        SubjectUscc = plan.Bidder.Uscc,
        SectionCode = plan.Section.Code,
        AsOf = plan.Section.OpeningAt.ToUnixTimeMilliseconds(),
        RequirementDigest = Document("requirement", plan.Index),
        Outcomes =
        {
            plan.Qualification is null ? CheckOutcome.Unknown : CheckOutcome.Met,
            plan.Performances.Count == 0 ? CheckOutcome.Unknown : CheckOutcome.Met,
            CheckOutcome.Met,
        },
        RecordIds =
        {
            plan.Performances.Select(one => Id("performance", one.Index))
                .Concat(plan.Qualification is null ? [] : [Id("qualification", plan.Qualification.Index)]),
        },
    };

    private ByteString Id(string what, int index) => ByteString.CopyFrom(
        SeededBytes.Derive(consortium.Seed, $"{what}-record", index).AsSpan(0, CredentialTables.IdBytes));

    private ByteString Document(string what, int index) =>
        UnsafeByteOperations.UnsafeWrap(SeededBytes.Derive(consortium.Seed, what, index));
}
