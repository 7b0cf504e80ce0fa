using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Credential;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Membership;

/// <summary>
/// The changes that votes make: checked when proposed, and again when enacted, as the consortium may have changed in between.
/// </summary>
internal static class ProposedChange
{
    /// <summary>Whether the change is well formed and fits the present state.</summary>
    internal static Refused Check(ProposeChange proposed, CallContext context) => proposed.ChangeCase switch
    {
        ProposeChange.ChangeOneofCase.PutMember => CheckMember(proposed.PutMember, context),
        ProposeChange.ChangeOneofCase.PutValidator => CheckValidator(proposed.PutValidator, context),
        ProposeChange.ChangeOneofCase.RuleVersion => CheckRuleVersion(proposed.RuleVersion, context),
        ProposeChange.ChangeOneofCase.PutBondCap => BondCaps.Check(proposed.PutBondCap, context.State),
        ProposeChange.ChangeOneofCase.PutTenderRule => TenderRules.Check(proposed.PutTenderRule, context.State),
        ProposeChange.ChangeOneofCase.PutWorkCalendar => WorkCalendars.Check(proposed.PutWorkCalendar),
        ProposeChange.ChangeOneofCase.PutQualificationType => QualificationTypes.Check(proposed.PutQualificationType, context.State),
        ProposeChange.ChangeOneofCase.PutIssuerCompetence => IssuerCompetences.Check(proposed.PutIssuerCompetence, context.State),
        ProposeChange.ChangeOneofCase.Trust => TrustChanges.Check(proposed.Trust, context.State, context.Block),
        _ => Bad("The proposal names no change."),
    };

    /// <summary>Whether this very block may make the change that <see cref="Check"/> did not refuse.</summary>
    internal static Refused CheckNow(ProposeChange proposed, CallContext context) =>
        proposed.ChangeCase == ProposeChange.ChangeOneofCase.PutValidator && ValidatorSets.Read(context.State).Since == context.Block.Height
            ? new Refused(
                RefusalCode.ValidatorsChanged,
                $"Block {context.Block.Height} has changed the validator set already; the vote that enacts this change must come in a " +
                $"later one.")
            : Refused.No;

    /// <summary>Makes a change that neither <see cref="Check"/> nor <see cref="CheckNow"/> refused.</summary>
    internal static void Enact(ProposeChange proposed, CallContext context)
    {
        switch (proposed.ChangeCase)
        {
            case ProposeChange.ChangeOneofCase.PutMember:
                EnactMember(proposed.PutMember, context);
                break;
            case ProposeChange.ChangeOneofCase.PutValidator:
                EnactValidator(proposed.PutValidator, context);
                break;
            case ProposeChange.ChangeOneofCase.RuleVersion:
                var version = new RuleVersion { Version = proposed.RuleVersion, ActiveFrom = context.Block.Height + 1 };
                context.Record(MembershipTables.Rules, MembershipTables.Rules.Key(MembershipTables.Current), version, "rules.changed");
                break;
            case ProposeChange.ChangeOneofCase.PutBondCap:
                var schedule = BondCaps.WithCap(context.State, proposed.PutBondCap, context.Block.Time, out var capKey);
                context.Record(TenderTables.BondCaps, capKey, schedule, "bond_cap.put");
                break;
            case ProposeChange.ChangeOneofCase.PutTenderRule:
                var rules = TenderRules.WithRule(context.State, proposed.PutTenderRule, context.Block.Time, out var ruleKey);
                context.Record(TenderTables.Rules, ruleKey, rules, "tender_rule.put");
                break;
            case ProposeChange.ChangeOneofCase.PutWorkCalendar:
                var calendar = proposed.PutWorkCalendar;
                context.Record(TenderTables.WorkCalendars, WorkCalendars.KeyOf((int)calendar.Year), calendar, "work_calendar.put");
                break;
            case ProposeChange.ChangeOneofCase.PutQualificationType:
                var types = QualificationTypes.WithType(
                    context.State, proposed.PutQualificationType, context.Block.Time, out var typeKey);
                context.Record(CredentialTables.Catalog, typeKey, types, "qualification_type.put");
                break;
            case ProposeChange.ChangeOneofCase.PutIssuerCompetence:
                var competences = IssuerCompetences.WithCompetence(
                    context.State, proposed.PutIssuerCompetence, context.Block.Time, out var competenceKey);
                context.Record(CredentialTables.Competences, competenceKey, competences, "issuer_competence.put");
                break;
            case ProposeChange.ChangeOneofCase.Trust:
                context.Announce(TrustChanges.Enact(proposed.Trust, context.State, context.Block));
                break;
            default:
                throw new InvalidOperationException($"A change of kind {proposed.ChangeCase} was accepted but cannot be made.");
        }
    }

    private static Refused Bad(string? defect) => defect is null ? Refused.No : new Refused(RefusalCode.BadProposal, defect);

    private static Refused CheckMember(Member member, CallContext context)
    {
        if (MemberRules.Check(member) is { IsRefused: true } refused)
        {
            return refused;
        }

        return !member.Active && VotingPower.Read(context.State).Of(member.Uscc) > 0
            ? Bad($"Member {member.Uscc} owns validators' votes; remove its validators before it leaves.")
            : Refused.No;
    }

    private static Refused CheckValidator(PutValidator change, CallContext context)
    {
        if (ValidatorSets.KeyDefect(context.Block.Suite, change.Algorithm, change.PublicKey.Span) is { } defect)
        {
            return Bad(defect);
        }

        if (change.Power > ValidatorRoster.PowerMax)
        {
            return Bad($"The validator's power is {change.Power}; the most is {ValidatorRoster.PowerMax}.");
        }

        if (RequireNoOpeningKeys(change, context) is { IsRefused: true } opensSection)
        {
            return opensSection;
        }

        // A removal need say neither, but what it says has the same form: it stands in the state as it was proposed.
        var isRemoval = change.Power == 0;
        if (FieldRules.First(
            isRemoval &&
                change.Name.Length == 0 ? Refused.No : FieldRules.Text(change.Name, "The validator's name", ValidatorSets.NameCharsMax),
            isRemoval &&
                change.MemberUscc.Length == 0
                    ? Refused.No
                    : FieldRules.Uscc(change.MemberUscc, "The validator's owner")) is { IsRefused: true } badField)
        {
            return badField;
        }

        if (!isRemoval &&
            MembershipTables.Members.Read(context.State, MembershipTables.Members.Key(change.MemberUscc)) is not { Active: true })
        {
            return Bad($"The validator's owner {FieldRules.Quote(change.MemberUscc)} is not an active member.");
        }

        return ValidatorSets.TryChange(
            ValidatorSets.Read(context.State), change, context.Block, out var changed) is { IsRefused: true } badStep
            ? badStep
            : ReceiptKeys.Check(change, IdOf(change, context), changed, context.State, context.Block);
    }

    // What a validator signs, and what its node does, must not be anybody's to sign once a section is opened.
    private static Refused RequireNoOpeningKeys(PutValidator change, CallContext context)
    {
        var key = KeyOf(change.Algorithm, change.PublicKey);
        var refused = RegisteredKeys.RequireNoOpeningKey(key, "The validator's key", context.State, context.Block.Hasher);
        return refused.IsRefused || change.ReceiptKey is not { } receipts ||
            ReceiptKeys.FormDefect(context.Block, receipts) is not null ? refused
            : RegisteredKeys.RequireNoOpeningKey(
                KeyOf(receipts.Algorithm, receipts.PublicKey), "The receipt key", context.State, context.Block.Hasher);
    }

    private static PublicKey KeyOf(uint algorithm, ByteString encoded) => new((SignatureAlgorithm)algorithm, encoded.Span);

    private static ByteString IdOf(PutValidator change, CallContext context) =>
        ByteString.CopyFrom(ValidatorSets.IdOf(change, context.Block).ToArray());

    private static Refused CheckRuleVersion(uint version, CallContext context)
    {
        var present = MembershipTables.Rules.Read(context.State, MembershipTables.Rules.Key(MembershipTables.Current))
            ?? throw new InvalidDataException("The state holds no rule version.");
        return version != 0 && version - 1 == present.Version
            ? Refused.No
            : Bad($"The rule version is {present.Version}; the next is {present.Version + 1UL}, not {version}.");
    }

    private static void EnactMember(Member member, CallContext context)
    {
        var key = MembershipTables.Members.Key(member.Uscc);
        var isNew = context.State.Get(key) is null;
        context.Record(MembershipTables.Members, key, member, isNew ? "member.admitted" : "member.changed");
    }

    private static void EnactValidator(PutValidator change, CallContext context)
    {
        if (ValidatorSets.TryChange(
            ValidatorSets.Read(context.State), change, context.Block, out var changed) is { IsRefused: true } refused)
        {
            throw new InvalidOperationException($"A validator change that was accepted cannot be made: {refused.Detail}");
        }

        EnactReceiptKey(change, context);
        RegisteredKeys.Enter(KeyOf(change.Algorithm, change.PublicKey), KeyPurpose.Validator, context.State, context.Block.Hasher);
        context.Record(MembershipTables.Validators, ValidatorSets.Key, changed, "validators.changed");
    }

    private static void EnactReceiptKey(PutValidator change, CallContext context)
    {
        var key = ReceiptKeys.Key(IdOf(change, context));
        if (change.Power > 0)
        {
            var receipts = KeyOf(change.ReceiptKey.Algorithm, change.ReceiptKey.PublicKey);
            RegisteredKeys.Enter(receipts, KeyPurpose.Receipts, context.State, context.Block.Hasher);
            context.Record(MembershipTables.ReceiptKeys, key, change.ReceiptKey, "receipt_key.put");
            return;
        }

        MembershipTables.ReceiptKeys.Delete(context.State, key);
        context.Announce(new StateFact(key, [], "receipt_key.removed"));
    }
}
