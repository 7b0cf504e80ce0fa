using Ledger.Cli.Commands.Bids;

namespace Ledger.Cli.Commands;

internal sealed class BidCommand : CliCommand
{
    internal BidCommand(CliContext context)
        : base("bid", "Bid files (投标文件): encrypted in segments, bound to section and bidder.", "ledger bid inspect bid.enc")
    {
        Add(new BidEncryptCommand(context));
        Add(new BidDecryptCommand(context));
        Add(new BidInspectCommand(context));
    }
}
