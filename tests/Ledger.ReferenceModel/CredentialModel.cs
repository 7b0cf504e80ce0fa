using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>
/// Credentials by its own books (DOMAIN §4): who may record what, that nothing changes, what a section shows of its winner's work, and that
/// a check waits for the opening. Changes of records are not played, and refused here as unknown.
/// </summary>
internal sealed class CredentialModel(TenderModel tender, CredentialLaw law)
{
    private const long DayMs = 86_400_000;
    private const long AheadMs = 366 * DayMs;

    internal Books<(string, ByteString), RecordCredential> Records { get; } = new();

    internal Books<(string, ByteString), RecordCheck> Checks { get; } = new();

    private Books<(string, string), ByteString> Numbers { get; } = new();

    private Books<(string, string), ByteString> Works { get; } = new();

    internal void Close(bool keep)
    {
        Action[] ends = keep
            ? [Records.Keep, Checks.Keep, Numbers.Keep, Works.Keep]
            : [Records.Drop, Checks.Drop, Numbers.Drop, Works.Drop];
        foreach (var end in ends)
        {
            end();
        }
    }

    internal string? Judge(CredentialCall call, ModelSigner signer, long time) => call.MethodCase switch
    {
        CredentialCall.MethodOneofCase.RecordCredential => Record(call.RecordCredential, signer, time),
        CredentialCall.MethodOneofCase.RecordCheck => Check(call.RecordCheck, signer, time),
        _ => "no such call is played",
    };

    private string? Record(RecordCredential call, ModelSigner signer, long time)
    {
        if (Permission(call, signer) is { } notPermitted)
        {
            return notPermitted;
        }

        if (Form(call, time) is { } badForm)
        {
            return badForm;
        }

        if (!law.IsSubject(call.SubjectUscc))
        {
            return "no such subject";
        }

        if (Records[(call.SubjectUscc, call.RecordId)] is { } known)
        {
            return known.Equals(call) ? null : "another record has the id";
        }

        if (!call.Supersedes.IsEmpty)
        {
            return "no record is superseded in the record";
        }

        if (Fact(call, signer, time) is { } unfit)
        {
            return unfit;
        }

        Records[(call.SubjectUscc, call.RecordId)] = call;
        return null;
    }

    private static string? Permission(RecordCredential call, ModelSigner signer)
    {
        var role = call.Performance is not null ? Role.TradingCentre : call.Credit is not null ? Role.Regulator : Role.IssuingAuthority;
        return !signer.Is(role) ? "not this role" : call.IssuerUscc != signer.Uscc ? "in another's name" : null;
    }

    private static string? Form(RecordCredential call, long time)
    {
        var isOfChain = call.Performance is { SectionCode.Length: > 0 };
        if (call.RecordId.Length != 16 || call.Supersedes.Length is not (0 or 16) || !Shapes.IsOrganisation(call.SubjectUscc)
            || !Shapes.IsRegion(call.Region) || !Shapes.IsDigest(call.DocumentDigest)
            || !(Shapes.IsText(call.DocumentNo, 64) || (isOfChain && call.DocumentNo.Length == 0)))
        {
            return "a field is of no form";
        }

        var mustEnd = call.Certificate is not null || call.Person is not null
            || call.Credit is { Kind: CreditKind.Penalty or CreditKind.Blacklist };
        return call.EffectiveFrom <= 0 || call.EffectiveFrom - time > AheadMs
            || (call.EffectiveUntil != 0 && call.EffectiveUntil <= call.EffectiveFrom) || (mustEnd && call.EffectiveUntil == 0)
            ? "its period is none"
            : null;
    }

    private string? Fact(RecordCredential call, ModelSigner signer, long time) => call.FactCase switch
    {
        RecordCredential.FactOneofCase.Qualification => Qualification(call, time),
        RecordCredential.FactOneofCase.Certificate => Certificate(call, time),
        RecordCredential.FactOneofCase.Performance => Performance(call, signer, time),
        _ => "no such fact is played",
    };

    private string? Qualification(RecordCredential call, long time)
    {
        var fact = call.Qualification;
        var type = law.Types.Where(type => type.Code == fact.TypeCode && type.EffectiveFrom <= call.EffectiveFrom
                && (type.EffectiveUntil == 0 || call.EffectiveFrom < type.EffectiveUntil))
            .MaxBy(type => type.EffectiveFrom);
        return type is null ? "no such type then"
            : type.Levels.All(level => level.Code != fact.LevelCode) ? "no such level then"
            : Competence(call, fact.TypeCode, time);
    }

    private string? Certificate(RecordCredential call, long time)
    {
        var fact = call.Certificate;
        if (!Shapes.IsText(fact.CertificateNo, 64) || fact.IssuedAt <= 0 || fact.IssuedAt > time
            || fact.QualificationIds.Count is 0 or > 32 || fact.QualificationIds.Distinct().Count() < fact.QualificationIds.Count
            || fact.QualificationIds.Any(id => Records[(call.SubjectUscc, id)]?.Qualification is null))
        {
            return "a certificate of nothing";
        }

        if (Numbers[(call.IssuerUscc, fact.CertificateNo)] is not null)
        {
            return "its number is given";
        }

        Numbers[(call.IssuerUscc, fact.CertificateNo)] = call.RecordId;
        return Competence(call, "", time);
    }

    private string? Performance(RecordCredential call, ModelSigner signer, long time)
    {
        var fact = call.Performance;
        long[] dates = [fact.AwardedAt, fact.ContractedAt, fact.CompletedAt, fact.AcceptedAt];
        var given = dates.Where(date => date != 0).ToList();
        if (!Shapes.IsText(fact.Name, 200) || !Shapes.IsOrganisation(fact.OwnerUscc) || !Shapes.IsTradeClass(fact.TradeClass)
            || !Shapes.IsFen(fact.AwardFen) || !Shapes.IsFen(fact.ContractFen) || fact.ManagerCommitment.Length is not (0 or 32)
            || given.Any(date => date < 0 || date > time) || !given.SequenceEqual(given.Order())
            || call.EffectiveFrom != given.DefaultIfEmpty().Max())
        {
            return "the work is of no form";
        }

        return fact.SectionCode.Length == 0 ? Competence(call, fact.TradeClass, time) : OfSection(call, signer);
    }

    private string? OfSection(RecordCredential call, ModelSigner signer)
    {
        var fact = call.Performance;
        if (tender.Sections[fact.SectionCode] is not { ContractFen: { } contractFen } section || section.Centre != signer.Uscc)
        {
            return "no contracted section of this centre";
        }

        var isTheChains = section.Awards[^1] == (call.SubjectUscc, fact.AwardFen) && fact.ContractFen == contractFen
            && section.Region == call.Region && section.TradeClass == fact.TradeClass && section.Tenderer == fact.OwnerUscc
            && section.Announced.Name == fact.Name && call.EffectiveFrom >= section.ContractedAt
            && (fact.AwardedAt == 0 || fact.AwardedAt == section.AwardedAt)
            && (fact.ContractedAt == 0 || fact.ContractedAt == section.ContractedAt);
        if (!isTheChains || Works[(fact.SectionCode, call.SubjectUscc)] is not null)
        {
            return "the section shows something else, or it is attested";
        }

        Works[(fact.SectionCode, call.SubjectUscc)] = call.RecordId;
        return null;
    }

    private string? Competence(RecordCredential call, string type, long time)
    {
        var kind = (CredentialKind)((int)call.FactCase - 9);
        var widest = law.Competences.Where(one => one.IssuerUscc == call.IssuerUscc && one.Kind == kind && one.EffectiveFrom <= time
                && (one.EffectiveUntil == 0 || time < one.EffectiveUntil) && !one.Withdrawn
                && type.StartsWith(one.TypePrefix, StringComparison.Ordinal)
                && call.Region.StartsWith(one.Region.TrimEnd('0'), StringComparison.Ordinal))
            .Select(one => one.BackDatingDaysMax).ToList();
        return widest.Count == 0 ? "outside of its competence"
            : widest.Contains(0U) || time - call.EffectiveFrom <= widest.Max() * DayMs ? null : "too long ago";
    }

    private string? Check(RecordCheck call, ModelSigner signer, long time)
    {
        if (call.CheckId.Length != 16 || !Shapes.IsOrganisation(call.SubjectUscc) || !Shapes.IsDigest(call.RequirementDigest)
            || call.Outcomes.Count is 0 or > 64 || call.Outcomes.Any(one => !Shapes.IsOneOf(one))
            || call.RecordIds.Count > 256 || call.RecordIds.Any(id => id.Length != 16))
        {
            return "a field is of no form";
        }

        if (tender.Sections[call.SectionCode] is not { } section || section.Centre != signer.Uscc || !signer.Is(Role.TradingCentre))
        {
            return "no section of this centre";
        }

        if (!section.IsOpened || !section.Listed.Contains(call.SubjectUscc))
        {
            return "before the opening, or of no bidder";
        }

        if (call.AsOf <= 0 || call.AsOf > time || call.RecordIds.Any(id => Records[(call.SubjectUscc, id)] is null))
        {
            return "about what is not there";
        }

        if (Checks[(call.SubjectUscc, call.CheckId)] is { } known)
        {
            return known.Equals(call) ? null : "another check has the id";
        }

        Checks[(call.SubjectUscc, call.CheckId)] = call;
        return null;
    }
}

/// <summary>What credentials are judged by.</summary>
/// <param name="Types">The catalogue of qualifications, dated.</param>
/// <param name="Competences">Who may record what, dated.</param>
/// <param name="IsSubject">Whether a code is registered; the register itself is not this model's.</param>
public sealed record CredentialLaw(
    IReadOnlyList<QualificationType> Types, IReadOnlyList<IssuerCompetence> Competences, Func<string, bool> IsSubject);
