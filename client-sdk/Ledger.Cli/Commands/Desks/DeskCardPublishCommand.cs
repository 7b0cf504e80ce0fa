using Ledger.Cli.Previews;
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
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var settings = DeskSide.ReadSettings(DeskSide.FolderOf(invocation));
            var client = await side.OpenOwnerAsync(invocation, settings, cancellationToken);
            var card = GuarantorCards.Publishing(settings.Form, settings.Card, DeskSide.TiersOf(settings));
            return await FinalAct.SendAsync(invocation, client, card, ("card", "名片"), cancellationToken);
        });
    }
}
