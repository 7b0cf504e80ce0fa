using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// OPENED→EVALUATED: the committee's report with one to three candidates in their order (实施条例 §53), signed by the committee's key.
/// </summary>
internal static class RecordEvaluationHandler
{
    internal const int CandidatesMax = 3;

    internal static Refused Handle(RecordEvaluation call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "RecordEvaluation", SectionState.Opened),
            FieldRules.DigestBytes(call.ReportDigest.Length, "The report's digest"),
            CheckCandidates(call.Candidates),
            CommitteeSignatures.Check(call, call.CommitteeSignature, section, context.Block)) is { IsRefused: true } refused)
        {
            return refused;
        }

        section.State = SectionState.Evaluated;
        section.Evaluation = new Evaluation
        {
            ReportDigest = call.ReportDigest,
            Candidates = { call.Candidates },
            RecordedAt = context.Time,
        };
        context.Record(TenderTables.Sections, key, section, "section.evaluated");
        return Refused.No;
    }

    private static Refused CheckCandidates(IReadOnlyList<string> candidates)
    {
        if (candidates.Count is 0 or > CandidatesMax || candidates.Distinct(StringComparer.Ordinal).Count() != candidates.Count)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The report names {candidates.Count} candidates; it must name 1 to {CandidatesMax}, each once (实施条例 §53).");
        }

        foreach (var candidate in candidates)
        {
            if (FieldRules.Uscc(candidate, "A candidate's code") is { IsRefused: true } badCode)
            {
                return badCode;
            }
        }

        return Refused.No;
    }
}
