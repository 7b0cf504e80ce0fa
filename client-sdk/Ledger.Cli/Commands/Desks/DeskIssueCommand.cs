using Ledger.Cli.Commands.Orders;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Protocol.V1;
using Ledger.Schema.Judgements;
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
            "ledger desk issue --desk desk") => OpensForGood(context, async (invocation, desk, cancellationToken) =>
        {
            await desk.ReceiveAsync(cancellationToken);
            if (!FinalAct.Confirm(invocation, await PreviewAsync(invocation, desk, cancellationToken)))
            {
                return Confirmation.CodeOfUndone(invocation);
            }

            var batcher = new SealedBatcher(desk, TimeSpan.FromMinutes(10), TimeProvider.System, NullLogger<SealedBatcher>.Instance);
            var batch = await batcher.SendNowAsync(cancellationToken);
            DeskBatches.Warn(invocation, batch);
            invocation.Report.Show(("batch", "批次"), DeskBatches.Of(batch));
            return ExitCode.Done;
        });

    /// <summary>What waits for the batch, with an end that does not cover the bids among what is doubtful.</summary>
    private static async Task<Preview> PreviewAsync(Invocation invocation, GuarantorDesk desk, CancellationToken cancellationToken)
    {
        var (waiting, warnings) = (new List<Document>(), new List<CallWarning>());
        foreach (var entry in desk.ForNextBatch())
        {
            var view = desk.Show(entry.OrderId);
            waiting.Add(new Document
            {
                ["order"] = entry.OrderId,
                ["waits_to_be"] = Datum.Word(entry.State),
                ["applicant"] = view.Application?.Applicant.Name,
                ["amount_fen"] = Datum.Money(view.Terms?.AmountFen),
                ["valid_until"] = Datum.Time(view.Terms?.ValidUntil ?? 0),
                ["premium_fen"] = Datum.Money(view.Terms?.PremiumFen),
                ["reason"] = entry.Reason,
            });
            if (entry.State == DeskVersionState.Queued)
            {
                warnings.AddRange(StepWarnings.Of(await desk.OutlookAsync(entry.OrderId, cancellationToken)));
                warnings.AddRange(view.Terms?.PremiumFen == 0 ? [CallWarning.NoPremium] : []);
            }
        }

        var time = (await invocation.OpenReader().GetStatusAsync(cancellationToken)).BlockTime;
        var judgement = new CallJudgement(time, desk.Uscc, string.Empty, warnings);
        var content = new Document { ["entries"] = waiting.Count, ["waiting"] = Datum.List(waiting) };
        return new Preview(("Put one batch on the chain", "提交一批"), content, judgement, invocation.Genesis.IsRehearsal);
    }
}
