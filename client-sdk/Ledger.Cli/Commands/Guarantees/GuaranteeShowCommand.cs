using System.CommandLine;
using Ledger.Cli.Views.Designs;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeShowCommand : CliCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The guarantee's id, 32 hexadecimal digits." };

    internal GuaranteeShowCommand(CliContext context)
        : base(
            "show",
            "A guarantee as it stands, proven. A sealed one shows nothing of its terms.",
            "ledger guarantee show 9c1f0a7be4d2438895a1c3e0f7b2d604")
    {
        Add(Id);
        Does(context, async (invocation, cancellationToken) =>
        {
            var (guarantee, height, time) = await GuaranteeReading.GuaranteeAsync(
                invocation.OpenReader(), GuaranteeReading.Id(invocation.Value(Id)), cancellationToken);
            var view = new GuaranteeRecordView(guarantee, height, time);
            invocation.Report.Show(Documents.Of(guarantee), view.Write);
            return ExitCode.Done;
        });
    }
}
