using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// AWARDED→CONTRACTED: the tenderer or its agent records the contract, with a performance bond within the rule's share (实施条例 §58). A late
/// one (招标投标法 §46) is recorded all the same: that it is late shows.
/// </summary>
internal static class SignContractHandler
{
    private const uint BasisPoints = 10_000;

    internal static Refused Handle(SignContract call, CallContext context)
    {
        if (SectionAccess.FindAsTenderer(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "SignContract", SectionState.Awarded),
            FieldRules.Amount(call.ContractFen, "The contract's amount"),
            FieldRules.Amount(call.PerformanceBondFen, "The performance bond"),
            FieldRules.DigestBytes(call.ContractDigest.Length, "The contract's digest"),
            CheckPerformanceBond(call, section, context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        section.State = SectionState.Contracted;
        section.Contract = new Contract
        {
            ContractFen = call.ContractFen,
            PerformanceBondFen = call.PerformanceBondFen,
            SignedAt = context.Time,
        };
        context.Record(TenderTables.Sections, key, section, "section.contracted");
        return Refused.No;
    }

    private static Refused CheckPerformanceBond(SignContract call, Section section, CallContext context)
    {
        var rule = TenderRules.Find(context.State, section, TenderRuleKind.PerformanceBondMax);
        return rule is not null && (Int128)call.PerformanceBondFen * BasisPoints > (Int128)call.ContractFen * rule.Value
            ? new Refused(
                RefusalCode.BadAmount,
                $"The performance bond of {call.PerformanceBondFen} fen is more than {rule.Value} basis points of the contract's " +
                $"{call.ContractFen} fen ({RuleScopes.Cite(rule.Source, rule.LawVersion)}).")
            : Refused.No;
    }
}
