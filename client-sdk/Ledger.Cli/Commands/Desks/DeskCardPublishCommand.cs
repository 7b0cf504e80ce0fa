using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskCardPublishCommand : CliCommand
{
    internal DeskCardPublishCommand(CliContext context)
        : base("publish", "Put the desk's card on the chain, in place of an earlier one.", "ledger desk card publish --desk desk")
    {
        var side = new DeskSide();
        Add(DeskSide.DeskFolder);
        Add(side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var settings = DeskSide.ReadSettings(DeskSide.FolderOf(invocation));
            var cards = new GuarantorCards(await side.OpenOwnerAsync(invocation, settings, cancellationToken));
            return Outcome.Show(
                invocation,
                ("card", "名片"),
                await cards.PublishAsync(settings.Form, settings.Card, DeskSide.TiersOf(settings), cancellationToken));
        });
    }
}
