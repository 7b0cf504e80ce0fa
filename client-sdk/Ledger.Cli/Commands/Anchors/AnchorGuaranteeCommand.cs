using System.CommandLine;
using Ledger.Anchor;
using Ledger.Schema.Guarantee;

namespace Ledger.Cli.Commands.Anchors;

internal sealed class AnchorGuaranteeCommand : CliCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The guarantee's id, 32 hexadecimal digits." };
    private readonly EvmOptions _evm;

    private readonly Option<ulong?> _at = new("--at")
    {
        Description = "The anchored height that is asked about; the newest unless given. The node must keep its state still.",
        HelpName = "HEIGHT",
    };

    internal AnchorGuaranteeCommand(CliContext context)
        : base(
            "guarantee",
            "Ask the contract how a guarantee stood at a checkpoint, by the proof that a node makes; also that there was none.",
            "ledger anchor guarantee 9c1f0a52b7d84e6680f3c2d1a4e5b697 --rpc http://localhost:8545 --memory anchor.json")
    {
        Add(_id);
        _evm = new EvmOptions(this);
        Add(_at);
        Does(context, AskAsync);
    }

    private async Task<int> AskAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var id = HexArgument.Read(invocation.Value(_id), GuaranteeTables.IdBytes, _id.Name);
        var contract = new AnchorContract(_evm.OpenWeb3(invocation), _evm.Open(invocation).Contract);
        var at = invocation.Value(_at) ?? await EvmOptions.AskAsync(contract.NewestAsync);
        if (at == 0)
        {
            throw CliException.NotFound("Nothing is anchored yet.", "尚未锚定任何区块。");
        }

        var (_, answer) = await invocation.OpenReader().GetProvenAsync(GuaranteeTables.Guarantees.Key(id), at, cancellationToken);
        if (!answer.Proof.Present)
        {
            return await EvmOptions.AskAsync(() => contract.ProvesAsync(at, answer.Proof))
                ? throw CliException.NotFound(
                    $"The contract proves: at block {at:N0} there was no guarantee {invocation.Value(_id)}.",
                    $"合约证实：区块 {at:N0} 时没有保函 {invocation.Value(_id)}。")
                : throw Contradicted(at);
        }

        var found = await EvmOptions.AskAsync(() => contract.GuaranteeAsync(at, id, answer.Proof));
        invocation.Report.Show(("anchored guarantee", "锚定的保函"), new Document
        {
            ["guarantee_id"] = invocation.Value(_id),
            ["height"] = at,
            ["standing"] = found.Standing.ToString(),
            ["amount_fen"] = found.AmountFen,
            ["paid_fen"] = found.PaidFen,
            ["valid_until"] = found.ValidUntil,
            ["section_code"] = found.SectionCode,
            ["beneficiary_uscc"] = found.Beneficiary,
            ["applicant_uscc"] = found.Applicant,
            ["guarantor_uscc"] = found.Guarantor,
            ["evm_address"] = contract.Address.ToString(),
        });
        return ExitCode.Done;
    }

    private static CliException Contradicted(ulong at) => CliException.NotVerified(
        $"The contract does not take the node's proof at block {at:N0}: it is of another branch, or its checkpoint is.",
        $"合约不接受节点对区块 {at:N0} 的证明：二者属于不同分支。");
}
