using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>
/// One node's copy of the chain: computes the next block from a batch, and makes it the head once it is written. One writer, who holds
/// this; readers hold <see cref="IChain"/>.
/// </summary>
public sealed class Chain : IChain
{
    private readonly IStore _store;
    private readonly ExecutionOptions _options;
    private readonly BlockExecutor _executor;
    private volatile ChainHead _head;

    private Chain(GenesisFile genesis, IStore store, StateStore state, ISignatureVerifier verifier, ExecutionOptions options)
    {
        Genesis = genesis;
        State = state;
        Blocks = new ChainStore(store);
        _store = store;
        _options = options;
        _executor = new BlockExecutor(genesis, Blocks, state, new BatchVerifier(verifier, options), options);
        _head = ReadHead() ?? (ChainInstaller.IsUnfinished(store) ? throw Unfinished() : WriteGenesis());
        KeepMissingLinks();
    }

    /// <inheritdoc/>
    public GenesisFile Genesis { get; }

    /// <inheritdoc/>
    public ChainHead Head => _head;

    /// <inheritdoc/>
    public ChainStore Blocks { get; }

    /// <summary>The state, which this prepares and commits.</summary>
    public StateStore State { get; }

    IStateHistory IChain.State => State;

    /// <summary>Opens the chain in a store where it was left, or begins it from genesis in an empty one.</summary>
    /// <exception cref="StorageException">The store failed, or what it holds does not fit together.</exception>
    /// <exception cref="InvalidDataException">The genesis file is inconsistent.</exception>
    public static Chain Open(
        GenesisFile genesis, IStore store, ISignatureVerifier verifier, StateOptions stateOptions, ExecutionOptions options) =>
        new(genesis, store, new StateStore(store, genesis.Hasher, stateOptions), verifier, options);

    /// <inheritdoc/>
    public ValidatorRoster ValidatorsFor(ulong height)
    {
        var head = _head;
        if (height > head.Height)
        {
            return head.NextValidators;
        }

        var hash = Blocks.GetHeader(height)?.ValidatorsHash;
        return hash == head.NextValidators.Hash
            ? head.NextValidators
            : (hash is { } known && Blocks.FindValidators(known) is { } set ? ValidatorRoster.TryCreate(Genesis.Hasher, set) : null)
                ?? throw new StorageException(
                    StorageError.Corrupt,
                    $"The validator set of block {height} is missing: the data directory is damaged. Move it away, keep the vote lock " +
                    $"beside it, and let the node catch up from the others.");
    }

    /// <inheritdoc/>
    public Digest? HashOf(ulong height) =>
        height <= _head.Height && Blocks.GetBlock(height) is { } block ? BlockHeader.Hash(Genesis.Hasher, block.Header.Span) : null;

    /// <summary>Computes the block that <paramref name="batch"/> makes on top of the head. Writes nothing.</summary>
    /// <exception cref="InvariantException">The chain lacks what it must hold: this node must not sign anything on top of it.</exception>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    /// <param name="batch">The batch, as ordered.</param>
    /// <param name="ahead">What <see cref="ReadAhead"/> made of these very bytes; used where it still holds.</param>
    public ExecutedBlock Execute(ReadOnlyMemory<byte> batch, BatchAhead? ahead = null) => _executor.Execute(_head, batch, ahead);

    /// <summary>
    /// Reads and verifies a batch while those before it are executed; null where that cannot be done yet. On any thread; it says nothing of
    /// the batch until <see cref="Execute"/> has used it.
    /// </summary>
    public BatchAhead? ReadAhead(ReadOnlyMemory<byte> batch) => _executor.ReadAhead(batch);

    /// <summary>Writes a block, and with it whatever <paramref name="with"/> holds, in one batch, and makes it the head.</summary>
    /// <param name="block">The block.</param>
    /// <param name="with">What is written with it.</param>
    /// <param name="durable">
    /// False where a power cut may take it, and those above it, since others have it as final: a later durable write keeps it too.
    /// </param>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public void Commit(ExecutedBlock block, WriteSet with, bool durable = true)
    {
        var stored = ChainStore.Write(with, block, _options.SnapshotEvery);
        block.StateUpdate.WriteTo(with);
        _store.Write(with, durable);
        Blocks.Remember(block.Header.Height, stored);
        State.Commit(block.StateUpdate);
        _executor.OnCommitted(block);
        _head = block.Head;
        if (block.Head.ChangesValidators)
        {
            KeepLink(block.Header.Height);
        }
    }

    /// <summary>
    /// Puts the state's trie on disk where that is due. Call it after <see cref="Commit"/>, once what waits for the block has gone out:
    /// nothing is lost where it is not called, or does not come to its end, but memory and the time to start.
    /// </summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public void KeepTrie()
    {
        if (!State.IsCheckpointDue)
        {
            return;
        }

        var checkpoint = new WriteSet();
        State.WriteCheckpoint(checkpoint);
        _store.Write(checkpoint, durable: false); // the log is one sequence: it is there once a later block is
        State.CommitCheckpoint();
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredTransaction> ReadTransactions(ulong height)
    {
        var block = Blocks.GetBlock(height)
            ?? throw new StorageException(
                StorageError.Corrupt,
                $"Block {height} is missing: the data directory is damaged. Move it away, keep the vote lock beside it, and let the " +
                $"node catch up from the others.");
        return StoredTransactions.Read(Genesis, block);
    }

    private static StorageException Unfinished() => new(
        StorageError.Corrupt,
        "A node began here at a snapshot, and has not all of it yet. Start the node, which goes on where it was; or move the data " +
        "directory away, keep the vote lock beside it, and let the node begin anew.");

    // The state of the height may be pruned one day, and who begins at a snapshot asks who made the set that signed it.
    private void KeepLink(ulong height)
    {
        var write = new WriteSet();
        var link = new ValidatorLink
        {
            Header = Blocks.GetBlock(height)!.Header,
            Proof = State.Prove(MembershipTables.Validators.Key(MembershipTables.Current), height).ToMessage(),
        };
        ChainStore.PutLink(write, height, link);
        _store.Write(write, durable: false);
    }

    // Of a version that kept none, or lost in a crash.
    private void KeepMissingLinks()
    {
        var known = Blocks.ReadLinks(0).Select(one => one.Height).ToHashSet();
        foreach (var height in Blocks.ReadValidators().Select(set => set.Since).Where(height => height > 0 && !known.Contains(height)))
        {
            if (height >= State.OldestVersion && height <= State.Version && Blocks.GetBlock(height) is not null)
            {
                KeepLink(height);
            }
        }
    }

    private ChainHead? ReadHead()
    {
        if (Blocks.ReadHead() is not var (height, timeProofHeight, history))
        {
            return null;
        }

        var block = Blocks.GetBlock(height);
        if (block is null || !BlockHeader.TryDecode(block.Header.Span, out var header) || State.Version != height ||
            !State.Root.AsSpan().SequenceEqual(header.StateRoot.ToArray()))
        {
            throw new StorageException(
                StorageError.Corrupt,
                $"The data directory's head is block {height}, but its block or state does not belong to it. Move the directory away, " +
                $"keep the vote lock beside it, and let the node catch up from the others.");
        }

        Blocks.FillHistory(Genesis.Hasher, height);
        var hash = BlockHeader.Hash(Genesis.Hasher, block.Header.Span);
        return new ChainHead(header, hash, history, timeProofHeight, _executor.RosterAt(height));
    }

    private ChainHead WriteGenesis()
    {
        var changes = GenesisState.Build(Genesis).Select(entry => new StateChange(entry.Key, entry.Value)).ToList();
        var update = State.Prepare(0, changes);
        var emptyRoot = MerkleTree.Root(Genesis.Hasher, []);
        var header = new BlockHeader(
            Genesis.ChainId, 0, Genesis.Content.Time, Digest.Zero, emptyRoot, emptyRoot, new Digest(update.Root), emptyRoot,
            Genesis.Validators.Hash, Digest.Zero, Genesis.Content.RuleVersion);
        var bytes = header.Encode();
        var hash = BlockHeader.Hash(Genesis.Hasher, bytes);
        var history = MerkleFrontier.Empty.Append(Genesis.Hasher, MerkleTree.LeafHash(Genesis.Hasher, hash.ToArray()));
        var head = new ChainHead(header, hash, history, 0, Genesis.Validators);
        var write = new WriteSet();
        var block = new ExecutedBlock(head, Genesis.Validators, bytes, batch: null, [], update);
        ChainStore.Write(write, block, _options.SnapshotEvery);
        update.WriteTo(write);
        _store.Write(write, durable: true);
        State.Commit(update);
        return head;
    }
}
