using Google.Protobuf;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Fuzz.Targets;

/// <summary>Transactions and batches of them.</summary>
internal static class TransactionTargets
{
    private const int ExecuteCost = 40;

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var genesis = world.Genesis;
        var limits = genesis.Content.Limits;
        yield return new FuzzTarget("transaction", world.SignedTransactions, input =>
        {
            var refused = TransactionReader.TryRead(input, genesis.Hasher, genesis.ChainId, limits, out var transaction);
            Require(refused.IsRefused == transaction is null, "A transaction was read and refused, or neither.");
            Require(
                refused.Code == RefusalCode.None || RefusalCatalog.Find(refused.Code) is not null,
                "The refusal's code is in no catalogue.");
            return refused.Code.ToString();
        });

        var chain = world.OpenChain();
        var small = new Batch(world.Batch);
        small.Transactions.RemoveAt(0);
        byte[][] batches = [world.Batch.ToByteArray(), small.ToByteArray()];
        yield return new FuzzTarget("batch", batches, input => Execute(chain, world.Ordered(input)), ExecuteCost);
        yield return new FuzzTarget("ordered_batch", [.. batches.Select(batch => world.Ordered(batch))], input => Execute(chain, input),
            ExecuteCost);
    }

    // Never committed: each input meets the same state.
    private static string Execute(Chain chain, byte[] input)
    {
        var block = chain.Execute(input);
        foreach (var executed in block.Transactions)
        {
            var code = (RefusalCode)executed.Receipt.Code;
            Require(code == RefusalCode.None || RefusalCatalog.Find(code) is not null, "A receipt's code is in no catalogue.");
        }

        return block.Transactions.Count == 0 ? $"empty block: {block.BatchOutcome}" : $"{(RefusalCode)block.Transactions[0].Receipt.Code}";
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
