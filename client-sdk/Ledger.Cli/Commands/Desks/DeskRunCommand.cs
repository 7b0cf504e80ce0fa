using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskRunCommand : CliCommand
{
    private readonly Option<int?> _count = new("--count") { Description = "End after so many batches.", HelpName = "N" };
    private readonly Option<int> _own = new("--own-decoys")
    {
        Description = "Decoy letters to your own mailbox from tick to tick, 0 to 64.",
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };
    private readonly Option<int> _others = new("--other-decoys")
    {
        Description = "Decoy letters from tick to tick to other guarantors' mailboxes, drawn at random; 0 to 64.",
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };
    private readonly DeskSide _side = new();

    internal DeskRunCommand(CliContext context)
        : base(
            "run",
            "Fetch letters and put a batch on the chain at every tick, and leave decoy letters in between, until Ctrl-C. Other commands " +
            "may decide meanwhile.",
            "ledger desk run --desk desk")
    {
        Add(_count);
        Add(_own);
        Add(_others);
        Add(DeskSide.DeskFolder);
        Add(_side.Nodes.Also);
        Does(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Value(_own) is < 0 or > CoverOptions.DecoysMax || invocation.Value(_others) is < 0 or > CoverOptions.DecoysMax)
        {
            throw CliException.Usage(
                $"From tick to tick 0 to {CoverOptions.DecoysMax} decoys go to your own mailbox and as many to others'.",
                $"两批之间发往本柜台和其他柜台信箱的掩护信件各为 0 至 {CoverOptions.DecoysMax} 封。");
        }

        var folder = DeskSide.FolderOf(invocation);
        var settings = DeskSide.ReadSettings(folder);
        using var alone = RunAlone(folder);
        var interval = TimeSpan.FromSeconds(settings.IntervalSeconds);
        var (book, _) = await _side.OpenBookAsync(invocation, cancellationToken);
        (await DeskSide.OpenAsync(book, settings, cancellationToken)).Dispose(); // another's key is refused before any cover is left
        var cover = new CoverTraffic(new CoverOptions
        {
            Mail = book.Mail,
            Chain = book.Chain,
            Uscc = book.Party.Uscc,
            Own = settings.Card,
            Interval = interval,
            OwnDecoys = invocation.Value(_own),
            OtherDecoys = invocation.Value(_others),
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var covering = cover.RunAsync(stop.Token);
        try
        {
            for (var sent = 0; sent != invocation.Value(_count);)
            {
                await Task.Delay(SealedBatcher.UntilNextTick(interval, TimeProvider.System.GetUtcNow()), cancellationToken);
                sent += await TickAsync(invocation, book, settings, interval, cover, cancellationToken) ? 1 : 0;
                if (covering.IsFaulted)
                {
                    await covering;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await covering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Done;
    }

    /// <summary>Two of them would put two batches on the chain at each tick, and everybody would see it.</summary>
    private static FileStream RunAlone(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw CliException.Usage(
                $"`ledger desk run` is at work on {folder} already, and one is enough. End that one first.",
                $"{folder} 上已有 `ledger desk run` 在运行，一个即可；请先结束它。");
        }
    }

    /// <summary>Opens the desk for the tick alone, so that people can decide between ticks.</summary>
    private static async Task<bool> TickAsync(
        Invocation invocation, OrderBookOptions book, Protocol.V1.DeskSettings settings, TimeSpan interval, CoverTraffic cover,
        CancellationToken cancellationToken)
    {
        try
        {
            using var desk = await DeskSide.OpenAsync(book, settings, cancellationToken);
            await desk.ReceiveAsync(cancellationToken);
            var batch = await new SealedBatcher(desk, interval, TimeProvider.System, NullLogger<SealedBatcher>.Instance)
                .SendNowAsync(cancellationToken);
            await desk.RefreshAsync(cancellationToken);
            DeskBatches.Warn(invocation, batch);
            var document = DeskBatches.Of(batch);
            (document["decoys_left"], document["decoys_failed"]) = (cover.Left, cover.Failed);
            invocation.Report.ShowItem(
                document,
                (
                    $"batch {batch.Number}: {batch.Issued} issued, {batch.Surrendered} surrendered, {batch.IssueRecords} records in all; "
                        + $"since the start {cover.Left} decoy letters left, {cover.Failed} failed",
                    $"第 {batch.Number} 批：开立 {batch.Issued}，退保 {batch.Surrendered}，共 {batch.IssueRecords} 条；启动以来掩护信件 {cover.Left} 封，失败 " +
                    $"{cover.Failed} 封"));
            return true;
        }
        catch (Exception e) when (PassingFault.Is(e))
        {
            invocation.Report.ShowItem(
                new Document { ["error"] = e.Message },
                ($"The tick failed, and its batch goes at the next one: {e.Message}", $"本次未成，该批随下一次发出：{e.Message}"));
            return false;
        }
    }
}
