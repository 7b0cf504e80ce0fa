using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>Whether what a section asks of its bidders is lawful for its region, trade class and date (DOMAIN §1).</summary>
internal static class SectionTerms
{
    private const uint BidValidityDaysMax = 1096;
    private const int DesignatedMax = 16;

    /// <summary>What needs no configuration: codes, shapes, ranges, and that a first stage takes no bond.</summary>
    internal static Refused CheckFields(AnnounceSection call, CallContext context)
    {
        if (FieldRules.First(
            TradeCodes.Section(call.SectionCode),
            TradeCodes.TenderProject(call.TenderProjectCode),
            TradeCodes.Below(call.SectionCode, call.TenderProjectCode),
            TradeCodes.UnifiedDeal(call.UnifiedDealCode),
            FieldRules.Text(call.Name, "The section's name", FieldRules.NameCharsMax),
            FieldRules.Amount(call.EstimatedPriceFen, "The estimated price"),
            FieldRules.Amount(call.BondFen, "The bond"),
            FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest"),
            CheckForms(call),
            CheckForfeiture(call),
            CheckStage(call),
            FieldRules.Listed(call.KeyHolder, "The holder of the opening key"),
            OpeningTimes.Check(call.OpeningTime, context.Time)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (call.BidValidityDays is 0 or > BidValidityDaysMax)
        {
            return new Refused(
                RefusalCode.BadCount, $"Bids are to be valid for {call.BidValidityDays} days; it must be 1 to {BidValidityDaysMax}.");
        }

        var openingKey = OpeningKeyOf(call, context);
        return PublicKeyRules.Check(openingKey) is { } error
            ? new Refused(RefusalCode.WrongOpeningKey, $"The opening key of {call.OpeningKey.Length} bytes is refused: {error}.")
            : Refused.No;
    }

    internal static PublicKey OpeningKeyOf(AnnounceSection call, CallContext context) =>
        new(ValidatorSets.AlgorithmOf(context.Block.Suite), call.OpeningKey.Span);

    /// <summary>What dated rules ask: caps, periods, forms, and that no guarantor is designated; each refusal cites its article.</summary>
    internal static Refused CheckLaw(AnnounceSection call, CreateProject project, CallContext context)
    {
        var (state, time) = (context.State, context.Time);
        var cap = BondCaps.Find(state, project.Region, project.TradeClass, time);
        if (BondCaps.CheckBond(cap, call.BondFen, call.EstimatedPriceFen) is { IsRefused: true } overCap)
        {
            return overCap;
        }

        TenderRule? Rule(TenderRuleKind kind) => TenderRules.Find(state, project.Region, project.TradeClass, kind, time);
        if (call.BondFen > 0
            && !(call.AcceptsCash && call.AcceptedForms.Count > 0)
            && Rule(TenderRuleKind.CashAndGuarantees) is { } forms)
        {
            return new Refused(
                RefusalCode.FormsUnlawful,
                $"The section accepts {(call.AcceptsCash ? "cash and no guarantee" : "no cash")}; it must accept cash and guarantees " +
                $"({RuleScopes.Cite(forms.Source, forms.LawVersion)}).");
        }

        if (call.BondFen > 0 && call.AcceptsCash && Rule(TenderRuleKind.NonCashOnly) is { } nonCash)
        {
            return new Refused(
                RefusalCode.FormsUnlawful,
                $"The section accepts cash; its bond is to be in another form ({RuleScopes.Cite(nonCash.Source, nonCash.LawVersion)}).");
        }

        if (call.DesignatedGuarantors.Count > 0 && Rule(TenderRuleKind.NoDesignatedGuarantor) is { } designation)
        {
            return new Refused(
                RefusalCode.GuarantorDesignated,
                $"The section designates {call.DesignatedGuarantors.Count} guarantors; none may be designated " +
                $"({RuleScopes.Cite(designation.Source, designation.LawVersion)}).");
        }

        return TenderRules.CheckPeriod(Rule(TenderRuleKind.DocumentDaysMin), time, call.OpeningTime, "The period of the tender documents");
    }

    private static Refused CheckForms(AnnounceSection call)
    {
        for (var i = 0; i < call.AcceptedForms.Count; i++)
        {
            if (FieldRules.Listed(call.AcceptedForms[i], "An accepted form") is { IsRefused: true } unlisted)
            {
                return unlisted;
            }

            if (i > 0 && call.AcceptedForms[i] <= call.AcceptedForms[i - 1])
            {
                return new Refused(RefusalCode.BadCount, "The accepted forms are not ascending, each once.");
            }
        }

        if (call.DesignatedGuarantors.Count > DesignatedMax)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The section designates {call.DesignatedGuarantors.Count} guarantors; the most is {DesignatedMax}.");
        }

        foreach (var uscc in call.DesignatedGuarantors)
        {
            if (FieldRules.Uscc(uscc, "A designated guarantor") is { IsRefused: true } badCode)
            {
                return badCode;
            }
        }

        return Refused.No;
    }

    private static Refused CheckForfeiture(AnnounceSection call) => call.ForfeitureTermsDigest.IsEmpty
        ? Refused.No
        : FieldRules.DigestBytes(call.ForfeitureTermsDigest.Length, "The digest of the forfeiture terms");

    private static Refused CheckStage(AnnounceSection call)
    {
        if (!Enum.IsDefined(call.Stage))
        {
            return new Refused(RefusalCode.BadEnumeration, $"The stage is {call.Stage:D}, which is not on its list.");
        }

        return call.Stage == TenderStage.FirstOfTwo && call.BondFen != 0
            ? new Refused(RefusalCode.BondInFirstStage, $"The first of two stages takes no bond, not {call.BondFen} fen (实施条例 §30).")
            : Refused.No;
    }
}
