using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskCardShowCommand : CliCommand
{
    internal DeskCardShowCommand(CliContext context)
        : base(
            "show",
            "Your card as the chain has it, proven, and whether it is the desk's present one.",
            "ledger desk card show --desk desk")
    {
        Add(DeskSide.DeskFolder);
        Does(context, async (invocation, cancellationToken) =>
        {
            var settings = DeskSide.ReadSettings(DeskSide.FolderOf(invocation));
            var client = invocation.OpenReader();
            var uscc = OrderBook.OwnerOf(DeskSide.FolderOf(invocation))
                ?? await OrderAccess.UsccOfAsync(client, await invocation.FindSignerAsync(cancellationToken), cancellationToken);
            var card = await new GuarantorCards(client).FindAsync(uscc, cancellationToken)
                ?? throw CliException.NotFound(
                    $"{uscc} has no card on the chain. Publish it with `ledger desk card publish`.",
                    $"链上没有 {uscc} 的名片，请用 `ledger desk card publish` 发布。");
            var document = GuarantorDocuments.Of(card);
            document["is_this_desk"] = card.Mailbox.Equals(settings.Card) && card.Form == settings.Form
                && card.CoverTiersFen.Equals(settings.CoverTiersFen) && card.EndTierMonths == settings.EndTierMonths;
            invocation.Report.Show(("card", "名片"), document);
            return ExitCode.Done;
        });
    }
}
