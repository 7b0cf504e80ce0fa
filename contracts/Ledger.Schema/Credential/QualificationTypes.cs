using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Credential;

/// <summary>
/// The catalogue of qualification types and their levels as dated configuration (DOMAIN §4): a reform of the levels is data, and a level
/// names those of before that count as it.
/// </summary>
public static class QualificationTypes
{
    private const int LevelsMax = 8;
    private const int FormerlyMax = 8;
    private const int LevelCodeCharsMax = 4;

    /// <summary>The type that is in force at <paramref name="time"/>, or null.</summary>
    public static QualificationType? Find(IStateReader state, string code, long time) => DatedList.At(
        Read(state, code).Entries, known => known.EffectiveFrom, known => known.EffectiveUntil, time);

    /// <summary>
    /// Where a level stands in a type, 0 the highest: by its own code, or as one of before that counts as it; null where it is no level of
    /// the type.
    /// </summary>
    public static int? RankOf(QualificationType type, string levelCode)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Position(type, level => level.Code == levelCode) ?? Position(type, level => level.Formerly.Contains(levelCode));
    }

    /// <summary>A type's code: D, a digit of the category, two digits.</summary>
    internal static bool IsCode(string code) =>
        code.Length == 4 && code[0] == 'D' && !code.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>What a type must look like.</summary>
    internal static Refused Check(QualificationType type, IStateReader state)
    {
        if (FieldRules.First(
            IsCode(type.Code)
                ? Refused.No
                : new Refused(RefusalCode.BadCode, $"The type's code {FieldRules.Quote(type.Code)} is not D and three digits."),
            FieldRules.Listed(type.Category, "The type's category"),
            FieldRules.Text(type.Name, "The type's name", DatedList.TextCharsMax),
            FieldRules.Text(type.Source, "The type's source", DatedList.TextCharsMax),
            FieldRules.Text(type.LawVersion, "The version of the text", DatedList.VersionCharsMax),
            DatedList.CheckEnd(type.EffectiveFrom, type.EffectiveUntil, "The type")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (type.Levels.Count is 0 or > LevelsMax || type.EffectiveFrom < 0)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The type has {type.Levels.Count} levels from {type.EffectiveFrom}; it must have 1 to {LevelsMax}, from 1970 on.");
        }

        return CheckLevels(type) is { IsRefused: true } badLevel
            ? badLevel
            : DatedList.Full(Read(state, type.Code).Entries.Count, $"type {type.Code}");
    }

    /// <summary>
    /// The schedule of the type's code with the type in it, which counts from <paramref name="notBefore"/> at the earliest.
    /// </summary>
    internal static QualificationTypeSchedule WithType(IStateReader state, QualificationType type, long notBefore, out byte[] key)
    {
        key = CredentialTables.Catalog.Key(type.Code);
        var schedule = Read(state, type.Code);
        var dated = type.Clone();
        dated.EffectiveFrom = DatedList.Effective(type.EffectiveFrom, notBefore);
        DatedList.Put(schedule.Entries, known => known.EffectiveFrom, dated);
        return schedule;
    }

    /// <summary>Refuses a type that the catalogue does not have at the time, and a level that the type does not have then.</summary>
    internal static Refused Require(IStateReader state, QualificationFact fact, long time)
    {
        if (Find(state, fact.TypeCode, time) is not { } type)
        {
            return new Refused(
                RefusalCode.UnknownQualificationType, $"The catalogue of {time} has no type {FieldRules.Quote(fact.TypeCode)}.");
        }

        return type.Levels.Any(level => level.Code == fact.LevelCode)
            ? Refused.No
            : new Refused(
                RefusalCode.LevelNotInForce,
                $"{type.Code} has no level {FieldRules.Quote(fact.LevelCode)} at {time}; it has " +
                $"{string.Join(", ", type.Levels.Select(level => level.Code))} ({RuleScopes.Cite(type.Source, type.LawVersion)}).");
    }

    private static Refused CheckLevels(QualificationType type)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var level in type.Levels)
        {
            if (FieldRules.Text(level.Name, "The level's name", DatedList.VersionCharsMax) is { IsRefused: true } badName)
            {
                return badName;
            }

            if (level.Formerly.Count > FormerlyMax)
            {
                return new Refused(
                    RefusalCode.BadCount, $"A level names {level.Formerly.Count} levels of before; the most are {FormerlyMax}.");
            }

            foreach (var code in level.Formerly.Append(level.Code))
            {
                if (!IsLevelCode(code) || !codes.Add(code))
                {
                    return new Refused(
                        RefusalCode.BadCode,
                        $"The level's code {FieldRules.Quote(code)} is not 1 to {LevelCodeCharsMax} capital letters, or stands twice.");
                }
            }
        }

        return Refused.No;
    }

    internal static bool IsLevelCode(string code) =>
        code.Length is >= 1 and <= LevelCodeCharsMax && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z');

    private static int? Position(QualificationType type, Func<QualificationLevel, bool> isIt)
    {
        for (var i = 0; i < type.Levels.Count; i++)
        {
            if (isIt(type.Levels[i]))
            {
                return i;
            }
        }

        return null;
    }

    private static QualificationTypeSchedule Read(IStateReader state, string code) =>
        CredentialTables.Catalog.Read(state, CredentialTables.Catalog.Key(code)) ?? new QualificationTypeSchedule();
}
