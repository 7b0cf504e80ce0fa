using System.CommandLine;
using Ledger.Cli.Views.Designs;
using Ledger.Client.Tenders;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderListCommand : CliCommand
{
    private readonly Option<string?> _centre = new("--centre") { Description = "Only those of this trading centre.", HelpName = "USCC" };
    private readonly Option<bool> _all = new("--all") { Description = "Sections too of which nothing is left to do." };

    internal TenderListCommand(CliContext context)
        : base(
            "list",
            "Projects with their sections and states, today's openings, and what of the bonds is still to be given back; proven that " +
            "none is left out.",
            "ledger tender list --centre 12440400XYKE27AY53")
    {
        Add(_centre);
        Add(_all);
        Does(context, async (invocation, cancellationToken) =>
        {
            var centre = invocation.Value(_centre);
            if (centre is not null && !UnifiedSocialCreditCode.HasShape(centre))
            {
                throw CliException.Usage(
                    $"--centre {centre} does not have the shape of a unified social credit code.",
                    $"--centre {centre} 不是统一社会信用代码。");
            }

            var register = await new TenderRegisterReader(invocation.OpenReader()).ReadAsync(centre, cancellationToken);
            var view = new TenderListView(register, invocation.Value(_all));
            invocation.Report.Show(view.Document, view.Write);
            return ExitCode.Done;
        });
    }
}
