using Ledger.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskIssueCommand : CliCommand
{
    private readonly DeskSide _side = new();

    internal DeskIssueCommand(CliContext context)
        : base(
            "issue",
            "One batch now: fetch letters, put sealed guarantees and surrenders on the chain among decoys. A batch at a time of your " +
            "choosing tells that something was urgent; `desk run` keeps a cadence.",
            "ledger desk issue --desk desk")
    {
        Add(DeskSide.Folder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var desk = await _side.OpenAsync(invocation, cancellationToken);
            await desk.ReceiveAsync(cancellationToken);
            var batcher = new SealedBatcher(desk, TimeSpan.FromMinutes(10), TimeProvider.System, NullLogger<SealedBatcher>.Instance);
            invocation.Report.Show(("batch", "批次"), DeskBatches.Of(await batcher.SendNowAsync(cancellationToken)));
            return ExitCode.Done;
        });
    }
}
