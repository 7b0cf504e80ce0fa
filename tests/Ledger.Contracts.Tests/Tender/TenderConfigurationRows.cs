using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>Dated rules and holiday tables as votes put them: one row for each refusal.</summary>
internal static class TenderConfigurationRows
{
    internal static IEnumerable<Row> All =>
    [
        Put("rule", RefusalCode.None, _ => { }),
        Put("rule of no kind", RefusalCode.BadEnumeration, r => r.Kind = TenderRuleKind.Unspecified),
        Put("rule without source", RefusalCode.BadText, r => r.Source = ""),
        Put("rule of no version", RefusalCode.BadText, r => r.LawVersion = ""),
        Put("rule of a version of 41", RefusalCode.BadText, r => r.LawVersion = new string('年', 41)),
        Put("rule that ends", RefusalCode.None, r => r.EffectiveUntil = r.EffectiveFrom + 1),
        Put("rule that ends as it begins", RefusalCode.BadCount, r => r.EffectiveUntil = r.EffectiveFrom),
        Put("rule for class E", RefusalCode.BadCode, r => r.TradeClass = "E"),
        Put("rule for half a region", RefusalCode.BadCode, r => r.Region = "440"),
        Put("rule above all", RefusalCode.BadCount, r => r.Value = 10_001),
        Put("rule before 1970", RefusalCode.BadCount, r => r.EffectiveFrom = -1),
        Days("calendar", RefusalCode.None, _ => { }),
        Days("calendar of 1999", RefusalCode.BadCount, c => c.Year = 1999),
        Days("calendar without source", RefusalCode.BadText, c => c.Source = ""),
        Days("holiday on a Saturday", RefusalCode.BadCount, c => c.Holidays.Add(20201010)),
        Days("holiday of another year", RefusalCode.BadCount, c => c.Holidays.Add(20211001)),
        Days("holidays out of order", RefusalCode.BadCount, c => c.Holidays.Add(20201001)),
        Days("30 February", RefusalCode.BadCount, c => c.Holidays.Insert(0, 20200230)),
        Days("working Monday", RefusalCode.BadCount, c => c.Workdays.Add(20201012)),
        Days("367 holidays", RefusalCode.BadCount, c => c.Holidays.AddRange(Enumerable.Repeat(20201009u, 367))),
    ];

    internal static TenderRule Rule() =>
        new()
        {
            Region = "440400",
            TradeClass = "A",
            Kind = TenderRuleKind.DocumentDaysMin,
            Value = 20,
            EffectiveFrom = World.Start,
            Source = "招标投标法 §24",
            LawVersion = "2017年修正",
        };

    /// <summary>国庆、中秋 of 2020: off from 1 to 8 October, on at 27 September and 10 October.</summary>
    internal static WorkCalendar Calendar() => new()
    {
        Year = 2020,
        Holidays = { 20201001, 20201002, 20201005, 20201006, 20201007, 20201008 },
        Workdays = { 20200927, 20201010 },
        Source = "国办发明电〔2019〕16号",
    };

    private static Row Put(string name, RefusalCode expected, Action<TenderRule> spoil) =>
        new(
            $"propose: {name}",
            "DOMAIN §1",
            expected,
            w => w.Run(w.Centre, MembershipRows.Proposal(p => p.PutTenderRule = TenderRows.Spoil(Rule(), spoil))));

    private static Row Days(string name, RefusalCode expected, Action<WorkCalendar> spoil) =>
        new(
            $"propose: {name}",
            "DOMAIN §1",
            expected,
            w => w.Run(w.Centre, MembershipRows.Proposal(p => p.PutWorkCalendar = TenderRows.Spoil(Calendar(), spoil))));
}
