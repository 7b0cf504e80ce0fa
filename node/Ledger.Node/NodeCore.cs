using Google.Protobuf;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Index;
using Ledger.Mempool;
using Ledger.Node.CatchUp;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Node;

/// <summary>
/// A node without threads, sockets or timers: what it does with each batch, message and tick. The runner drives it in production, the
/// simulation on virtual time. One writer, who holds this; readers hold <see cref="INode"/>.
/// </summary>
public sealed partial class NodeCore : INode
{
    private const ulong IndexedPerReport = 256;
    private readonly NodeParts _parts;
    private readonly NodeOptions _options;
    private readonly Queue<FinalBlock> _executed = new();
    private readonly HashSet<Digest> _lateVoters = [];
    private readonly StageTimer _stages;
    private readonly Chain _chain;
    private readonly FinalityEngine _finality;
    private readonly VoteStore _votes;
    private readonly EventIndex _index;
    private long _lastProgressTicks;

    /// <summary>Opens the node where it was left, or at genesis.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    /// <exception cref="ArgumentException">The options keep votes less far ahead than blocks are executed.</exception>
    public NodeCore(NodeParts parts, NodeOptions options)
    {
        // The first votes that can be a quorum may be at the newest block: of a validator that came back on an empty directory, its lock
        // holds it to that.
        if (options.Finality.HeightsMax < options.BlocksAheadMax)
        {
            throw new ArgumentException(
                $"Votes are kept {options.Finality.HeightsMax} heights ahead, and {options.BlocksAheadMax} blocks are executed ahead: " +
                $"some would never be counted.",
                nameof(options));
        }

        _parts = parts;
        _options = options;
        _stages = new StageTimer(parts.Pace);
        Pool = new TransactionPool(options.Mempool);
        _chain = Execution.Chain.Open(
            parts.Genesis, parts.Store, parts.Verifier, options.State,
            options.Execution with { Observer = _stages, HasVerified = Pool.HasVerified });
        var genesisHash = Chain.Head.Height == 0 ? Chain.Head.Hash : GenesisHash();
        _votes = new VoteStore(parts.Store);
        RequireLock();
        _finality = new FinalityEngine(
            parts.Genesis.ChainId, genesisHash, Chain.Head.NextValidators, parts.Verifier, _votes, options.Finality, BlockAt);
        _index = new EventIndex(parts.Store, ReadFinalBlock);
        _lastProgressTicks = parts.Pace.GetTimestamp();
        Recover();
    }

    /// <inheritdoc/>
    public IChain Chain => _chain;

    /// <inheritdoc/>
    public IFinality Finality => _finality;

    /// <inheritdoc/>
    public IVotes Votes => _votes;

    /// <inheritdoc/>
    public IEventIndex Index => _index;

    /// <summary>Transactions that wait: admission puts them in, batches take them out. Safe for use by several threads.</summary>
    public TransactionPool Pool { get; }

    IMempool INode.Pool => Pool;

    /// <summary>
    /// Whether the next batch may be executed, or finality must catch up first: by a few blocks, and up to the head where that changes the
    /// validator set.
    /// </summary>
    public bool CanApply => !AwaitsCertificate && Chain.Head.Height - Finality.FinalHeight < AheadMax;

    // Until the set before has said that this block is final, nobody knows whose votes count next.
    private bool AwaitsCertificate => Chain.Head.ChangesValidators && Finality.FinalHeight < Chain.Head.Height;

    /// <summary>
    /// Executes the batch of the next sequence number, writes the block together with this node's vote, then sends the vote.
    /// </summary>
    /// <exception cref="DivergenceException">The consortium finalised another block.</exception>
    /// <exception cref="InvariantException">The chain lacks what it must hold.</exception>
    /// <exception cref="StorageException">The store failed: nothing of the block was written.</exception>
    /// <exception cref="InvalidOperationException">
    /// The newest block changes the validator set and has no certificate yet: see <see cref="CanApply"/>.
    /// </exception>
    /// <param name="batch">The batch, as ordered.</param>
    /// <param name="ahead">What <see cref="ReadAhead"/> made of these very bytes; null where they were not read yet.</param>
    public NodeStep Apply(ReadOnlyMemory<byte> batch, BatchAhead? ahead = null)
    {
        if (AwaitsCertificate)
        {
            throw new InvalidOperationException(
                $"Block {Chain.Head.Height} changes the validator set and is not final: nothing is executed above it.");
        }

        _stages.Begin();
        return Write(SettledBatch is { } settled ? ExecuteSettled(settled) : _chain.Execute(batch, ahead), _parts.Voter, durable: true);
    }

    /// <summary>
    /// Executes a batch that somebody says makes a block that is final. Writes the block without a vote, which it needs no more, and does
    /// not wait for the disk before <see cref="EndRun"/>; writes nothing and says null where the batch makes another block.
    /// </summary>
    /// <param name="certified">The block.</param>
    /// <param name="ahead">What <see cref="ReadAhead"/> made of its batch; null where it was not read yet.</param>
    /// <exception cref="InvariantException">The chain lacks what it must hold.</exception>
    /// <exception cref="StorageException">The store failed: nothing of the block was written.</exception>
    public NodeStep? ApplyCertified(CertifiedBlock certified, BatchAhead? ahead = null)
    {
        ArgumentNullException.ThrowIfNull(certified);
        if (AwaitsCertificate || certified.Height != Chain.Head.Height + 1)
        {
            return null;
        }

        _stages.Begin();
        var block = _chain.Execute(certified.Batch, ahead);
        return block.Hash == certified.Hash ? Write(block, null, durable: false) : null;
    }

    /// <summary>Makes blocks that were taken from another node durable, all at once, and takes in what makes them final.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public NodeStep EndRun(QuorumCertificate certificate)
    {
        _parts.Store.Sync();
        return Receive(new PeerMessage { Certificate = certificate });
    }

    private NodeStep Write(ExecutedBlock block, Voter? voter, bool durable)
    {
        var candidate = new CandidateBlock(block.Header.Height, block.Hash, block.Validators);
        var write = new WriteSet();
        var vote = MayVote(candidate) ? voter?.Vote(candidate) : null;
        if (vote is not null)
        {
            VoteStore.PutOwnVote(write, vote);
        }

        _stages.End("vote");
        _chain.Commit(block, write, durable);
        _stages.End("write");
        Pool.OnBlock(block.Transactions.Where(EndsWaiting).Select(one => one.Transaction!.Id), block.Header.Time);
        var roomless = block.Transactions.Where(one => (RefusalCode)one.Receipt.Code == RefusalCode.BlockFull);
        Pool.ReturnFromBlock([.. roomless.Select(one => one.Transaction).OfType<SignedTransaction>()]);
        _executed.Enqueue(ToFinalBlock(block));
        _stages.End("mempool");
        var report = BatchReport.Of(block);
        BatchMetrics.Count(report, block.Validators.Find(report.Proposer) is not null);
        var letGo = _parts.Voter is { } own && Chain.Head.MayPropose(own.ValidatorId) ? [] : Pool.LetGo();
        var advanced = _finality.OnExecuted(candidate) is not null;
        if (vote is not null)
        {
            advanced |= _finality.OnVote(vote, out var certificate) == VoteOutcome.Counted && certificate is not null;
            _parts.Network.Broadcast(new PeerMessage { Vote = vote });
        }

        _stages.End("finality");
        if (!advanced && vote is null && voter is not null && !CanApply)
        {
            AskForCertificate();
        }

        _chain.KeepTrie();
        _stages.End("checkpoint");
        Settle();

        return new NodeStep { Final = advanced ? OnAdvanced() : [], Faults = FaultsOf(block), LetGo = letGo, Batch = report };
    }

    /// <summary>Reads a batch whose turn comes later, beside the writer; see <see cref="Chain.ReadAhead"/>.</summary>
    public BatchAhead? ReadAhead(ReadOnlyMemory<byte> batch) => _chain.ReadAhead(batch);

    /// <summary>
    /// Takes in what another validator says. Nothing in it can make this throw but a genuine certificate against this node's own block.
    /// </summary>
    /// <exception cref="DivergenceException">The consortium finalised another block.</exception>
    public NodeStep Receive(PeerMessage message)
    {
        _stages.Begin();
        IReadOnlyList<FinalBlock> final = [];
        switch (message.ContentCase)
        {
            case PeerMessage.ContentOneofCase.Vote:
                var outcome = _finality.OnVote(message.Vote, out var certificate);
                _stages.End("finality");
                if (certificate is not null)
                {
                    final = OnAdvanced();
                }
                else if (outcome == VoteOutcome.BelowFinal)
                {
                    HelpLaggard(message.Vote);
                }

                break;
            case PeerMessage.ContentOneofCase.Certificate:
                if (_finality.OnCertificate(message.Certificate))
                {
                    final = OnAdvanced();
                }

                break;
            case PeerMessage.ContentOneofCase.Wanted:
                Answer(message.Wanted);
                break;
            default:
                break;
        }

        return final.Count == 0 ? NodeStep.Nothing : new NodeStep { Final = final };
    }

    /// <summary>
    /// Repeats this node's votes where nothing has become final for a while, and asks for a certificate where it has no vote that would be
    /// answered.
    /// </summary>
    public void Tick()
    {
        if (_parts.Voter is null || Chain.Head.Height == Finality.FinalHeight
            || _parts.Pace.GetElapsedTime(_lastProgressTicks).TotalMilliseconds < _options.RebroadcastMs)
        {
            return;
        }

        _lastProgressTicks = _parts.Pace.GetTimestamp();
        for (var height = Finality.FinalHeight + 1; height <= Chain.Head.Height; height++)
        {
            if (Votes.ReadOwnVote(height) is { } vote)
            {
                _parts.Network.Broadcast(new PeerMessage { Vote = vote });
            }
        }

        if (Votes.ReadOwnVote(Finality.FinalHeight + 1) is null)
        {
            AskForCertificate();
        }
    }

    /// <summary>Builds the event index anew from all final blocks.</summary>
    public void Reindex()
    {
        _index.Drop();
        CompleteIndex();
    }

    private void AskForCertificate()
    {
        if (_parts.Voter is { } voter)
        {
            var wanted = new CertificateWanted
            {
                Node = ByteString.CopyFrom(voter.ValidatorId.ToArray()),
                Above = Finality.FinalHeight,
                UpTo = Chain.Head.Height,
            };
            _parts.Network.Broadcast(new PeerMessage { Wanted = wanted });
        }
    }

    private void Answer(CertificateWanted wanted)
    {
        if (Digest.TryRead(wanted.Node.Span, out var node) && Votes.ReadNewestCertificate(wanted.Above, wanted.UpTo) is { } certificate)
        {
            _parts.Network.Send(node, new PeerMessage { Certificate = certificate });
        }
    }

    private CandidateBlock? BlockAt(ulong height) =>
        Chain.HashOf(height) is { } hash ? new CandidateBlock(height, hash, Chain.ValidatorsFor(height)) : null;

    // The lock is written before the vote that it is for, so it is never behind: one that is was restored, or is another directory's.
    private void RequireLock()
    {
        var newest = Votes.ReadNewestOwnVote();
        if (_parts.Voter is { } voter && newest > voter.LockedHeight)
        {
            throw new StorageException(
                StorageError.NoVoteLock,
                $"The data directory holds this validator's vote of height {newest}, its vote lock ends at {voter.LockedHeight}: the " +
                $"lock was restored from a backup or is another's. " +
                $"Move it away. {FileVoteLock.WayOut("FILE", voter.ValidatorId)}");
        }
    }

    // The sender voted for what is final here. Where that is not news to it, it gets the lowest certificate that helps: a higher one may be
    // for a block that it must not execute before (BlocksAheadMax).
    private void HelpLaggard(SignedVote vote)
    {
        if (!Digest.TryRead(vote.Vote.Validator.Span, out var validator) || IsMerelyLate(vote, validator))
        {
            return;
        }

        if (Votes.ReadCertificateFrom(vote.Height) is { } certificate)
        {
            _parts.Network.Send(validator, new PeerMessage { Certificate = certificate });
        }
    }

    // The newest final height's votes that the certificate could do without come in after it, once each. Said again, they ask for help.
    private bool IsMerelyLate(SignedVote vote, Digest validator) =>
        vote.Height == Finality.FinalHeight
        && Chain.Head.NextValidators.Find(validator) is not null
        && !Finality.Newest.Votes.Any(counted => counted.Validator.Span.SequenceEqual(vote.Vote.Validator.Span))
        && _lateVoters.Add(validator);

    private List<FinalBlock> OnAdvanced()
    {
        _lateVoters.Clear();
        _lastProgressTicks = _parts.Pace.GetTimestamp();
        var blocks = IndexFinalBlocks().ToList();
        _stages.End("index");
        PruneState();
        _stages.End("prune");
        Settle();
        return blocks;
    }

    private void CompleteIndex()
    {
        // Each block is let go again: there may be as many as the chain has.
        foreach (var block in IndexFinalBlocks())
        {
            if (block.Height % IndexedPerReport == 0)
            {
                _parts.Indexing?.Report(new IndexProgress(block.Height, Finality.FinalHeight));
            }
        }
    }

    private IEnumerable<FinalBlock> IndexFinalBlocks()
    {
        var final = Math.Min(Finality.FinalHeight, Chain.Head.Height);
        while (Index.Height < final)
        {
            var height = Index.Height + 1;
            while (_executed.TryPeek(out var oldest) && oldest.Height < height)
            {
                _executed.Dequeue();
            }

            var block = _executed.TryPeek(out var next) && next.Height == height ? _executed.Dequeue() : ReadFinalBlock(height);
            _index.Add(block);
            yield return block;
        }
    }

    private void PruneState()
    {
        const int pruneMax = 4_096;
        if (_options.StateHeightsKept == 0 || Finality.FinalHeight <= _options.StateHeightsKept)
        {
            return;
        }

        var write = new WriteSet();
        var keepFrom = Math.Min(Finality.FinalHeight - _options.StateHeightsKept, _parts.HeldHeight?.Invoke() ?? ulong.MaxValue);
        _chain.State.Prune(keepFrom, pruneMax, write);
        if (write.Entries.Count > 0)
        {
            _parts.Store.Write(write, durable: false);
        }
    }

    // A refusal that rests on the signature says nothing about the transaction of that id, only about this copy.
    private static bool EndsWaiting(ExecutedTransaction executed) =>
        executed.Transaction is not null
        && (RefusalCode)executed.Receipt.Code is not (RefusalCode.BadSignature or RefusalCode.WrongAlgorithm or RefusalCode.BlockFull);

    private static List<ContainedFault> FaultsOf(ExecutedBlock block)
    {
        var faults = new List<ContainedFault>();
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            var (transaction, receipt, _, _, cause) = block.Transactions[i];
            if (cause is not null)
            {
                faults.Add(new ContainedFault(block.Header.Height, i, transaction?.Id, (RefusalCode)receipt.Code, cause));
                FaultMetrics.Count(faults[^1]);
            }
        }

        return faults;
    }

    private static FinalBlock ToFinalBlock(ExecutedBlock block) => new(
        block.Header.Height, block.Header.Time, [.. block.Transactions.Select(one => (one.Transaction?.Id, one.Receipt))]);

    private FinalBlock ReadFinalBlock(ulong height) => new(
        height,
        Chain.Blocks.GetHeader(height)!.Time,
        [.. Chain.ReadTransactions(height).Select(one => (one.Transaction?.Id, one.Receipt))]);

    private Digest GenesisHash() => BlockHeader.Hash(_parts.Genesis.Hasher, Chain.Blocks.GetBlock(0)!.Header.Span);

    // Blocks that were executed but not known to be final when the node stopped wait for their certificate again, with the vote as it was
    // signed.
    private void Recover()
    {
        for (var height = Finality.FinalHeight + 1; height <= Chain.Head.Height; height++)
        {
            _finality.OnExecuted(BlockAt(height)!);
            if (Votes.ReadOwnVote(height) is { } vote)
            {
                _finality.OnVote(vote, out _);
            }
        }

        CompleteIndex();
        Settle();
    }
}
