using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Node;
using Ledger.Node.CatchUp;
using Ledger.Protocol;

namespace Ledger.Host.Consortium;

/// <summary>The final blocks of the other validators of this process, for one that begins anew: the order drops what is final.</summary>
internal sealed class InProcessRuns(GenesisFile genesis, ISignatureVerifier verifier, Func<IEnumerable<INode>> others) : IFinalRuns
{
    public ValueTask<CheckedRun?> ReadAsync(ChainHead head, CancellationToken cancellationToken)
    {
        var ahead = others().MaxBy(core => core.Finality.FinalHeight);
        return ValueTask.FromResult(ahead is null || ahead.Finality.FinalHeight <= head.Height ? null : FinalRuns.Check(
            head, genesis, verifier, FinalRuns.Gather(ahead, head.Height + 1), "another validator of this process", out _));
    }

    // One process, one program: where the same batch makes two blocks, one of the directories is not what it was.
    public void OnLie(CheckedRun run, ulong height) => throw new DivergenceException(
        $"The batch of block {height} in another validator's directory does not make that block here. Move this validator's directory " +
        "away, keep the vote lock beside it, and start again on an empty one.");
}
