using Ledger.Execution;
using Ledger.Finality;
using Ledger.Index;
using Ledger.Mempool;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Api.Tests.Proofs;

/// <summary>A node that counts how often a block is read back; the next reads fail where a test says so.</summary>
internal sealed class ReadCountingNode(INode node) : INode, IChain
{
    private int _reads;

    internal int Reads => Volatile.Read(ref _reads);

    internal bool Fails { get; set; }

    public IChain Chain => this;

    public IFinality Finality => node.Finality;

    public IVotes Votes => node.Votes;

    public IEventIndex Index => node.Index;

    public IMempool Pool => node.Pool;

    public GenesisFile Genesis => node.Chain.Genesis;

    public ChainHead Head => node.Chain.Head;

    public ChainStore Blocks => node.Chain.Blocks;

    public IStateHistory State => node.Chain.State;

    public ValidatorRoster ValidatorsFor(ulong height) => node.Chain.ValidatorsFor(height);

    public Digest? HashOf(ulong height) => node.Chain.HashOf(height);

    public IReadOnlyList<StoredTransaction> ReadTransactions(ulong height)
    {
        Interlocked.Increment(ref _reads);
        return Fails ? throw new StorageException(StorageError.Device, "The disk fails.") : node.Chain.ReadTransactions(height);
    }
}
