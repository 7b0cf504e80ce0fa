using Ledger.Client;
using Ledger.Orders;

namespace Ledger.Cli.Client;

/// <summary>What a command that runs on its own waits out: a node that is away, a letter that is refused, a file that is held.</summary>
internal static class PassingFault
{
    internal static bool Is(Exception error) =>
        error is LedgerClientException or OrderException or IOException && !FaultWords.IsOfInstallation(error);
}
