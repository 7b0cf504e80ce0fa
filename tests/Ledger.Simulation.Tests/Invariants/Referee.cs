using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// Sees everything that honest validators do, and stops the run where it must not be. It shares no code with finality: what a certificate
/// is worth follows from which votes were really signed.
/// </summary>
internal sealed class Referee(Simulation world)
{
    private readonly HashSet<(int Node, ulong Height, Digest Hash, long Time)> _signed = [];
    private readonly HashSet<(int Node, ulong Sequence, Digest Batch)> _proposed = [];
    private readonly Dictionary<(int Node, ulong Height), SignedVote> _sent = [];
    private readonly Dictionary<ulong, (long Min, long Max)> _voteTimes = [];
    private readonly Dictionary<ulong, Digest> _executed = [];
    private readonly List<Digest> _final = [];
    private readonly ulong[] _seenHead = new ulong[Simulation.NodesCount];
    private readonly ulong[] _checkedHead = new ulong[Simulation.NodesCount];
    private readonly ulong[] _checkedFinal = new ulong[Simulation.NodesCount];

    internal LedgerModel Model { get; } = new(world.Consortium);

    internal ulong FinalHeight => (ulong)_final.Count;

    /// <summary>An honest validator signed a vote. Whether it may leave is seen when it does.</summary>
    internal void OnVoteSigned(int node, ulong height, Digest hash, long time)
    {
        if (node == world.Faults.Liar)
        {
            return;
        }

        _signed.Add((node, height, hash, time));
        var known = _voteTimes.GetValueOrDefault(height, (Min: long.MaxValue, Max: long.MinValue));
        _voteTimes[height] = (Math.Min(known.Min, time), Math.Max(known.Max, time));
    }

    /// <summary>A validator signed a batch for a place in the order.</summary>
    internal void OnBatchSigned(int node, ulong sequence, Digest batch) => _proposed.Add((node, sequence, batch));

    internal void OnVoteSent(int node, SignedVote vote)
    {
        if (!_sent.TryAdd((node, vote.Height), vote.Clone()) && !_sent[(node, vote.Height)].BlockHash.Equals(vote.BlockHash))
        {
            throw new SimulationException(
                $"Node {node} signed two blocks at height {vote.Height}: {_sent[(node, vote.Height)]} and {vote}.");
        }
    }

    /// <summary>The node starts again on less than it had.</summary>
    internal void OnDirectoryReplaced(int node) => _seenHead[node] = 0;

    internal void OnOpened(SimulatedNode node)
    {
        if (node.IsLiar)
        {
            return;
        }

        var head = node.Core!.Chain.Head.Height;
        Require(head >= _seenHead[node.Index], $"Node {node.Index} lost blocks: it was at {_seenHead[node.Index]} and opens at {head}");
        _checkedHead[node.Index] = 0;
        _checkedFinal[node.Index] = 0;
        Check(node.Index, node.Core);
    }

    internal void AfterStep(SimulatedNode node)
    {
        if (!node.IsLiar && node.Core is { } core)
        {
            Check(node.Index, core);
        }
    }

    internal void AtEnd()
    {
        var open = world.Honest.Where(node => node.Core is not null).ToList();
        foreach (var node in open)
        {
            EndRules.CheckBlocks(world, node, open[0]);
            EndRules.CheckPlaces(Model, node);
            EndRules.CheckIndex(node, open[0]);
            EndRules.CheckSteps(Model, node);
            if (node.Core!.Finality.FinalHeight == FinalHeight && node.Core.Chain.Head.Height == FinalHeight)
            {
                Model.CheckState(node.Core.Chain.State);
            }
        }
    }

    internal static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationException(otherwise);
        }
    }

    private void Check(int node, NodeCore core)
    {
        while (_checkedHead[node] < core.Chain.Head.Height)
        {
            CheckBlock(node, core, ++_checkedHead[node]);
        }

        _seenHead[node] = core.Chain.Head.Height;
        Require(
            core.Finality.FinalHeight <= core.Chain.Head.Height,
            $"Node {node} says that {core.Finality.FinalHeight} is final and has {core.Chain.Head.Height} blocks");
        if (_checkedFinal[node] < core.Finality.FinalHeight)
        {
            CheckCertificate(node, core.Finality.Newest);
        }

        while (_checkedFinal[node] < core.Finality.FinalHeight)
        {
            CheckFinal(node, core, ++_checkedFinal[node]);
        }
    }

    private void CheckBlock(int node, NodeCore core, ulong height)
    {
        var block = core.Chain.Blocks.GetBlock(height)!;
        var header = core.Chain.Blocks.GetHeader(height)!;
        var before = core.Chain.Blocks.GetHeader(height - 1)!;
        Require(header.Time >= before.Time, $"Node {node}: block time goes back from {before.Time} to {header.Time} at {height}");
        if (header.Time > before.Time)
        {
            var proof = BatchBytes.Counted(header, block.Batch.Memory)!.TimeProof;
            var (min, max) = _voteTimes.GetValueOrDefault(proof.Height, (Min: long.MaxValue, Max: long.MinValue));
            Require(
                header.Time >= min && header.Time <= max,
                $"Node {node}: the time {header.Time} of block {height} is outside of the honest clocks, {min} to {max}");
        }

        CheckProposer(node, header, block);
        var hash = HashOf(block);
        if (!world.Orderer.Forks && !_executed.TryAdd(height, hash))
        {
            Require(_executed[height] == hash, $"Node {node} executed {hash} at {height}, another node {_executed[height]}");
        }
    }

    // No honest validator's name stands on what it did not sign for this very place; no block but an empty one lacks a name.
    private void CheckProposer(int node, BlockHeader header, Block block)
    {
        if (BatchBytes.Counted(header, block.Batch.Memory) is null)
        {
            Require(header.Proposer == Digest.Zero && block.Receipts.Count == 0,
                $"Node {node}: block {header.Height} has receipts or a proposer, and its batch does not count");
            return;
        }

        var proposer = world.Consortium.IndexOf(header.Proposer) ?? -1;
        var digest = BatchBytes.DigestOf(world.Consortium.Genesis.Hasher, SignedBatch.Parser.ParseFrom(block.Batch).Batch.Span);
        Require(
            proposer == world.Faults.Liar || _proposed.Contains((proposer, header.Height, digest)),
            $"Node {node}: block {header.Height} is in the name of {proposer}, who did not sign its batch for that place");
    }

    private void CheckCertificate(int node, QuorumCertificate certificate)
    {
        var voters = new HashSet<int>();
        foreach (var vote in certificate.Votes)
        {
            var voter = world.Consortium.IndexOf(new Digest(vote.Validator.Span));
            Require(
                voter is not null && voters.Add(voter.Value),
                $"Node {node} holds a certificate of {certificate.Height} with a foreign vote or one twice");
            Require(
                voter == world.Faults.Liar ||
                    _signed.Contains((voter!.Value, certificate.Height, new Digest(certificate.BlockHash.Span), vote.Time)),
                $"Node {node} holds a certificate of {certificate.Height} with a vote that node {voter} never signed");
        }

        var set = Model.ValidatorsAt(certificate.Height);
        var total = set.Values.Sum();
        var power = voters.Sum(voter => set.GetValueOrDefault(world.Consortium.Validators[voter].Id));
        Require(power * 3 > total * 2, $"Node {node} holds a certificate of {certificate.Height} with {power} of {total} votes");
    }

    private void CheckFinal(int node, NodeCore core, ulong height)
    {
        var block = core.Chain.Blocks.GetBlock(height)!;
        var hash = HashOf(block);
        if (height <= FinalHeight)
        {
            Require(
                _final[(int)height - 1] == hash,
                $"Two blocks are final at {height}: {_final[(int)height - 1]}, and {hash} on node {node}");
            return;
        }

        _final.Add(hash);
        world.Trace.Add($"final {height} on n{node}");
        Model.Apply(height, core.Chain.Blocks.GetHeader(height)!.Time, block);
    }

    private Digest HashOf(Block block) => BlockHeader.Hash(world.Consortium.Genesis.Hasher, block.Header.Span);
}
