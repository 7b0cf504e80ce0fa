using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Output;

/// <summary>Shows a transaction's result and turns it into the exit code.</summary>
internal static class Outcome
{
    internal static int Show(Invocation invocation, string title, TransactionResult result)
    {
        invocation.Report.Show(title, Documents.Of(result));
        return CodeOf(result);
    }

    internal static int CodeOf(TransactionResult result) => result.Fate switch
    {
        Fate.Final => result.IsDone ? ExitCode.Done : ExitCode.Refused,
        Fate.Expired => ExitCode.Refused,
        Fate.Unknown => ExitCode.NotFound,
        _ => ExitCode.Done,
    };
}
