using System.CommandLine;
using Ledger.Anchor;

namespace Ledger.Cli.Commands.Anchors;

internal sealed class AnchorDeployCommand : CliCommand
{
    private readonly EvmOptions _evm;
    private readonly Option<string> _account = EvmOptions.NewAccount();

    private readonly Option<string> _artifact = new("--artifact")
    {
        Description = "The compiled contract of the chain's suite, as forge writes it (contracts/evm).",
        HelpName = "FILE",
        Required = true,
    };

    internal AnchorDeployCommand(CliContext context)
        : base(
            "deploy",
            "Make the contract on the EVM chain, for this chain and its present co-signers; what is needed later goes into --memory.",
            "ledger anchor deploy --rpc http://localhost:8545 --account account.key --artifact LedgerAnchorGuomi.json --memory anchor.json")
    {
        _evm = new EvmOptions(this);
        Add(_account);
        Add(_artifact);
        Does(context, DeployAsync);
    }

    private async Task<int> DeployAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = invocation.Value(_evm.Memory);
        if (File.Exists(path))
        {
            throw CliException.Usage(
                $"{path} knows a contract already: give another file for another one.", $"{path} 已记有一个合约：另建合约请另选文件。");
        }

        var client = invocation.OpenReader();
        var head = await client.GetStatusAsync(cancellationToken);
        var set = await new AnchoredLedger(client, invocation.Genesis).CosignersAsync(head.Height, cancellationToken);
        var announced = set.Index().Where(one => one.Item.Address is not null).Select(one => one.Index);
        if (!Cosigner.IsQuorum(set, announced))
        {
            throw CliException.Usage(
                "The validators that have announced a co-signing key have not more than two thirds of the votes: nobody could anchor " +
                "anything. First `ledger anchor announce`.",
                "已公布会签密钥的验证节点票数不超过三分之二，合约将无人可用。请先执行 `ledger anchor announce`。");
        }

        var contract = await EvmOptions.AskAsync(() => AnchorContract.DeployAsync(
            _evm.OpenWeb3(invocation, AnchorKeys.Open(invocation.Value(_account))), invocation.Value(_artifact),
            invocation.Genesis.ChainId, set, cancellationToken));
        AnchorMemory.Begin(path, invocation.Genesis.ChainId, contract.Address, set);
        invocation.Report.Show(("contract made", "合约已建立"), new Document
        {
            ["evm_address"] = contract.Address.ToString(),
            ["height"] = head.Height,
            ["cosigners"] = Cosigner.HashOf(set),
            ["file"] = path,
        });
        return ExitCode.Done;
    }
}
