using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;
using Ledger.State;

namespace Ledger.Execution;

/// <summary>
/// Turns a batch into a block on top of a head. A function of the chain alone: no clock, no chance, no order but the batch's.
/// </summary>
internal sealed class BlockExecutor(
    GenesisFile genesis, ChainStore blocks, StateStore state, BatchVerifier verifier, ExecutionOptions options)
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private static readonly byte[] LimitsKey = MembershipTables.Limits.Key(MembershipTables.Current);
    private static readonly byte[] RulesKey = MembershipTables.Rules.Key(MembershipTables.Current);
    private readonly BatchReader _batches = new(genesis, verifier.Verifier);
    private readonly BlockTime _time = new(genesis, blocks, verifier.Verifier);
    private readonly LandedExpiry _expiry = new(state);
    private readonly SignerBook _signers = new(options.SignersKept);
    private volatile ChainLimits? _lateLimits;

    /// <summary>The validator set as it stands in the state after a height.</summary>
    internal ValidatorRoster RosterAt(ulong height) => RosterOf(state.GetAt(ValidatorsKey, height));

    /// <summary>Reads a batch whose turn has not come; null before the first block was executed. On any thread.</summary>
    internal BatchAhead? ReadAhead(ReadOnlyMemory<byte> batchBytes) =>
        _lateLimits is { } limits ? BatchAhead.Read(batchBytes, genesis, limits, _signers, verifier) : null;

    /// <summary>The block is the head now.</summary>
    internal void OnCommitted(ExecutedBlock block) => _signers.OnCommitted(block.StateUpdate.Changes);

    internal ExecutedBlock Execute(ChainHead head, ReadOnlyMemory<byte> batchBytes, BatchAhead? ahead)
    {
        var hasher = genesis.Hasher;
        var height = head.Height + 1;
        var layered = new LayeredState(state);
        var rules = MembershipTables.Rules.Read(layered, RulesKey) ?? throw Missing("rules");
        RequireKnown(rules);
        var limits = MembershipTables.Limits.Read(layered, LimitsKey) ?? throw Missing("limits");
        _lateLimits = limits;
        ahead = ahead is not null && ahead.Ordered.Equals(batchBytes) && ahead.Limits.Equals(limits) ? ahead : null;
        var read = _batches.Read(batchBytes, height, head.NextValidators, limits, ahead);
        var batch = read.Batch;
        var (time, timeProofHeight) = _time.Of(head, batch.TimeProof);
        var scope = new BlockScope(genesis.ChainId, genesis.Suite, hasher, verifier.Verifier, height, time, rules.Version);

        _expiry.DeleteOld(layered, time, head.Header.Time);
        if (TimePoint.IsWritten(rules.Version, layered.Get(TimePoint.Key), timeProofHeight))
        {
            layered.PutInBlock(TimePoint.Key, TimePoint.Value(timeProofHeight));
        }

        var transactions = new TransactionExecutor(scope, limits, layered, verifier, _signers, options)
            .Execute(batch.Transactions, read.Outcome == BatchOutcome.Counts ? ahead : null);

        var changes = layered.Changes();
        var update = state.Prepare(height, changes);
        options.Observer?.OnStageEnd(ExecutionStage.PrepareState);
        var header = new BlockHeader(
            genesis.ChainId, height, time, head.Hash,
            BlockRoots.Transactions(hasher, transactions), BlockRoots.Receipts(hasher, transactions),
            new Digest(update.Root), head.History.Root(hasher), head.NextValidators.Hash, new Digest(batch.Proposer.Span), rules.Version);
        var headerBytes = header.Encode();
        var hash = BlockHeader.Hash(hasher, headerBytes);
        var history = head.History.Append(hasher, MerkleTree.LeafHash(hasher, hash.ToArray()));
        var next = layered.Written(ValidatorsKey) is { } set ? RosterOf(set) : head.NextValidators;
        var newHead = new ChainHead(header, hash, history, timeProofHeight, next);
        options.Observer?.OnStageEnd(ExecutionStage.MakeHeader);
        return new ExecutedBlock(newHead, head.NextValidators, headerBytes, read, transactions, update);
    }

    // A program that is older than its chain would make other blocks than the rest, or the same by luck: it stops before it signs.
    private static void RequireKnown(RuleVersion rules)
    {
        if (rules.Version > ContractDispatcher.RuleVersionKnown)
        {
            throw new InvariantException(
                $"From block {rules.ActiveFrom} on the chain's rules are of version {rules.Version}, and this program knows those up to " +
                $"{ContractDispatcher.RuleVersionKnown}. Nothing is lost: start a program that knows them on the same data directory.");
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

    private static InvariantException Missing(string table) =>
        new($"The state has no membership/{table}/current: it was not made from a genesis.");
}
