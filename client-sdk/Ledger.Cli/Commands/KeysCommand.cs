using Ledger.Cli.Commands.Keys;

namespace Ledger.Cli.Commands;

internal sealed class KeysCommand : CliCommand
{
    internal KeysCommand(CliContext context)
        : base(
            "keys",
            "Make key files, look at them, and take keys from other tools and to them.",
            "ledger keys new --out centre.key")
    {
        Add(new KeysNewCommand(context));
        Add(new KeysImportCommand(context));
        Add(new KeysExportCommand(context));
        Add(new KeysShowCommand(context));
    }
}
