using System.CommandLine;
using Ledger.Client.Credentials;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialChecksCommand : CliCommand
{
    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };

    internal CredentialChecksCommand(CliContext context)
        : base(
            "checks",
            "Which centres checked a subject's records, for which section; proven that none is left out. Checks stand there from the " +
            "opening on.",
            "ledger credential checks 91350100M000100Y43")
    {
        Add(Uscc);
        Does(context, async (invocation, cancellationToken) =>
        {
            var uscc = TypedText.Plain(invocation.Value(Uscc));
            var checks = await new CredentialReader(invocation.OpenReader()).ChecksOfAsync(uscc, cancellationToken);
            var document = new Document
            {
                ["checks"] = Datum.List(checks.Select(check =>
                {
                    var one = MessageDocuments.Of(check.Recorded);
                    one["centre_uscc"] = check.CentreUscc;
                    one["recorded_at"] = Datum.Time(check.RecordedAt);
                    return one;
                })),
            };
            invocation.Report.ShowList(
                ($"{checks.Count} checks of {uscc}", $"{uscc} 被核验 {checks.Count} 次"),
                document,
                "checks",
                ["section_code", "centre_uscc", "as_of", "outcomes", "recorded_at", "check_id"]);
            return ExitCode.Done;
        });
    }
}
