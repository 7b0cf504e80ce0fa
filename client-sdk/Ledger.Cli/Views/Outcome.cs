using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Views;

/// <summary>Shows a transaction's result and turns it into the exit code.</summary>
internal static class Outcome
{
    internal static int Show(Invocation invocation, (string English, string Chinese) title, TransactionResult result) =>
        Show(invocation, title, result, Documents.Of(result));

    /// <param name="invocation">The run.</param>
    /// <param name="title">What the transaction was.</param>
    /// <param name="result">The result.</param>
    /// <param name="document">The result's document with what the command has to add.</param>
    internal static int Show(Invocation invocation, (string English, string Chinese) title, TransactionResult result, Document document)
    {
        invocation.Report.Show(document, screen => OutcomeView.Write(screen, screen.Say(title), result, document));
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
