using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Judgements;

/// <summary>
/// What is doubtful about calls though no rule forbids it: one judgement for every entrance – commands, documents of exchange, programs –
/// so that none of them knows less. What a rule forbids the contract refuses, and Ledger.Preflight tells before.
/// </summary>
public static class CallWarnings
{
    private static readonly string[] CodeEndings = ["_uscc", "_usccs"];

    /// <summary>What the calls show by themselves and beside the state: a pure function of it.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="signerUscc">Who signs them.</param>
    /// <param name="state">The state that they meet.</param>
    /// <param name="time">The time that they meet, UTC milliseconds.</param>
    public static IReadOnlyList<CallWarning> Of(IEnumerable<Call> calls, string signerUscc, IStateReader state, long time)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var given = calls.ToList();
        var registering = given.Select(call => call.Account?.RegisterSubject?.Uscc).ToHashSet();
        return
        [
            .. given.SelectMany(CodesIn).Select(code => CallWarning.OfCode(code.Field, code.Code)).OfType<CallWarning>(),
            .. given.SelectMany(PartiesOf).Where(party => party.Code.Length > 0 && !registering.Contains(party.Code))
                .Select(party => Unregistered(party.Field, party.Code, state)).OfType<CallWarning>(),
            .. given.Select(ProjectIn).OfType<CreateProject>()
                .Select(project => Elsewhere(project, signerUscc, state)).OfType<CallWarning>(),
            .. given.Select(call => call.Membership?.Propose?.PutMember).OfType<Member>()
                .Select(member => OtherName("name", member.Uscc, member.Name, state)).OfType<CallWarning>(),
            .. given.Select(call => call.Membership?.Propose?.Trust?.PutAuthority).OfType<PutCertificateAuthority>()
                .Select(entry => WithoutLicence(entry, time)).OfType<CallWarning>(),
            .. given.Select(call => call.Membership).OfType<MembershipCall>()
                .Select(call => BeyondKnown(call, state)).OfType<CallWarning>(),
            .. given.Select(call => call.Guarantee?.Release).OfType<ReleaseGuarantee>()
                .Select(release => Forfeited(release, state)).OfType<CallWarning>(),
            .. given.Select(call => call.Guarantee?.Amend).OfType<AmendGuarantee>()
                .Select(amend => TooEarly(amend, state)).OfType<CallWarning>(),
            .. given.Select(call => call.Tender).OfType<TenderCall>()
                .Select(call => TooLate(call, state, time)).OfType<CallWarning>(),
        ];
    }

    /// <summary>
    /// What is doubtful about a guarantee before it is sealed, for no node sees it then: a code, a premium of nothing, and an end that does
    /// not cover the bids' validity.
    /// </summary>
    public static IEnumerable<CallWarning> Of(GuaranteeTerms terms, Section section)
    {
        ArgumentNullException.ThrowIfNull(terms);
        foreach (var (field, code) in CodesIn(terms))
        {
            if (CallWarning.OfCode(field, code) is { } failing)
            {
                yield return failing;
            }
        }

        if (terms.PremiumFen == 0)
        {
            yield return CallWarning.NoPremium;
        }

        if (Early(terms.ValidUntil, section) is { } early)
        {
            yield return early;
        }
    }

    private static CallWarning? OtherName(string field, string code, string name, IStateReader state)
    {
        var subject = AccountTables.Subjects.Read(state, AccountTables.Subjects.Key(code));
        return subject is null || subject.Name == name ? null : new CallWarning(
            CallWarningKind.NameDiffers,
            field,
            $"{name} is not the name that {code} is registered under, {subject.Name}. Whoever compares them may refuse the paper.",
            $"“{name}”与 {code} 在链上登记的名称“{subject.Name}”不一致，核对者可能拒收。");
    }

    // A winner who did not sign, or under whose guarantee that was claimed. Whether it had a good reason only the tenderer can say.
    private static CallWarning? Forfeited(ReleaseGuarantee release, IStateReader state)
    {
        var guarantee = GuaranteeTables.Guarantees.Read(state, GuaranteeTables.Guarantees.Key(release.GuaranteeId.Span));
        if (guarantee?.Terms is not { } terms
            || TenderTables.Sections.Read(state, TenderTables.Sections.Key(terms.SectionCode)) is not { } section)
        {
            return null;
        }

        var gaveUp = release.Reason == ReleaseReason.NotAwarded
            && section.Awards.Any(award => award.WinnerUscc == terms.ApplicantUscc)
            && SectionRules.LatestAward(section)!.WinnerUscc != terms.ApplicantUscc;
        var claimed = release.Reason == ReleaseReason.ClaimAbandoned
            && Forfeiture.Of(guarantee.Claim?.Reason ?? ClaimReason.Unspecified) is { Duty: ForfeitureDuty.Shall };
        return !gaveUp && !claimed ? null : new CallWarning(
            CallWarningKind.MustNotBeReturned,
            "reason",
            $"{terms.ApplicantUscc} won section {terms.SectionCode}; where it refused the contract, added conditions or gave no " +
            "performance bond without a good reason, its bond must not be returned (实施条例 §74).",
            $"{terms.ApplicantUscc} 曾为标段 {terms.SectionCode} 的中标人；无正当理由不签合同、附加条件或不提交履约保证金的，" +
            "保证金不予退还（实施条例第七十四条）。");
    }

    // Put to the vote, or voted for.
    private static CallWarning? BeyondKnown(MembershipCall call, IStateReader state)
    {
        var change = call.Propose;
        if (call.Vote is { Approve: true } vote)
        {
            change = MembershipTables.Proposals.Read(state, MembershipTables.Proposals.Key(vote.ProposalId.Span))?.Proposed;
        }

        return change is not { ChangeCase: ProposeChange.ChangeOneofCase.RuleVersion, RuleVersion: > RuleVersions.Known }
            ? null : CallWarning.OfRules(change.RuleVersion);
    }

    private static CallWarning? WithoutLicence(PutCertificateAuthority entry, long time) =>
        AuthorityLicences.At(entry.Licences, LicenceKind.Certification, time) is not null ? null : new CallWarning(
            CallWarningKind.Unlicensed,
            "licences",
            $"The entry of {entry.CaId} names no licence for electronic certification that holds now (电子签名法 §18). Where it names none, " +
            "none is ever asked for: that is for a CA of tests alone.",
            $"CA {entry.CaId} 的登记中没有现行有效的电子认证服务许可证（电子签名法第十八条）。完全不登记许可证的，今后也不核验许可，仅限测试 CA。");

    private static CallWarning? TooLate(TenderCall call, IStateReader state, long time)
    {
        var (kind, code) = call.MethodCase switch
        {
            TenderCall.MethodOneofCase.PublicizeCandidates => (SectionDutyKind.Publicity, call.PublicizeCandidates.SectionCode),
            TenderCall.MethodOneofCase.SignContract => (SectionDutyKind.Contract, call.SignContract.SectionCode),
            TenderCall.MethodOneofCase.ResumeSection => (SectionDutyKind.Answer, call.ResumeSection.SectionCode),
            _ => default,
        };
        return code is not null
            && TenderTables.Sections.Read(state, TenderTables.Sections.Key(code)) is { } section
            && SectionDuty.Of(section, state) is { } duty && duty.Kind == kind && duty.IsLate(time)
                ? CallWarning.IsLate(duty)
                : null;
    }

    private static CallWarning? TooEarly(AmendGuarantee amend, IStateReader state)
    {
        var guarantee = GuaranteeTables.Guarantees.Read(state, GuaranteeTables.Guarantees.Key(amend.GuaranteeId.Span));
        return guarantee?.Terms is { } terms
            && TenderTables.Sections.Read(state, TenderTables.Sections.Key(terms.SectionCode)) is { } section
                ? Early(amend.ValidUntil, section)
                : null;
    }

    private static CallWarning? Early(long validUntil, Section section) =>
        SectionRules.BidValidUntil(section) is var needed && validUntil < needed ? CallWarning.EndsTooEarly(needed) : null;

    private static CallWarning? Unregistered(string field, string code, IStateReader state) =>
        state.Get(AccountTables.Subjects.Key(code)) is not null ? null : new CallWarning(
            CallWarningKind.NotRegistered,
            field,
            $"{code} is registered nowhere on the chain, so it can sign nothing here. Compare the code, or register the subject first.",
            $"{code} 未在链上登记，无法在链上签署；请核对代码或先行登记。");

    private static CallWarning? Elsewhere(CreateProject project, string signerUscc, IStateReader state)
    {
        var member = MembershipTables.Members.Read(state, MembershipTables.Members.Key(signerUscc));
        if (member is null || !FieldRules.IsRegion(project.Region) || FieldRules.IsWithin(project.Region, member.Region))
        {
            return null;
        }

        return new CallWarning(
            CallWarningKind.RegionElsewhere,
            "region",
            $"Region {project.Region} is outside {member.Region}, the region of {member.Name}. Check the project's region.",
            $"项目所在地区 {project.Region} 不在{member.Name}的地区 {member.Region} 之内，请核对。");
    }

    private static CreateProject? ProjectIn(Call call) => call.Tender?.CreateProject ?? call.Tender?.CorrectProject?.Corrected;

    // Those who must sign or be paid later.
    private static IEnumerable<(string Field, string Code)> PartiesOf(Call call)
    {
        if (ProjectIn(call) is { } project)
        {
            yield return ("tenderer_uscc", project.TendererUscc);
            yield return ("agent_uscc", project.AgentUscc);
        }
    }

    private static IEnumerable<(string Field, string Code)> CodesIn(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            var isCode = field.FieldType == FieldType.String
                && (field.Name == "uscc" || CodeEndings.Any(ending => field.Name.EndsWith(ending, StringComparison.Ordinal)));
            var found = value switch
            {
                string text when isCode => [(field.Name, text)],
                IMessage inner => CodesIn(inner),
                IEnumerable<string> texts when isCode => texts.Select(text => (field.Name, text)),
                System.Collections.IEnumerable many when field.IsRepeated && field.FieldType == FieldType.Message =>
                    many.Cast<IMessage>().SelectMany(CodesIn),
                _ => [],
            };
            foreach (var one in found)
            {
                yield return one;
            }
        }
    }
}
