using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>What must hold of each honest node once a run is over.</summary>
internal static class EndRules
{
    /// <summary>
    /// Final blocks are the same to the byte: header, receipts and batch. A forking orderer may give other unreadable bytes for the same
    /// block.
    /// </summary>
    internal static void CheckBlocks(Simulation world, SimulatedNode node, SimulatedNode other)
    {
        var height = Math.Min(node.Core!.Finality.FinalHeight, other.Core!.Finality.FinalHeight);
        for (; height > 0; height--)
        {
            var (own, others) = (node.Core.Chain.Blocks.GetBlock(height)!, other.Core.Chain.Blocks.GetBlock(height)!);
            Referee.Require(
                own.Header == others.Header && own.Receipts.SequenceEqual(others.Receipts) &&
                    (world.Orderer.Forks || own.Batch == others.Batch),
                $"Nodes {node.Index} and {other.Index} hold different blocks {height} of {world.Orderer.Last}");
        }
    }

    /// <summary>Every transaction that is final anywhere is at the same place here.</summary>
    internal static void CheckPlaces(LedgerModel model, SimulatedNode node)
    {
        foreach (var (id, place) in model.Landed)
        {
            if (place.Height <= node.Core!.Finality.FinalHeight)
            {
                var found = node.Core.Chain.Blocks.FindTransaction(id);
                Referee.Require(
                    found == place,
                    $"Transaction {id} is final at {place}; node {node.Index} has it at {found?.ToString() ?? "no place"}");
            }
        }
    }

    /// <summary>Every block that changed the validator set has a certificate of its own, on every node that went on.</summary>
    internal static void CheckSteps(LedgerModel model, SimulatedNode node)
    {
        foreach (var height in model.ValidatorSteps.Where(height => height <= node.Core!.Finality.FinalHeight))
        {
            Referee.Require(
                node.Core!.Votes.ReadCertificate(height) is not null,
                $"Node {node.Index} went on above block {height}, which changes the validator set, without its certificate");
        }
    }

    /// <summary>
    /// The events are the same on each node, numbered without a gap, and come out the same when all blocks are indexed again.
    /// </summary>
    internal static void CheckIndex(SimulatedNode node, SimulatedNode other)
    {
        var core = node.Core!;
        var height = Math.Min(core.Index.Height, other.Core!.Index.Height);
        Referee.Require(
            core.Index.Height == core.Finality.FinalHeight,
            $"Node {node.Index} has indexed {core.Index.Height} of {core.Finality.FinalHeight} final blocks");
        var events = core.Index.Read(1, int.MaxValue);
        Referee.Require(
            events.Select(one => one.Cursor).SequenceEqual(Enumerable.Range(1, events.Count).Select(cursor => (ulong)cursor)),
            $"Node {node.Index} numbers its events with gaps");
        Referee.Require(
            UpTo(events, height).SequenceEqual(UpTo(other.Core.Index.Read(1, int.MaxValue), height)),
            $"Nodes {node.Index} and {other.Index} tell different events");
        core.Reindex();
        Referee.Require(core.Index.Read(1, int.MaxValue).SequenceEqual(events), $"Node {node.Index} tells other events after a reindex");
    }

    private static IEnumerable<ByteString> UpTo(IEnumerable<EventRecord> events, ulong height) =>
        events.TakeWhile(one => one.Height <= height).Select(one => one.ToByteString());
}
