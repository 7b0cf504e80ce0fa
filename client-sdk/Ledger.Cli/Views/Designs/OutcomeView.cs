using System.Globalization;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Views.Designs;

/// <summary>What became of a transaction: done, refused with rule and remedy, or not yet known.</summary>
internal static class OutcomeView
{
    /// <param name="screen">Where it goes.</param>
    /// <param name="title">What the transaction was.</param>
    /// <param name="result">The result.</param>
    /// <param name="document">All that programs get: what a command added to the result is shown too.</param>
    internal static void Write(Screen screen, string title, TransactionResult result, Document document)
    {
        screen.Heading(title, VerdictOf(screen, result));
        screen.Line();
        var rows = new List<(string, string)>
        {
            (screen.Say("transaction", "交易"), result.Id.ToString()),
            (
                screen.Say("block", "区块"),
                result.Height == 0
                    ? ""
                    : string.Create(CultureInfo.InvariantCulture, $"{result.Height:N0}, {Moments.Show(result.BlockTime)}")),
            (screen.Say("not after", "最迟"), result.NotAfter is { } end and > 0 && result.Fate != Fate.Final ? Moments.Show(end) : ""),
            (screen.Say("repeats", "重复的交易"), result.First?.Id.ToString() ?? ""),
            (
                screen.Say("events", "事件"),
                string.Join(
                    "\n", result.Outcome?.Events.Select(happened => $"{happened.Type}  {StateKeys.Show(happened.Key.Span)}") ?? [])),
        };
        var own = Documents.Of(result);
        rows.AddRange(
            document.Where(field => own[field.Key] is null)
                .Select(field => (Vocabulary.Label(field.Key, screen.IsChinese), TextView.ValueOf(screen, field.Value))));
        if (document["events"] is null)
        {
            rows.RemoveAll(row => row.Item1 == screen.Say("events", "事件"));
        }

        screen.Pairs(rows.Where(row => row.Item2.Length > 0));
        if (result.Outcome is { } outcome && outcome.Code != 0)
        {
            screen.Line();
            RefusalView.Write(screen, (RefusalCode)outcome.Code, outcome.Detail, RefusalCatalog.Find((RefusalCode)outcome.Code));
        }

        screen.Line();
        screen.Line(
            result.IsProven
                ? screen.Say("proven against the genesis file", "已按创世文件证明")
                : screen.Say("the node's word; not proven", "仅为节点所述，未获证明"));
    }

    private static string VerdictOf(Screen screen, TransactionResult result) => result.Fate != Fate.Final || result.Outcome is null
        ? TextView.ValueOf(screen, Datum.Word(result.Fate))
        : result.IsDone ? screen.Say("done", "已完成 done") : screen.Say("REFUSED", "被拒绝 REFUSED");
}
