using Ledger.Contracts;
using Ledger.Contracts.Membership;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;

namespace Ledger.Execution;

/// <summary>Turns a batch into a block on top of a head. A function of the chain alone: no clock, no chance, no order but the batch's.</summary>
internal sealed class BlockExecutor(GenesisFile genesis, ChainStore blocks, StateStore state, BatchVerifier verifier, IExecutionObserver? observer)
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private static readonly byte[] LimitsKey = MembershipTables.Limits.Key(MembershipTables.Current);
    private static readonly byte[] RulesKey = MembershipTables.Rules.Key(MembershipTables.Current);
    private readonly BlockTime _time = new(genesis, blocks, verifier.Verifier);

    /// <summary>The validator set as it stands in the state after a height.</summary>
    internal ValidatorRoster RosterAt(ulong height) => RosterOf(state.GetAt(ValidatorsKey, height));

    internal ExecutedBlock Execute(ChainHead head, ReadOnlyMemory<byte> batchBytes)
    {
        var hasher = genesis.Hasher;
        var batch = BatchReader.Read(batchBytes);
        var height = head.Height + 1;
        var (time, timeProofHeight) = _time.Of(head, batch.TimeProof);
        var layered = new LayeredState(state);
        var rules = MembershipTables.Rules.Read(layered, RulesKey) ?? throw Missing("rules");
        var limits = MembershipTables.Limits.Read(layered, LimitsKey) ?? throw Missing("limits");
        var scope = new BlockScope(genesis.ChainId, genesis.Suite, hasher, verifier.Verifier, height, time, rules.Version);

        var transactions = new TransactionExecutor(scope, limits, blocks, layered, verifier, observer).Execute(batch.Transactions);

        var changes = layered.Changes();
        CheckInvariants(changes, layered, time);
        observer?.OnStageEnd(ExecutionStage.CheckInvariants);
        var update = state.Prepare(height, changes);
        observer?.OnStageEnd(ExecutionStage.PrepareState);
        var header = new BlockHeader(
            genesis.ChainId, height, time, head.Hash,
            BlockRoots.Transactions(hasher, transactions), BlockRoots.Receipts(hasher, transactions),
            new Digest(update.Root), head.History.Root(hasher), head.NextValidators.Hash, new Digest(batch.Proposer.Span), rules.Version);
        var headerBytes = header.Encode();
        var hash = BlockHeader.Hash(hasher, headerBytes);
        var history = head.History.Append(hasher, MerkleTree.LeafHash(hasher, hash.ToArray()));
        var next = layered.Get(ValidatorsKey) is { } set && !ReferenceEquals(set, layered.GetCommitted(ValidatorsKey)) ? RosterOf(set) : head.NextValidators;
        var newHead = new ChainHead(header, hash, history, timeProofHeight, next);
        observer?.OnStageEnd(ExecutionStage.MakeHeader);
        return new ExecutedBlock(newHead, head.NextValidators, headerBytes, batchBytes, transactions, update);
    }

    private static void CheckInvariants(IReadOnlyList<StateChange> changes, LayeredState layered, long time)
    {
        var edits = changes.Select(change => new StateTransition(change.Key, layered.GetCommitted(change.Key), change.Value));
        if (BlockInvariants.Check(edits, layered, time) is { } violation)
        {
            throw new InvariantException($"The next block would break an invariant: {violation} The node does not sign it and stops. Report this with the block's batch.");
        }
    }

    private ValidatorRoster RosterOf(byte[]? encoded)
    {
        if (encoded is null)
        {
            throw Missing("validators");
        }

        return ValidatorRoster.TryCreate(genesis.Hasher, ValidatorSet.Parser.ParseFrom(encoded))
            ?? throw new InvariantException("The validator set in the state is not well formed.");
    }

    private static InvariantException Missing(string table) => new($"The state has no membership/{table}/current: it was not made from a genesis.");
}
