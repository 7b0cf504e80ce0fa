using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>A chain over a store in memory, fed with batches.</summary>
internal sealed class ExecutedChain(MemoryStore store, CallHandler? calls = null)
{
    internal ExecutedChain() : this(new MemoryStore())
    {
    }

    internal MemoryStore Store => store;

    internal Chain Chain { get; } = Open(store, calls);

    internal static Chain Open(MemoryStore store, CallHandler? calls = null) =>
        Chain.Open(
            TestChain.Genesis,
            store,
            TestChain.Verifier,
            new StateOptions(),
            new ExecutionOptions { Calls = calls ?? ContractDispatcher.Execute });

    /// <summary>The next block, of a batch that is signed for it.</summary>
    internal ExecutedBlock Execute(byte[] batch) => Chain.Execute(Ordered(batch));

    /// <summary>The next block, of a batch that is signed for it, written.</summary>
    internal ExecutedBlock Apply(byte[] batch) => ApplyOrdered(Ordered(batch));

    /// <summary>The next block, of whatever was ordered, written.</summary>
    internal ExecutedBlock ApplyOrdered(byte[] ordered)
    {
        var block = Chain.Execute(ordered);
        Chain.Commit(block, new WriteSet());
        return block;
    }

    /// <summary>The state but for what has landed: what transactions did.</summary>
    internal IReadOnlyList<string> Done() => [.. Chain.State.Scan([], int.MaxValue)
        .Where(entry => !entry.Key.AsSpan().StartsWith(LandedTransactions.Prefix.Span))
        .Select(entry => $"{Convert.ToHexString(entry.Key)}={Convert.ToHexString(entry.Value)}")];

    /// <summary>The codes of the next block's receipts.</summary>
    internal IReadOnlyList<RefusalCode> Codes(params byte[][] transactions) =>
        [.. Apply(TestChain.Batch(transactions)).Transactions.Select(one => (RefusalCode)one.Receipt.Code)];

    /// <summary>A certificate of the first three validators for a block of this chain.</summary>
    internal QuorumCertificate Certify(ulong height, params long[] times) => TestChain.Certificate(height, HashOf(height), times);

    private byte[] Ordered(byte[] batch) => TestChain.Ordered(Chain.Head.Height + 1, batch);

    private Digest HashOf(ulong height) => BlockHeader.Hash(TestChain.Genesis.Hasher, Chain.Blocks.GetBlock(height)!.Header.Span);
}
