using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderAttestCommand : CliCommand
{
    private readonly Option<int?> _every = new("--every")
    {
        Description = "Go on until Ctrl-C, and look every so many seconds.",
        HelpName = "SECONDS",
    };
    private readonly CentreFolder _folder = new();

    internal TenderAttestCommand(CliContext context)
        : base(
            "attest",
            "Answer what bidders of failed and terminated sections ask: attest that their sealed guarantees may be taken back. The " +
            "attestation names no section, and what is asked is compared with the chain.",
            "ledger tender attest --mailbox requests --every 600 --key centre.key")
    {
        Add(_every);
        _folder.AddTo(this);
        Does(context, RunAsync);
    }

    private async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Value(_every) is < 1 or > 86_400)
        {
            throw CliException.Usage("A look comes every 1 to 86400 seconds.", "查看间隔为 1 至 86400 秒。");
        }

        var (options, _) = await _folder.OpenAsync(invocation, makes: false, cancellationToken);
        var centre = new CentreAttestations(options);
        if (invocation.Value(_every) is not { } seconds)
        {
            OrderDocuments.ShowOutcomes(invocation, await centre.AnswerAsync(cancellationToken), waiting: 0);
            return ExitCode.Done;
        }

        while (true)
        {
            await LookAsync(invocation, centre, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        }
    }

    /// <summary>One look; where no node answers, the next one finds what lies there.</summary>
    private static async Task LookAsync(Invocation invocation, CentreAttestations centre, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var outcome in await centre.AnswerAsync(cancellationToken))
            {
                var answered = outcome.Refused.IsRefused ? outcome.Refused.Code.ToString() : "attested";
                invocation.Report.ShowItem(OrderDocuments.Of(outcome), (answered, outcome.Refused.IsRefused ? answered : "已出具证明"));
            }
        }
        catch (Exception e) when (PassingFault.Is(e))
        {
            invocation.Report.ShowItem(
                new Document { ["error"] = e.Message },
                ($"The mailbox was not read, and the next look reads it: {e.Message}", $"未能读取信箱，下次再读：{e.Message}"));
        }
    }
}
