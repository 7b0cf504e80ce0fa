using Ledger.Protocol.V1;

namespace Ledger.Schema.Credential;

/// <summary>
/// Whether a bidder meets a requirement: a pure function of its proven records and the catalogue, so that node, client and auditor say the
/// same. What is missing from the chain is unknown, never not met, but for credit records, which their authorities put here.
/// </summary>
public static class RequirementEvaluator
{
    /// <summary>Judges every item as of the requirement's deadline, or another time.</summary>
    /// <param name="requirement">What is asked.</param>
    /// <param name="bidders">The bidder, or every member of a consortium.</param>
    /// <param name="catalogue">Where the catalogue of qualifications is read.</param>
    /// <param name="asOf">Another time to ask about, UTC milliseconds; null for the deadline.</param>
    public static RequirementAnswer Evaluate(
        Requirement requirement, IReadOnlyList<SubjectRecords> bidders, IStateReader catalogue, long? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentNullException.ThrowIfNull(bidders);
        var time = asOf ?? requirement.Deadline;
        return new RequirementAnswer(time, [.. requirement.Items.Select(item => Judge(item, bidders, catalogue, time))]);
    }

    private static ItemAnswer Judge(RequirementItem item, IReadOnlyList<SubjectRecords> bidders, IStateReader catalogue, long time)
    {
        var answer = item switch
        {
            QualificationItem one => QualificationJudgement.Of(one, bidders, catalogue, time),
            PerformanceItem one => Performances(one, bidders, time),
            PersonItem one => Persons(one, bidders, time),
            NoCreditItem one => NoCredit(one, bidders, time),
            ScoreItem one => Score(one, bidders, time),
            _ => throw new ArgumentException($"There is no judgement of a {item.GetType().Name}.", nameof(item)),
        };
        return answer with { IsLate = answer.Records.Any(record => CredentialRules.IsLateFor(record, time)) };
    }

    private static ItemAnswer Performances(PerformanceItem item, IReadOnlyList<SubjectRecords> bidders, long time)
    {
        var fit = Of(bidders, time, record => record.Recorded.Performance is { } fact
            && fact.TradeClass.StartsWith(item.TradeClass, StringComparison.Ordinal)
            && fact.ContractFen >= item.ContractFenMin
            && record.Recorded.EffectiveFrom >= item.Since
            && (!item.Accepted || fact.AcceptedAt > 0));
        return Enough(item, fit, record => record.Recorded.RecordId, item.Count, IsInForce, time);
    }

    private static ItemAnswer Persons(PersonItem item, IReadOnlyList<SubjectRecords> bidders, long time)
    {
        var fit = Of(bidders, time, record => record.Recorded.Person is { } fact
            && fact.Category == item.Category
            && (item.Specialty.Length == 0 || fact.Specialty == item.Specialty));
        return Enough(item, fit, record => record.Recorded.Person.PersonCommitment, item.Count, IsUsable, time);
    }

    // An electronic certificate is used for a while, and downloaded again after it.
    private static bool IsUsable(CredentialRecord record, long time) => IsInForce(record, time)
        && (record.Recorded.Person.UseUntil == 0 || time < record.Recorded.Person.UseUntil);

    private static ItemAnswer Enough<TKey>(
        RequirementItem item, List<CredentialRecord> fit, Func<CredentialRecord, TKey> one, int count,
        Func<CredentialRecord, long, bool> counts, long time)
    {
        var good = fit.Where(record => counts(record, time)).ToList();
        var different = good.DistinctBy(one).Count();
        return different >= count ? new ItemAnswer(item, CheckOutcome.Met, RequirementReason.Shown, good)
            : fit.DistinctBy(one).Count() >= count
                ? new ItemAnswer(item, CheckOutcome.NotMet, RequirementReason.NotInForce, fit)
                : new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.NotOnChain, good);
    }

    private static ItemAnswer NoCredit(NoCreditItem item, IReadOnlyList<SubjectRecords> bidders, long time)
    {
        var standing = Of(
            bidders, time, record => record.Recorded.Credit is { } fact && item.Kinds.Contains(fact.Kind) && IsInForce(record, time));
        return standing.Count > 0 ? new ItemAnswer(item, CheckOutcome.NotMet, RequirementReason.Blocked, standing)
            : bidders.Any(bidder => !bidder.IsComplete)
                ? new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.Incomplete, [])
                : new ItemAnswer(item, CheckOutcome.Met, RequirementReason.Shown, []);
    }

    private static ItemAnswer Score(ScoreItem item, IReadOnlyList<SubjectRecords> bidders, long time)
    {
        var counting = new List<CredentialRecord>();
        foreach (var bidder in bidders)
        {
            var newest = Of([bidder], time, record => record.Recorded.Credit is { Kind: CreditKind.Score } fact && fact.Code == item.Code
                && IsInForce(record, time)).MaxBy(record => record.Recorded.EffectiveFrom);
            if (newest is null)
            {
                return new ItemAnswer(item, CheckOutcome.Unknown, RequirementReason.NotOnChain, counting);
            }

            counting.Add(newest);
        }

        return counting.All(record => record.Recorded.Credit.ScoreHundredths >= item.HundredthsMin)
            ? new ItemAnswer(item, CheckOutcome.Met, RequirementReason.Shown, counting)
            : new ItemAnswer(item, CheckOutcome.NotMet, RequirementReason.TooLow, counting);
    }

    internal static bool IsInForce(CredentialRecord record, long time) =>
        CredentialRules.StatusAt(record, time) == CredentialStatus.InForce;

    /// <summary>The records that fit and had begun by the time: what begins later is no more there than what nobody recorded.</summary>
    internal static List<CredentialRecord> Of(
        IEnumerable<SubjectRecords> bidders, long time, Func<CredentialRecord, bool> fits) =>
        [.. bidders.SelectMany(bidder => bidder.Records).Where(
            record => fits(record) && CredentialRules.StatusAt(record, time) != CredentialStatus.NotYet)];
}
