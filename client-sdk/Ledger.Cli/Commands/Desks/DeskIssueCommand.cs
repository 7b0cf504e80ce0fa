using Ledger.Cli.Commands.Orders;
using Ledger.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskIssueCommand : BookCommand<GuarantorDesk>
{
    internal DeskIssueCommand(CliContext context)
        : base(
            new DeskSide(),
            "issue",
            "One batch now: fetch letters, put sealed guarantees and surrenders on the chain among decoys. A batch at a time of your " +
            "choosing tells that something was urgent; `desk run` keeps a cadence.",
            "ledger desk issue --desk desk") => Opens(context, async (invocation, desk, cancellationToken) =>
        {
            await desk.ReceiveAsync(cancellationToken);
            var batcher = new SealedBatcher(desk, TimeSpan.FromMinutes(10), TimeProvider.System, NullLogger<SealedBatcher>.Instance);
            invocation.Report.Show(("batch", "批次"), DeskBatches.Of(await batcher.SendNowAsync(cancellationToken)));
        });
}
