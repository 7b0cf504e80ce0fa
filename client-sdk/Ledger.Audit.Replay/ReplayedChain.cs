using Ledger.Audit.Replay.State;
using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Audit.Replay;

/// <summary>
/// A chain executed again from its genesis file on an empty state, block by block, and compared with what it claims to be: header,
/// receipts, roots, and the certificate where there is one. It believes nothing of the node that the blocks came from, and shares with
/// nodes only what messages are, what hashes and signatures are, and the contracts. Checks come one after another;
/// <see cref="Prepare"/> may run beside them.
/// </summary>
public sealed class ReplayedChain : IDisposable
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private static readonly byte[] LimitsKey = MembershipTables.Limits.Key(MembershipTables.Current);
    private static readonly byte[] RulesKey = MembershipTables.Rules.Key(MembershipTables.Current);
    private static readonly byte[] LandedPrefix = LandedTransactions.Prefix.ToArray();
    private const int EntriesAtOnce = 4096;
    private readonly GenesisFile _genesis;
    private readonly ISignatureVerifier _verifier;
    private readonly ReplayOptions _options;
    private readonly StateTree _state;
    private readonly KnownSigners _signers = new();
    private readonly TimeProofs _timeProofs = new();
    private MerkleFrontier _history;
    private volatile ChainLimits _limits;
    private byte[] _landedFrom = LandedPrefix;

    /// <summary>Begins at genesis.</summary>
    /// <param name="genesis">The chain, from a file that the auditor trusts.</param>
    /// <param name="verifier">Checks signatures.</param>
    /// <param name="options">How it is done; never what comes out of it.</param>
    /// <exception cref="InvalidDataException">The genesis file contradicts itself.</exception>
    /// <exception cref="IOException">The state's file cannot be made.</exception>
    public ReplayedChain(GenesisFile genesis, ISignatureVerifier verifier, ReplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(options);
        _genesis = genesis;
        _verifier = verifier;
        _options = options;
        _state = new StateTree(genesis.Hasher, options.StateFile, options.NodesInMemoryMax);
        _state.Apply([.. GenesisState.Build(genesis).Select(entry => KeyValuePair.Create(entry.Key, (byte[]?)entry.Value))]);
        var empty = MerkleTree.Root(genesis.Hasher, []);
        Header = new BlockHeader(
            genesis.ChainId, 0, genesis.Content.Time, Digest.Zero, empty, empty, _state.Root, empty, genesis.Validators.Hash, Digest.Zero,
            genesis.Content.RuleVersion);
        Hash = BlockHeader.Hash(genesis.Hasher, Header.Encode());
        NextValidators = genesis.Validators;
        _history = MerkleFrontier.Empty.Append(genesis.Hasher, MerkleTree.LeafHash(genesis.Hasher, Hash.ToArray()));
        _timeProofs.Add(Header, Hash);
        _limits = LimitsNow(new BlockState(_state));
    }

    /// <summary>The newest block that came out as it claims to be; genesis at first.</summary>
    public BlockHeader Header { get; private set; }

    /// <summary>Its hash.</summary>
    public Digest Hash { get; private set; }

    /// <summary>The set that finalises the next block.</summary>
    public ValidatorRoster NextValidators { get; private set; }

    /// <summary>The newest height whose certificate was checked; all below it are final with it.</summary>
    public ulong CertifiedHeight { get; private set; }

    /// <summary>Transactions executed so far.</summary>
    public long Transactions { get; private set; }

    /// <summary>The value of a state key as the replay has it; null where there is none.</summary>
    public byte[]? Get(byte[] key) => _state.Get(key);

    /// <summary>
    /// Takes a block for executed, as an earlier audit did: <see cref="Restore"/> follows the last of them. None may be checked before.
    /// </summary>
    /// <param name="header">Its header, on top of the one before.</param>
    /// <param name="hash">The header's hash.</param>
    /// <param name="timeProof">That of the point that it leads to.</param>
    public void Skip(BlockHeader header, Digest hash, ulong timeProof)
    {
        ArgumentNullException.ThrowIfNull(header);
        (Header, Hash) = (header, hash);
        _history = _history.Append(_genesis.Hasher, MerkleTree.LeafHash(_genesis.Hasher, hash.ToArray()));
        _timeProofs.Skip(header, hash, timeProof);
    }

    /// <summary>
    /// What the next block is executed on, beside the headers below: to be kept, and given to <see cref="Restore"/> again.
    /// </summary>
    public ReplayPoint Point() => new(_timeProofs.Newest, Transactions, _state.Entries());

    /// <summary>Puts the state of the newest skipped block in place of genesis'.</summary>
    /// <param name="point">As <see cref="Point"/> gave it.</param>
    /// <param name="certifiedHeight">The newest height below or at that block whose certificate was checked.</param>
    /// <returns>Whether the entries are that block's state: its header commits to them.</returns>
    /// <exception cref="IOException">The state's file could not be written or read.</exception>
    public bool Restore(ReplayPoint point, ulong certifiedHeight)
    {
        ArgumentNullException.ThrowIfNull(point);
        var before = _state.Entries().Select(entry => entry.Key).ToHashSet(StateKeyComparer.Instance);
        foreach (var some in point.Entries.Chunk(EntriesAtOnce))
        {
            before.ExceptWith(some.Select(entry => entry.Key));
            _state.Apply([.. some.Select(entry => KeyValuePair.Create(entry.Key, (byte[]?)entry.Value))]);
        }

        _state.Apply([.. before.Order(StateKeyComparer.Instance).Select(key => KeyValuePair.Create(key, (byte[]?)null))]);
        if (_state.Root != Header.StateRoot || point.TimeProof != _timeProofs.Newest)
        {
            return false;
        }

        var state = new BlockState(_state);
        _limits = LimitsNow(state);
        NextValidators = ValidatorRoster.TryCreate(_genesis.Hasher, MembershipTables.Validators.Read(state, ValidatorsKey)
            ?? throw Missing("validators")) ?? throw Missing("validators");
        (CertifiedHeight, Transactions) = (certifiedHeight, point.Transactions);
        return true;
    }

    /// <summary>Ends it; its file goes with it.</summary>
    public void Dispose() => _state.Dispose();

    /// <summary>Reads a block and verifies what can be verified of it before its turn. On any thread.</summary>
    public PreparedBlock Prepare(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var limits = _limits;
        if ((uint)block.Batch.Length > limits.BatchBytesMax || BatchBytes.TryRead(block.Batch.Memory) is not var (signed, batch))
        {
            return new PreparedBlock(block, limits, null, [], []);
        }

        var read = TransactionReader.ReadAll(batch.Transactions, _genesis.Hasher, _genesis.ChainId, limits);
        var keys = Array.ConvertAll(read, one => one.Transaction is { } transaction ? _signers.HintOf(transaction.Signer) : null);
        var places = Enumerable.Range(0, read.Length)
            .Where(i => keys[i] is { } key && key.Algorithm == read[i].Transaction!.Algorithm).ToArray();
        var valid = new bool[places.Length];
        _verifier.Verify(Array.ConvertAll(places, i => read[i].Transaction!.SignatureCheck(keys[i]!)), valid);
        var verified = new PublicKey?[read.Length];
        for (var i = 0; i < places.Length; i++)
        {
            verified[places[i]] = valid[i] ? keys[places[i]] : null;
        }

        return new PreparedBlock(block, limits, (signed, batch), read, verified);
    }

    /// <summary>
    /// Executes the next block; null where everything is as it claims. After a difference nothing more can be checked above it.
    /// </summary>
    /// <param name="prepared">The block.</param>
    /// <param name="certificate">Its certificate, where there is one.</param>
    /// <exception cref="IOException">The state's file could not be written or read.</exception>
    public ReplayDifference? Check(PreparedBlock prepared, QuorumCertificate? certificate)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        if (Header.ValidatorsHash != NextValidators.Hash && CertifiedHeight != Header.Height)
        {
            return new ReplayDifference(
                Header.Height, "quorum certificate", "one of its own, as the block changes the validator set", "none");
        }

        var finalisers = NextValidators;
        var (header, receipts) = Execute(prepared);
        var block = prepared.Block;
        var hash = BlockHeader.Hash(_genesis.Hasher, header.Encode());
        var difference = Difference.OfHeader(block.Header.Span, header)
            ?? Difference.OfReceipts(header.Height, block.Receipts, receipts) ?? CheckCertificate(header, hash, finalisers, certificate);
        if (difference is null)
        {
            Header = header;
            Hash = hash;
            _history = _history.Append(_genesis.Hasher, MerkleTree.LeafHash(_genesis.Hasher, hash.ToArray()));
            _timeProofs.Add(header, hash);
            Transactions += receipts.Count;
        }

        return difference;
    }

    private (BlockHeader Header, IReadOnlyList<byte[]> Receipts) Execute(PreparedBlock prepared)
    {
        var (hasher, height, validators) = (_genesis.Hasher, Header.Height + 1, NextValidators);
        var state = new BlockState(_state);
        var rules = MembershipTables.Rules.Read(state, RulesKey) ?? throw Missing("rules");
        if (rules.Version > ContractDispatcher.RuleVersionKnown)
        {
            throw new InvalidDataException(
                $"From block {rules.ActiveFrom} on the chain's rules are of version {rules.Version}, and this program knows those up to " +
                $"{ContractDispatcher.RuleVersionKnown}: audit it with a newer one.");
        }

        _limits = LimitsNow(state);
        prepared = prepared.Limits.Equals(_limits) ? prepared : Prepare(prepared.Block);
        var counts = Counts(prepared, height);
        var batch = counts ? prepared.Batch!.Value.Batch : null;
        var time = _timeProofs.TimeOf(Header, validators, batch?.TimeProof, _genesis.ChainId, _verifier);
        DeleteOldLanded(state, time);
        if (TimePoint.IsWritten(rules.Version, state.Get(TimePoint.Key), _timeProofs.Newest))
        {
            state.SetInBlock(TimePoint.Key, TimePoint.Value(_timeProofs.Newest));
        }

        var scope = new BlockScope(_genesis.ChainId, _genesis.Suite, hasher, _verifier, height, time, rules.Version);
        var replay = new BlockReplay(scope, _limits, state, _signers, _options.Calls);
        var (receipts, leaves) = counts ? replay.Execute(prepared.Transactions, prepared.Verified) : ([], []);

        var changes = state.Changes();
        _state.Apply(changes);
        _signers.OnChanges(changes);
        if (state.Written(ValidatorsKey) is { } set)
        {
            NextValidators = ValidatorRoster.TryCreate(hasher, ValidatorSet.Parser.ParseFrom(set)) ?? throw Missing("validators");
        }

        var receiptLeaves = MerkleTree.LeafHashes(hasher, [.. receipts.Select(receipt => (ReadOnlyMemory<byte>)receipt)]);
        var header = new BlockHeader(
            _genesis.ChainId, height, time, Hash, MerkleTree.Root(hasher, leaves), MerkleTree.Root(hasher, receiptLeaves), _state.Root,
            _history.Root(hasher), validators.Hash, batch is null ? Digest.Zero : new Digest(batch.Proposer.Span), rules.Version);
        return (header, receipts);
    }

    // docs/spec/finality.md, Order: what makes a batch count.
    private bool Counts(PreparedBlock prepared, ulong height) =>
        prepared.Batch is var (signed, batch)
        && NextValidators.FindKey(new Digest(batch.Proposer.Span)) is { } key
        && BatchBytes.IsSigned(signed, _genesis, height, key, _verifier);

    private void DeleteOldLanded(BlockState state, long time)
    {
        var first = _state.KeysFrom(LandedPrefix, _landedFrom).FirstOrDefault();
        var oldest = first is null ? long.MaxValue : LandedTransactions.NotAfterOf(first);
        _landedFrom = LandedTransactions.From(Math.Min(oldest, Header.Time));
        if (!LandedTransactions.IsDeletable(oldest, time, Header.Time))
        {
            return;
        }

        foreach (var key in _state.KeysFrom(LandedPrefix, _landedFrom).Take(LandedTransactions.DeletedPerBlockMax)
            .TakeWhile(key => LandedTransactions.IsDeletable(LandedTransactions.NotAfterOf(key), time, Header.Time)))
        {
            state.SetInBlock(key, null);
        }
    }

    private ReplayDifference? CheckCertificate(
        BlockHeader header, Digest hash, ValidatorRoster finalisers, QuorumCertificate? certificate)
    {
        if (certificate is null)
        {
            return null;
        }

        var error = QuorumCertificates.Check(certificate, _genesis.ChainId, header.Height, hash, finalisers, _verifier);
        if (error != QuorumCertificateError.None)
        {
            return new ReplayDifference(header.Height, "quorum certificate", "one that holds", $"{error}");
        }

        CertifiedHeight = header.Height;
        return null;
    }

    private static ChainLimits LimitsNow(IStateReader state) => MembershipTables.Limits.Read(state, LimitsKey) ?? throw Missing("limits");

    private static InvalidDataException Missing(string table) =>
        new($"The state has no membership/{table}/current that can be read: it was not made from a genesis file.");
}
