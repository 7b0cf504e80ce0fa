using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskRunCommand : CliCommand
{
    private readonly Option<int?> _count = new("--count") { Description = "End after so many batches.", HelpName = "N" };
    private readonly DeskSide _side = new();

    internal DeskRunCommand(CliContext context)
        : base("run", "Fetch letters and put a batch on the chain at every tick, until Ctrl-C. Other commands may decide meanwhile.", "ledger desk run --desk desk")
    {
        Add(_count);
        Add(DeskSide.Folder);
        Add(_side.Nodes.Also);
        Does(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var settings = DeskSide.ReadSettings(DeskSide.FolderOf(invocation));
        var interval = TimeSpan.FromSeconds(settings.IntervalSeconds);
        var book = await _side.OpenBookAsync(invocation, cancellationToken);
        for (var sent = 0; sent != invocation.Value(_count);)
        {
            await Task.Delay(SealedBatcher.UntilNextTick(interval, TimeProvider.System.GetUtcNow()), cancellationToken);
            sent += await TickAsync(invocation, book, settings, interval, cancellationToken) ? 1 : 0;
        }

        return ExitCode.Done;
    }

    /// <summary>Opens the desk for the tick alone, so that people can decide between ticks.</summary>
    private static async Task<bool> TickAsync(
        Invocation invocation, OrderBookOptions book, Protocol.V1.DeskSettings settings, TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            using var desk = await DeskSide.OpenAsync(book, settings, cancellationToken);
            await desk.ReceiveAsync(cancellationToken);
            var batch = await new SealedBatcher(desk, interval, TimeProvider.System, NullLogger<SealedBatcher>.Instance).SendNowAsync(cancellationToken);
            await desk.RefreshAsync(cancellationToken);
            invocation.Report.ShowItem(DeskBatches.Of(batch), $"batch {batch.Number}: {batch.Issued} issued, {batch.Surrendered} surrendered, {batch.IssueRecords} records in all");
            return true;
        }
        catch (Exception e) when (e is LedgerClientException or OrderException or IOException)
        {
            invocation.Report.ShowItem(new JsonObject { ["error"] = e.Message }, $"The tick failed, and its batch goes at the next one: {e.Message}");
            return false;
        }
    }
}
