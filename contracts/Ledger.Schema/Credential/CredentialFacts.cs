using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Credential;

/// <summary>What a record must look like, whatever the state is (DOMAIN §4's fields). Persons stand in it as commitments alone.</summary>
public static class CredentialFacts
{
    /// <summary>How far ahead a fact or a change may take effect.</summary>
    internal const long AheadMsMax = 366L * SectionRules.DayMs;

    private const int DocumentNoCharsMax = 64;
    private const int CertificateNoCharsMax = 64;
    private const int QualificationsMax = 32;
    private const int CategoryCharsMax = 32;
    private const uint ScoreHundredthsMax = 100_000;
    private const uint RankMax = 1_000_000;

    /// <summary>The first fault of a record's fields, or none.</summary>
    /// <param name="call">The record.</param>
    /// <param name="time">Block time, UTC milliseconds.</param>
    public static Refused Check(RecordCredential call, long time)
    {
        ArgumentNullException.ThrowIfNull(call);
        return FieldRules.First(
            Id(call.RecordId, "The record's id"),
            FieldRules.Uscc(call.SubjectUscc, "The subject's code"),
            FieldRules.Region(call.Region, "The record's region"),
            call.Supersedes.IsEmpty ? Refused.No : Id(call.Supersedes, "The superseded record's id"),
            call.DocumentNo.Length == 0 && IsOfChain(call) ? Refused.No : DocumentNo(call.DocumentNo),
            FieldRules.DigestBytes(call.DocumentDigest.Length, "The document's digest"),
            Period(call, time),
            Fact(call, time));
    }

    /// <summary>The first fault of a change's fields, or none.</summary>
    internal static Refused Check(ChangeCredential call, long time) => FieldRules.First(
        FieldRules.Uscc(call.SubjectUscc, "The subject's code"),
        Id(call.RecordId, "The record's id"),
        FieldRules.Listed(call.Kind, "The change"),
        DocumentNo(call.DocumentNo),
        FieldRules.DigestBytes(call.DocumentDigest.Length, "The document's digest"),
        FieldRules.Text(call.Reason, "The reason", FieldRules.ReasonCharsMax),
        PersonalIdentity.RefuseIn(call.Reason, "The reason"),
        call.Kind == CredentialChangeKind.Superseded || !call.SuccessorId.IsEmpty
            ? Id(call.SuccessorId, "The successor's id")
            : Refused.No,
        Ahead(call.EffectiveFrom, time, "The change takes effect"));

    internal static Refused Id(ByteString id, string field) => id.Length == CredentialTables.IdBytes
        ? Refused.No
        : new Refused(RefusalCode.BadCount, $"{field} has {id.Length} bytes; it must have {CredentialTables.IdBytes}.");

    private static bool IsOfChain(RecordCredential call) => call.Performance is { SectionCode.Length: > 0 };

    private static Refused DocumentNo(string number) => FieldRules.First(
        FieldRules.Text(number, "The document's number", DocumentNoCharsMax),
        PersonalIdentity.RefuseIn(number, "The document's number"));

    private static Refused Ahead(long from, long time, string what) => from > 0 && from - time <= AheadMsMax
        ? Refused.No
        : new Refused(
            RefusalCode.BadPeriod, $"{what} at {from}; it must be after 1970, and {AheadMsMax} ms after block time {time} at most.");

    private static Refused Period(RecordCredential call, long time)
    {
        if (Ahead(call.EffectiveFrom, time, "The record takes effect") is { IsRefused: true } tooFar)
        {
            return tooFar;
        }

        if (call.EffectiveUntil != 0 && call.EffectiveUntil <= call.EffectiveFrom)
        {
            return new Refused(
                RefusalCode.BadPeriod,
                $"The record holds from {call.EffectiveFrom} until {call.EffectiveUntil}, which is not after it.");
        }

        return call.EffectiveUntil == 0 && MustEnd(call)
            ? new Refused(RefusalCode.BadPeriod, $"The record has no end; a record of {CredentialRules.KindOf(call)} of this kind has one.")
            : Refused.No;
    }

    // A certificate says until when; a penalty or a blacklist that never ended would never let its subject bid again.
    private static bool MustEnd(RecordCredential call) => call.Certificate is not null || call.Person is not null
        || call.Credit is { Kind: CreditKind.Penalty or CreditKind.Blacklist };

    private static Refused Fact(RecordCredential call, long time) => call.FactCase switch
    {
        RecordCredential.FactOneofCase.Registration => Registration(call.Registration, time),
        RecordCredential.FactOneofCase.Qualification => Qualification(call.Qualification),
        RecordCredential.FactOneofCase.Certificate => Certificate(call.Certificate, time),
        RecordCredential.FactOneofCase.Performance => Performance(call, time),
        RecordCredential.FactOneofCase.Person => Person(call),
        RecordCredential.FactOneofCase.Credit => Credit(call.Credit),
        _ => new Refused(RefusalCode.BadEnumeration, "The record carries no fact."),
    };

    private static Refused Registration(RegistrationFact fact, long time) => FieldRules.First(
        Name(fact.Name, "The registered name"),
        Name(fact.LegalForm, "The legal form"),
        FieldRules.Amount(fact.RegisteredCapitalFen, "The registered capital"),
        Past(fact.EstablishedAt, time, "The establishment"),
        Commitment(fact.RepresentativeCommitment, "The representative's commitment"));

    private static Refused Qualification(QualificationFact fact) => FieldRules.First(
        QualificationTypes.IsCode(fact.TypeCode)
            ? Refused.No
            : new Refused(RefusalCode.BadCode, $"The type's code {FieldRules.Quote(fact.TypeCode)} is not D and three digits."),
        QualificationTypes.IsLevelCode(fact.LevelCode)
            ? Refused.No
            : new Refused(RefusalCode.BadCode, $"The level's code {FieldRules.Quote(fact.LevelCode)} is not 1 to 4 capital letters."));

    private static Refused Certificate(CertificateFact fact, long time)
    {
        if (FieldRules.First(
            FieldRules.Text(fact.CertificateNo, "The certificate's number", CertificateNoCharsMax),
            LookAlikes.Check(fact.CertificateNo, "The certificate's number"),
            PersonalIdentity.RefuseIn(fact.CertificateNo, "The certificate's number"),
            Past(fact.IssuedAt, time, "The issue")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (fact.QualificationIds.Count is 0 or > QualificationsMax
            || fact.QualificationIds.Distinct().Count() != fact.QualificationIds.Count)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The certificate is for {fact.QualificationIds.Count} qualifications; it must be for 1 to {QualificationsMax}, each " +
                "once.");
        }

        return FieldRules.First([.. fact.QualificationIds.Select(id => Id(id, "A qualification's id"))]);
    }

    private static Refused Performance(RecordCredential call, long time)
    {
        var fact = call.Performance;
        if (FieldRules.First(
            fact.SectionCode.Length == 0 ? Refused.No : TradeCodes.Section(fact.SectionCode),
            Name(fact.Name, "The project's name"),
            FieldRules.Uscc(fact.OwnerUscc, "The owner's code"),
            TradeCodes.TradeClass(fact.TradeClass),
            FieldRules.Amount(fact.AwardFen, "The award"),
            FieldRules.Amount(fact.ContractFen, "The contract"),
            Commitment(fact.ManagerCommitment, "The manager's commitment")) is { IsRefused: true } refused)
        {
            return refused;
        }

        var last = 0L;
        foreach (var date in (ReadOnlySpan<long>)[fact.AwardedAt, fact.ContractedAt, fact.CompletedAt, fact.AcceptedAt])
        {
            if (date < 0 || (date > 0 && date < last) || date > time)
            {
                return new Refused(
                    RefusalCode.BadPeriod,
                    $"Award, contract, completion and acceptance follow each other up to block time {time}; {date} does not.");
            }

            last = Math.Max(last, date);
        }

        return last == call.EffectiveFrom
            ? Refused.No
            : new Refused(
                RefusalCode.BadPeriod, $"A performance counts from its last date, {last}; the record says {call.EffectiveFrom}.");
    }

    private static Refused Person(RecordCredential call)
    {
        var fact = call.Person;
        return FieldRules.First(
            FieldRules.DigestBytes(fact.PersonCommitment.Length, "The person's commitment"),
            FieldRules.Text(fact.Category, "The category", CategoryCharsMax),
            PersonalIdentity.RefuseIn(fact.Category, "The category"),
            Name(fact.Specialty, "The specialty"),
            fact.UseUntil == 0 || (fact.UseUntil > call.EffectiveFrom && fact.UseUntil <= call.EffectiveUntil)
                ? Refused.No
                : new Refused(
                    RefusalCode.BadPeriod,
                    $"The certificate may be used until {fact.UseUntil}, outside of {call.EffectiveFrom} to {call.EffectiveUntil}."));
    }

    private static Refused Credit(CreditFact fact)
    {
        if (FieldRules.First(
            FieldRules.Listed(fact.Kind, "The kind of credit record"),
            FieldRules.Text(fact.Code, "The matter's code", CategoryCharsMax),
            Name(fact.Basis, "The basis"),
            Name(fact.Result, "The result"),
            fact.ConfinedAction.Length == 0 ? Refused.No : Name(fact.ConfinedAction, "The confined action")) is { IsRefused: true } refused)
        {
            return refused;
        }

        var isScore = fact.Kind == CreditKind.Score;
        return fact.ScoreHundredths > ScoreHundredthsMax || fact.Rank > RankMax
            || (!isScore && (fact.ScoreHundredths != 0 || fact.Rank != 0))
            ? new Refused(
                RefusalCode.BadCount,
                $"The score is {fact.ScoreHundredths} hundredths of rank {fact.Rank}; the most are {ScoreHundredthsMax} and {RankMax}, " +
                "and only a score has them.")
            : Refused.No;
    }

    private static Refused Name(string value, string field) => FieldRules.First(
        FieldRules.Text(value, field, FieldRules.NameCharsMax),
        LookAlikes.Check(value, field),
        PersonalIdentity.RefuseIn(value, field));

    private static Refused Commitment(ByteString commitment, string field) =>
        commitment.IsEmpty ? Refused.No : FieldRules.DigestBytes(commitment.Length, field);

    private static Refused Past(long at, long time, string what) => at > 0 && at <= time
        ? Refused.No
        : new Refused(RefusalCode.BadPeriod, $"{what} is of {at}; it must be after 1970 and not after block time {time}.");
}
