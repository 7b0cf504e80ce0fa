using System.CommandLine;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderBackupCommand : BookCommand<BidderOrders>
{
    private readonly Option<string> _words = new("--words")
    {
        Description = "A new file for the 24 words, which your eyes alone may read: print it, put it away, and delete the file.",
        HelpName = "FILE",
        Required = true,
    };

    internal OrderBackupCommand(CliContext context)
        : base(
            new BidderSide(),
            "backup",
            "Write down the 24 words from which all your orders are recovered when this computer is lost, and write the backup anew. " +
            "Every command on your orders writes it too; where none is given for 30 days, give this one.",
            "ledger order backup --words words.txt --orders orders")
    {
        Add(_words);
        Reads(context, (invocation, orders, _) =>
        {
            var words = string.Join(' ', orders.SecretWords);
            EncodedFile.WriteNewSecret(invocation.Value(_words), Encoding.ASCII.GetBytes(words + "\n"));
            invocation.Report.Show(
                ("backup", "备份"),
                new Document { ["file"] = invocation.Value(_words), ["orders"] = orders.List().Count });
            return Task.CompletedTask;
        });
    }
}
