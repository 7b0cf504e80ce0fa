using System.CommandLine;
using Ledger.Anchor;
using Ledger.Client.Witnesses;

namespace Ledger.Cli.Commands.Anchors;

internal sealed class AnchorSubmitCommand : CliCommand
{
    private readonly EvmOptions _evm;
    private readonly Option<string> _account = EvmOptions.NewAccount();

    private readonly Option<string[]> _votes = new("--votes")
    {
        Description = "A co-signer's votes, a file or an http or https address; one for each co-signer.",
        HelpName = "PLACE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _confirmations = new("--confirmations")
    {
        Description = "Under how many blocks of the EVM chain a checkpoint counts as settled.",
        HelpName = "N",
        DefaultValueFactory = _ => 12,
    };

    private readonly Option<int> _patience = new("--patience")
    {
        Description = "After how many seconds an unlanded transaction is sent again for a quarter more.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 120,
    };

    internal AnchorSubmitCommand(CliContext context)
        : base(
            "submit",
            "Bring to the contract the highest block that a quorum of its co-signers signed, or see after what was sent: one " +
            "transaction at a time, never one twice. Run it again and again; ended at any instant it goes on where it was.",
            "ledger anchor submit --rpc http://localhost:8545 --account account.key --memory anchor.json --votes a.json b.json c.json")
    {
        _evm = new EvmOptions(this);
        Add(_account);
        Add(_votes);
        Add(_confirmations);
        Add(_patience);
        Does(context, SubmitAsync);
    }

    private async Task<int> SubmitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var account = AnchorKeys.Open(invocation.Value(_account));
        var memory = _evm.Open(invocation);
        var votes = new List<CosignerVotes>();
        foreach (var place in invocation.Value(_votes))
        {
            if (await ReadAsync(invocation, place, cancellationToken) is { } read)
            {
                votes.Add(read);
            }
        }

        var service = new AnchorService(
            _evm.OpenWeb3(invocation), account, memory, new AnchoredLedger(invocation.OpenReader(), invocation.Genesis),
            new AnchorServiceOptions(invocation.Value(_confirmations), invocation.Value(_patience)), invocation.Context.Clock);
        var outcome = await EvmOptions.AskAsync(() => service.StepAsync(votes, cancellationToken));
        invocation.Report.Show(Vocabulary.Both(nameof(AnchorStep), outcome.Step.ToString()), new Document
        {
            ["step"] = outcome.Step.ToString(),
            ["height"] = outcome.Height,
            ["confirmations"] = outcome.Depth,
            ["evm_address"] = memory.Contract.ToString(),
        });
        return ExitCode.Done;
    }

    // One co-signer that cannot be read holds up none of the others.
    private static async Task<CosignerVotes?> ReadAsync(Invocation invocation, string place, CancellationToken cancellationToken)
    {
        try
        {
            if (await PublicFile.ReadAsync(place, CosignerVotes.BytesMax, invocation.Context.Patience, cancellationToken) is { } bytes &&
                CosignerVotes.TryRead(bytes) is { } read)
            {
                return read;
            }

            invocation.Warnings.Say($"There are no votes at {place}.", $"{place} 处没有签名。");
        }
        catch (IOException e)
        {
            invocation.Warnings.Say($"{place} cannot be read: {e.Message}.", $"无法读取 {place}：{e.Message}。");
        }

        return null;
    }
}
