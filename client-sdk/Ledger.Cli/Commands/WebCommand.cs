using Ledger.Cli.Commands.Web;

namespace Ledger.Cli.Commands;

internal sealed class WebCommand : CliCommand
{
    internal WebCommand(CliContext context)
        : base("web", "The pages that nodes serve: whether they are those that were built.", "ledger web digest web/console/dist")
    {
        Add(new WebDigestCommand(context));
        Add(new WebVerifyCommand(context));
    }
}
