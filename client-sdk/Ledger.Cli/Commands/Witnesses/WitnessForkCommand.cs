using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Crypto.Signatures;
using Ledger.Witness.Forks;

namespace Ledger.Cli.Commands.Witnesses;

internal sealed class WitnessForkCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The proof, as it was kept." };

    internal WitnessForkCommand(CliContext context)
        : base(
            "fork",
            "Check with no node that a file proves a fork: two final blocks of one height, and the validators that signed both.",
            "ledger witness fork fork-1204.evidence --genesis genesis.json")
    {
        Add(_file);
        Does(context, (invocation, _) => Task.FromResult(Verify(invocation)));
    }

    private int Verify(Invocation invocation)
    {
        var path = invocation.Value(_file);
        var verdict = ForkFile.Verify(EncodedFile.ReadAll(path), invocation.Genesis, new SignatureVerifier());
        if (verdict.Error != ForkError.None)
        {
            throw CliException.NotVerified(
                $"{path} proves no fork of this chain: {Vocabulary.Both(nameof(ForkError), verdict.Error.ToString()).English}.",
                $"{path} 不能证明本链分叉：{Vocabulary.Both(nameof(ForkError), verdict.Error.ToString()).Chinese}。");
        }

        invocation.Report.Show(("fork proven", "分叉已证实"), new Document
        {
            ["height"] = verdict.First!.Value.Header!.Height,
            ["block_hash"] = verdict.First.Value.Hash,
            ["other_block_hash"] = verdict.Second!.Value.Hash,
            ["signed_both"] = Datum.List(verdict.SignedBoth.Select(one => one.ToString())),
        });
        return ExitCode.Done;
    }
}
