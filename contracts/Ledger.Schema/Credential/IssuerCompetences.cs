using Google.Protobuf.Collections;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Credential;

/// <summary>
/// Which authority may record what, where, and how late, as dated configuration (DOMAIN §4). An entry replaces the one before it of the
/// same types and region; without an entry in force an authority may record nothing.
/// </summary>
internal static class IssuerCompetences
{
    private const int TypeCharsMax = 32;
    private const int LevelsMax = 8;
    private const uint BackDatingDaysMax = 36_525;

    /// <summary>What an entry must look like.</summary>
    internal static Refused Check(IssuerCompetence competence, IStateReader state)
    {
        if (FieldRules.First(
            FieldRules.Uscc(competence.IssuerUscc, "The issuer's code"),
            FieldRules.Listed(competence.Kind, "The kind of record"),
            FieldRules.Region(competence.Region, "The competence's region"),
            competence.TypePrefix.Length == 0
                ? Refused.No
                : FieldRules.Text(competence.TypePrefix, "The beginning of the types", TypeCharsMax),
            FieldRules.Text(competence.Source, "The competence's source", DatedList.TextCharsMax),
            FieldRules.Text(competence.LawVersion, "The version of the text", DatedList.VersionCharsMax),
            DatedList.CheckEnd(competence.EffectiveFrom, competence.EffectiveUntil, "The competence")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (competence.Levels.Count > LevelsMax || competence.BackDatingDaysMax > BackDatingDaysMax || competence.EffectiveFrom < 0)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The competence has {competence.Levels.Count} levels and {competence.BackDatingDaysMax} days from " +
                $"{competence.EffectiveFrom}; the most are {LevelsMax} and {BackDatingDaysMax}, from 1970 on.");
        }

        return competence.Levels.Any(level => !QualificationTypes.IsLevelCode(level))
            ? new Refused(RefusalCode.BadCode, "A level of the competence is not 1 to 4 capital letters.")
            : DatedList.Full(
                Read(state, KeyOf(competence)).Competences.Count, $"what {competence.IssuerUscc} may record of {competence.Kind}");
    }

    /// <summary>The issuer's schedule with the entry in it, which counts from <paramref name="notBefore"/> at the earliest.</summary>
    internal static CompetenceSchedule WithCompetence(IStateReader state, IssuerCompetence competence, long notBefore, out byte[] key)
    {
        key = KeyOf(competence);
        var schedule = Read(state, key);
        var dated = competence.Clone();
        dated.EffectiveFrom = DatedList.Effective(competence.EffectiveFrom, notBefore);
        Insert(schedule.Competences, dated);
        return schedule;
    }

    /// <summary>
    /// Refuses a record that its issuer has no competence for at <paramref name="time"/>; otherwise the entry that counts, the one that
    /// lets the latest be recorded where several do.
    /// </summary>
    internal static Refused Require(IStateReader state, RecordCredential call, long time, out IssuerCompetence competence)
    {
        var kind = CredentialRules.KindOf(call);
        IssuerCompetence? widest = null;
        foreach (var entry in InForce(Read(state, KeyOf(call.IssuerUscc, kind)).Competences, time))
        {
            if (Covers(entry, call) && (widest is null || DaysOf(entry) > DaysOf(widest)))
            {
                widest = entry;
            }
        }

        competence = widest ?? new IssuerCompetence();
        return widest is not null
            ? Refused.No
            : new Refused(
                RefusalCode.OutsideCompetence,
                $"{call.IssuerUscc} has no competence for {kind} {FieldRules.Quote(TypeOf(call))} in region {call.Region} at {time}.");
    }

    /// <summary>Refuses what takes effect further back than the competence lets it be recorded.</summary>
    internal static Refused RequireInTime(IssuerCompetence competence, long effectiveFrom, long time) =>
        competence.BackDatingDaysMax > 0 && time - effectiveFrom > competence.BackDatingDaysMax * SectionRules.DayMs
            ? new Refused(
                RefusalCode.BackDated,
                $"It is of {effectiveFrom}, {(time - effectiveFrom) / SectionRules.DayMs} days before block time {time}; the most are " +
                $"{competence.BackDatingDaysMax} ({RuleScopes.Cite(competence.Source, competence.LawVersion)}).")
            : Refused.No;

    private static long DaysOf(IssuerCompetence entry) => entry.BackDatingDaysMax == 0 ? long.MaxValue : entry.BackDatingDaysMax;

    private static IEnumerable<IssuerCompetence> InForce(IReadOnlyList<IssuerCompetence> entries, long time)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var isLatest = !entries.Skip(i + 1).Any(later => later.EffectiveFrom <= time && IsSameScope(later, entry));
            if (entry.EffectiveFrom <= time && isLatest && !entry.Withdrawn && (entry.EffectiveUntil == 0 || time < entry.EffectiveUntil))
            {
                yield return entry;
            }
        }
    }

    private static bool Covers(IssuerCompetence entry, RecordCredential call) =>
        FieldRules.IsWithin(call.Region, entry.Region)
        && TypeOf(call).StartsWith(entry.TypePrefix, StringComparison.Ordinal)
        && (entry.Levels.Count == 0 || entry.Levels.Contains(call.Qualification?.LevelCode ?? ""));

    private static string TypeOf(RecordCredential call) => call.FactCase switch
    {
        RecordCredential.FactOneofCase.Qualification => call.Qualification.TypeCode,
        RecordCredential.FactOneofCase.Performance => call.Performance.TradeClass,
        RecordCredential.FactOneofCase.Person => call.Person.Category,
        RecordCredential.FactOneofCase.Credit => call.Credit.Code,
        _ => "",
    };

    private static bool IsSameScope(IssuerCompetence left, IssuerCompetence right) =>
        left.TypePrefix == right.TypePrefix && left.Region == right.Region;

    // Entries of one time stand beside each other, of one scope and time the newer replaces.
    private static void Insert(RepeatedField<IssuerCompetence> entries, IssuerCompetence entry)
    {
        var at = entries.Count;
        for (var i = entries.Count - 1; i >= 0 && entries[i].EffectiveFrom >= entry.EffectiveFrom; i--)
        {
            if (entries[i].EffectiveFrom == entry.EffectiveFrom && IsSameScope(entries[i], entry))
            {
                entries[i] = entry;
                return;
            }

            at = entries[i].EffectiveFrom > entry.EffectiveFrom ? i : at;
        }

        entries.Insert(at, entry);
    }

    private static CompetenceSchedule Read(IStateReader state, byte[] key) =>
        CredentialTables.Competences.Read(state, key) ?? new CompetenceSchedule();

    private static byte[] KeyOf(IssuerCompetence competence) => KeyOf(competence.IssuerUscc, competence.Kind);

    private static byte[] KeyOf(string issuerUscc, CredentialKind kind) =>
        CredentialTables.Competences.Key($"{issuerUscc}/{(int)kind:D2}");
}
