using Ledger.Execution;
using Ledger.Finality;
using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>
/// A height that cannot become final, settled by the validators' declarations (docs/adr/0043). The settled block is no more final by it:
/// nodes take it and go on, and the first certificate above it finalises it with all others.
/// </summary>
public sealed partial class NodeCore
{
    private bool _hasSettled;

    // Above a settled height as far as the locks may reach of those who abstain, and no further than votes are kept.
    private ulong AheadMax => (ulong)(_hasSettled
        ? Math.Min(_options.BlocksAheadMax + (int)FileVoteLock.LostLockMargin, _options.Finality.HeightsMax)
        : _options.BlocksAheadMax);

    // The batch that comes next, where it is the settled one: the order may show another.
    private ReadOnlyMemory<byte>? SettledBatch
    {
        get
        {
            if (_parts.Settlement is not { } settlement || Settlements.HeightOf(settlement) != Chain.Head.Height + 1)
            {
                return null;
            }

            RequireSettled();
            return Settlements.BatchOf(settlement);
        }
    }

    private ExecutedBlock ExecuteSettled(ReadOnlyMemory<byte> batch)
    {
        var block = _chain.Execute(batch);
        var settled = Settlements.BlockOf(_parts.Settlement!);
        return block.Hash == settled ? block : throw new DivergenceException(
            $"At height {block.Header.Height} block {settled} was settled, and its batch makes {block.Hash} here. The node halts. Run " +
            "the program that the validators run who executed that block; if it is the same, the directory or the machine is damaged: " +
            "start again on an empty directory with the same vote lock.");
    }

    // What the key declared binds it until the height is final, whatever directory it runs on.
    private bool MayVote(CandidateBlock block)
    {
        if (_parts.Voter?.Vow is not { } vow || block.Height < vow.Height || Finality.FinalHeight >= vow.Height)
        {
            return true;
        }

        return (block.Height == vow.Height ? block.Hash : Chain.HashOf(vow.Height)) == vow.Block;
    }

    private void Settle()
    {
        if (_parts.Settlement is not { } settlement || Settlements.HeightOf(settlement) is var height && Chain.Head.Height < height)
        {
            return;
        }

        var settled = Settlements.BlockOf(settlement);
        if (Chain.HashOf(height) is { } own && own != settled)
        {
            throw new DivergenceException(Finality.FinalHeight >= height
                ? $"At height {height} block {own} is final by a certificate, and block {settled} was settled: a validator that " +
                    "declared has signed both. Keep the settlement as evidence, take it out of the node's folder, and start again."
                : $"At height {height} block {settled} was settled, and this node computed {own}. The node halts. Keep its data " +
                    "directory for the investigation, and start again on an empty one with the same vote lock; the settlement stays " +
                    "where it is.");
        }

        _hasSettled = Finality.FinalHeight + 1 == height;
        if (_hasSettled)
        {
            RequireSettled();
        }
    }

    private void RequireSettled()
    {
        var settlement = _parts.Settlement!;
        var roster = Chain.ValidatorsFor(Settlements.HeightOf(settlement));
        if (Settlements.Check(settlement, _parts.Genesis.ChainId, roster, _parts.Verifier) is var error and not SettlementError.None)
        {
            throw new SettlementException(error);
        }
    }
}
