using Ledger.Seals;

namespace Ledger.Cli.Commands.Seals;

internal static class SealTrustOptions
{
    internal static void AddTo(CliCommand command)
    {
    }

    internal static SealVerificationOptions Apply(Invocation invocation, SealVerificationOptions options) => options;
}
