using Ledger.Cli.Commands.Exchange;

namespace Ledger.Cli.Commands;

internal sealed class ExchangeCommand : CliCommand
{
    internal ExchangeCommand(CliContext context)
        : base(
            "exchange",
            "The exchange JSON of platforms (交换文档): export what the chain holds, check documents, submit them as calls.",
            "ledger exchange check section.json")
    {
        Add(new ExchangeExportCommand(context));
        Add(new ExchangeCheckCommand(context));
        Add(new ExchangeSubmitCommand(context));
    }
}
