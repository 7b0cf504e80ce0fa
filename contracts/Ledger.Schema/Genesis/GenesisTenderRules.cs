using Ledger.Protocol;
using Ledger.Schema.Tender;

namespace Ledger.Schema;

/// <summary>The genesis file's caps on bonds, periods and shares of the law, and holiday tables.</summary>
internal static class GenesisTenderRules
{
    internal static void Write(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        foreach (var (index, cap) in genesis.Content.BondCaps.Index())
        {
            if (IsGood(BondCaps.Check(cap, state), $"Bond cap {index}", errors))
            {
                var schedule = BondCaps.WithCap(state, cap, notBefore: 0, out var key);
                TenderTables.BondCaps.Write(state, key, schedule);
            }
        }

        foreach (var (index, rule) in genesis.Content.TenderRules.Index())
        {
            if (IsGood(TenderRules.Check(rule, state), $"Tender rule {index}", errors))
            {
                var schedule = TenderRules.WithRule(state, rule, notBefore: 0, out var key);
                TenderTables.Rules.Write(state, key, schedule);
            }
        }

        foreach (var (index, calendar) in genesis.Content.WorkCalendars.Index())
        {
            if (IsGood(WorkCalendars.Check(calendar), $"Work calendar {index}", errors))
            {
                TenderTables.WorkCalendars.Write(state, WorkCalendars.KeyOf((int)calendar.Year), calendar);
            }
        }
    }

    private static bool IsGood(Refused refused, string name, List<string> errors)
    {
        if (refused.IsRefused)
        {
            errors.Add($"{name}: {refused.Detail}");
        }

        return !refused.IsRefused;
    }
}
