using Ledger.Protocol.V1;

namespace Ledger.Schema.Credential;

/// <summary>
/// Whether qualifications of a type reach a level: a member's best one in force counts, of a consortium the lowest of its members' that
/// have the type (招标投标法 §31), under the catalogue in force at the time. Where issuers differ and it matters, nobody decides here.
/// </summary>
internal static class QualificationJudgement
{
    internal static ItemAnswer Of(QualificationItem item, IReadOnlyList<SubjectRecords> bidders, IStateReader catalogue, long time)
    {
        if (QualificationTypes.Find(catalogue, item.TypeCode, time) is not { } type
            || QualificationTypes.RankOf(type, item.LevelCode) is not { } needed)
        {
            return new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.NotInCatalogue, []);
        }

        ItemAnswer? lowest = null;
        foreach (var bidder in bidders)
        {
            var records = RequirementEvaluator.Of([bidder], time, record => record.Recorded.Qualification?.TypeCode == item.TypeCode);
            if (records.Count > 0 && OfMember(item, bidder, records, record => RankOf(type, record), needed, time) is { } one
                && (lowest is null || Weight(one) > Weight(lowest)))
            {
                lowest = one;
            }
        }

        return lowest ?? new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.NotOnChain, []);
    }

    private static ItemAnswer OfMember(
        QualificationItem item, SubjectRecords bidder, List<CredentialRecord> records, Func<CredentialRecord, int?> rankOf, int needed,
        long time)
    {
        var inForce = records.Where(record => RequirementEvaluator.IsInForce(record, time)).ToList();
        var enough = inForce.Where(record => rankOf(record) <= needed).ToList();
        if (enough.Count == 0)
        {
            return inForce.Count == 0
                ? new ItemAnswer(item, CheckOutcome.NotMet, RequirementReason.NotInForce, records)
                : new ItemAnswer(item, CheckOutcome.NotMet, RequirementReason.TooLow, inForce);
        }

        // Another issuer's word on the same type that would not do: whose is right, a person finds out.
        var against = records.Where(record => !enough.Contains(record)
            && Stands(record, time)
            && enough.All(good => good.Recorded.IssuerUscc != record.Recorded.IssuerUscc)).ToList();
        if (against.Count > 0)
        {
            return new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.IssuersDiffer, [.. enough, .. against])
            {
                IsConflicting = true,
            };
        }

        var isConflicting = inForce.Select(record => record.Recorded.Qualification.LevelCode).Distinct().Count() > 1
            && inForce.Select(record => record.Recorded.IssuerUscc).Distinct().Count() > 1;
        var answer = Certified(item, bidder, enough, time);
        return answer with { IsConflicting = isConflicting || answer.IsConflicting };
    }

    private static ItemAnswer Certified(QualificationItem item, SubjectRecords bidder, List<CredentialRecord> enough, long time)
    {
        if (!item.Certified)
        {
            return new ItemAnswer(item, CheckOutcome.Met, RequirementReason.Shown, enough);
        }

        var ids = enough.Select(record => record.Recorded.RecordId).ToHashSet();
        var papers = RequirementEvaluator.Of(
            [bidder], time, record => record.Recorded.Certificate is { } fact && fact.QualificationIds.Any(ids.Contains));
        var valid = papers.Where(record => RequirementEvaluator.IsInForce(record, time)).ToList();
        if (valid.Count == 0)
        {
            return papers.Count > 0
                ? new ItemAnswer(item, CheckOutcome.NotMet, RequirementReason.NoValidCertificate, [.. enough, .. papers])
                : new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.NotOnChain, enough);
        }

        var others = OthersOfOneNumber(bidder, valid, time);
        return new ItemAnswer(item, CheckOutcome.Met, RequirementReason.Shown, [.. enough, .. valid.Union(others)])
        {
            IsConflicting = others.Count > 0,
        };
    }

    // A number is one issuer's own: another's certificate of the same number stands as well, and the answer shows both.
    private static List<CredentialRecord> OthersOfOneNumber(SubjectRecords bidder, List<CredentialRecord> valid, long time) =>
        RequirementEvaluator.Of(
            [bidder],
            time,
            record => record.Recorded.Certificate is { } other && Stands(record, time) && valid.Any(one =>
                one.Recorded.Certificate.CertificateNo == other.CertificateNo && one.Recorded.IssuerUscc != record.Recorded.IssuerUscc));

    // What its issuer still says, be it for the bidder or against it; what expired or was superseded says nothing of now.
    private static bool Stands(CredentialRecord record, long time) => CredentialRules.StatusAt(record, time)
        is CredentialStatus.InForce or CredentialStatus.Suspended or CredentialStatus.Revoked;

    private static int? RankOf(QualificationType type, CredentialRecord record) =>
        QualificationTypes.RankOf(type, record.Recorded.Qualification.LevelCode);

    // The lowest of a consortium: what is not met before what is unknown before what is met.
    private static int Weight(ItemAnswer answer) => answer.Outcome switch
    {
        CheckOutcome.NotMet => 2,
        CheckOutcome.Unknown => 1,
        _ => 0,
    };
}
