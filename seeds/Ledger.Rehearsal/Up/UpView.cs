using System.Globalization;
using Ledger.Seeds;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Up;

/// <summary>Shows a rehearsal: one line that moves on a terminal, one line now and then in a log, and a table at the end.</summary>
internal sealed class UpView(Screen screen) : IRehearsalView
{
    private const int BarWidth = 28;
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(200);
    private readonly bool _terminal = !Console.IsOutputRedirected;
    private readonly Lock _drawing = new();
    private long _shownAt;
    private int _shownWidth;

    public void Started(IReadOnlyList<RehearsalNode> nodes, ulong height)
    {
        Console.WriteLine(height == 0 ? "Consortium started at genesis:" : $"Consortium goes on at height {height}:");
        foreach (var node in nodes)
        {
            Console.WriteLine(node.Web is null ? $"  {node.Name,-10} {node.Grpc}" : $"  {node.Name,-10} {node.Grpc}  gRPC-Web {node.Web}");
        }
    }

    public void Playing(PlayProgress progress) => Show(
        progress.Done == progress.Total,
        $"playing  {Bar(progress.Done, progress.Total)} {progress.Done:N0}/{progress.Total:N0}  {progress.PerSecond:N0}/s  " +
        $"{progress.Left:mm\\:ss} left  height {progress.Height:N0}  {progress.Day:yyyy-MM-dd}");

    public void Auditing(AuditProgress progress) => Show(
        progress.Height == progress.To,
        $"auditing {Bar((long)progress.Height, (long)progress.To)} {progress.Height:N0}/{progress.To:N0} blocks  " +
        $"{progress.Transactions / Math.Max(progress.Elapsed.TotalSeconds, 0.001):N0} transactions/s");

    public void Finished(RehearsalReport report)
    {
        screen.Pairs(report.Transactions.Select(one => (one.Key, Number(one.Value))));
        screen.Line();
        screen.Pairs(
        [
            ("Scan logins 扫码登录", Number(report.Totals.Logins)),
            ("Signatures 电子签名", Number(report.Totals.Signatures)),
            ("Guarantees 保函", Number(report.Totals.Guarantees)),
            ("Deposits replaced 替代保证金", Moments.Yuan(report.Totals.ReplacedDepositsFen)),
            ("Paid to beneficiaries 赔付", $"{Moments.Yuan(report.Totals.PaidFen)} ({report.Totals.Paid})"),
            ("Opened, failed 开标、流标", $"{Number(report.Totals.SectionsOpened)}, {Number(report.Totals.SectionsFailed)}"),
            (
                "Credentials 资信",
                $"{report.Totals.CredentialCompanies} companies: {report.Totals.Qualifications} qualifications, " +
                $"{report.Totals.Performances} performances"),
            ("Used in 使用项目", $"{report.Totals.CheckedProjects} projects, {Moments.Yuan(report.Totals.CheckedFen)}"),
            ("Applications 申请", Applications(report.Applications)),
        ]);
        screen.Line();
        screen.Pairs(
        [
            ("Played in", string.Create(CultureInfo.InvariantCulture, $"{report.Seconds:N1} s, {report.TransactionsPerSecond:N0}/s")),
            (
                "Submit to final",
                string.Create(
                    CultureInfo.InvariantCulture, $"median {report.SubmitToFinalMs.P50:N0} ms, p99 {report.SubmitToFinalMs.P99:N0} ms")),
            (
                "On one validator's disk",
                string.Create(CultureInfo.InvariantCulture, $"{report.BytesPerTransaction:N0} bytes a transaction")),
            ("Replayed at", string.Create(CultureInfo.InvariantCulture, $"{report.ReplayTransactionsPerSecond:N0} transactions/s")),
            ("Height", Number((long)report.Height)),
            ("State root", report.StateRoot),
            ("Audit 审计", report.Audit),
        ]);
    }

    /// <summary>Says what to try while the consortium stays up.</summary>
    internal static void Next(ConsortiumRehearsal rehearsal)
    {
        var node = rehearsal.Nodes[0].Grpc.ToString().TrimEnd('/');
        Console.WriteLine(
            $"The consortium stays up; Ctrl-C stops it. It is a rehearsal: its time is {Moments.Show(rehearsal.TimeMs)}, and nothing on " +
            $"it counts. Try in another terminal:");
        if (rehearsal.Pages is { } pages)
        {
            Console.WriteLine($"  console 页面  {pages}");
        }

        Console.WriteLine(
            $"  export LEDGER_GENESIS={rehearsal.GenesisPath} LEDGER_NODE={node} LEDGER_MAX_HEAD_AGE=off   # its clock is its own");
        Console.WriteLine("  ./ledger status");
        Console.WriteLine(
            rehearsal.ExampleSection is { } section ? $"  ./ledger guarantee list --section {section}" : "  ./ledger block show 1");
        Console.WriteLine("  ./ledger events follow --from 1 --type guarantee.");
        Console.WriteLine("  ./ledger demo clock +20d    # its clock, forward: it says first what ends by then");
        Console.WriteLine(
            "  ./ledger demo    # a first walk: log in by phone, apply for a guarantee, issue it, open the section, verify the PDF");
    }

    private void Show(bool last, string line)
    {
        lock (_drawing)
        {
            if (!last && TimeSpan.FromMilliseconds(Environment.TickCount64 - _shownAt) < (_terminal ? DrawEvery : LogEvery))
            {
                return;
            }

            _shownAt = Environment.TickCount64;
            if (!_terminal)
            {
                Console.WriteLine(line);
                return;
            }

            Console.Write("\r" + line.PadRight(_shownWidth));
            _shownWidth = line.Length;
            if (last)
            {
                Console.WriteLine();
                _shownWidth = 0;
            }
        }
    }

    private static string Bar(long done, long total)
    {
        var full = total == 0 ? BarWidth : (int)(done * BarWidth / total);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Applications(ApplicationTotals all) =>
        $"{all.Applied}: {all.Rejected} rejected, {all.Cancelled} cancelled, {all.Issued} issued, {all.Open} open";
}
