using System.Threading.Channels;
using Ledger.Admission;
using Ledger.Execution;
using Ledger.Index;
using Ledger.Ordering;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>
/// Drives a <see cref="NodeCore"/>: one loop executes batches and takes messages in, one offers batches to the orderer, one listens for new
/// ones.
/// </summary>
public sealed class NodeRunner : IAsyncDisposable
{
    private const int InboxMax = 8_192;
    private const int IdleMs = 50;
    private const int AppendTriesMax = 16;
    private const string AdmissionStage = "admission";
    private static readonly TimeSpan OrderFailedPeriod = TimeSpan.FromSeconds(10);
    private readonly string _name;
    private readonly NodeCore _core;
    private readonly IOrderer _orderer;
    private readonly NodeParts _parts;
    private readonly NodeOptions _options;
    private readonly ILogger _logger;
    private readonly BatchProposer? _proposer;
    private readonly AdmissionPipeline _admission;
    private readonly ChainView _view;
    private readonly Channel<PeerMessage> _inbox;
    private readonly WakeSignal _work = new();
    private readonly WakeSignal _propose = new();
    private readonly TransactionTraces _traces;
    private readonly ReadinessWatch _readiness;
    private readonly NodeGauges _gauges;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Exception> _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loops = Task.CompletedTask;
    private ulong _ordered;
    private bool _startAtHead;
    private bool _isLevel;
    private string? _orderFailed;
    private long _orderFailedTicks;
    private ulong _released;
    private Readiness _readinessSaid = Readiness.CatchingUp; // how every node begins

    /// <summary>Opens the node; <see cref="Start"/> sets it going.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public NodeRunner(string name, NodeParts parts, NodeOptions options, IOrderer orderer, ILogger logger)
    {
        _name = name;
        _parts = parts;
        _options = options;
        _orderer = orderer;
        _logger = logger;
        _core = new NodeCore(parts with { Indexing = new IndexLog(name, parts.Pace, logger) }, options);
        Fates = new FateTracker(_core);
        Expiry = new ExpiryWatch(name, _core.Chain.State, options.Expiry, parts.Pace);
        BondReturns = new BondReturnWatch(name, _core.Chain.State, options.Expiry, parts.Pace);
        _traces = new TransactionTraces(name, options.TracesOneIn, parts.Pace);
        _readiness = new ReadinessWatch(options, parts.Pace);
        _gauges = new NodeGauges(name, _core, parts.Clock, () => Backlog, () => Readiness);
        _view = new ChainView(_core.Chain, _core.Finality, parts.Voter?.ValidatorId);
        _admission = new AdmissionPipeline(parts.Genesis, new TimedVerifier(parts.Verifier, parts.Pace, AdmissionStage), _core.Pool);
        _proposer = parts.Voter is null
            ? null
            : new BatchProposer(_core.Chain, _core.Finality, _core.Pool, parts.Voter, parts.Clock, parts.Pace, options);
        _inbox = Channel.CreateBounded<PeerMessage>(
            new BoundedChannelOptions(InboxMax) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    }

    /// <summary>The node, for readers: only this runner writes to it.</summary>
    public INode Core => _core;

    /// <summary>What became of transactions.</summary>
    public FateTracker Fates { get; }

    /// <summary>What expires.</summary>
    public ExpiryWatch Expiry { get; }

    /// <summary>Which bonds are late in being returned.</summary>
    public BondReturnWatch BondReturns { get; }

    /// <summary>Completes with the reason should the node halt by itself.</summary>
    public Task<Exception> Halted => _halted.Task;

    /// <summary>Cancelled when the node stops or halts.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Whether callers are well served here now.</summary>
    public Readiness Readiness => _stop.IsCancellationRequested ? Readiness.Stopped : _readiness.Judge(Backlog);

    /// <summary>Sets the loops going.</summary>
    public void Start()
    {
        NodeLog.Started(_logger, _name, _core.Chain.Head.Height, _core.Finality.FinalHeight);
        _loops = Task.WhenAll(Guard(WorkAsync), Guard(ListenAsync), Guard(ProposeAsync));
    }

    /// <summary>Takes a submission through admission into the mempool. The bytes must not change meanwhile.</summary>
    public async ValueTask<AdmissionResult> SubmitAsync(ReadOnlyMemory<byte> bytes)
    {
        var (since, came) = (_parts.Pace.GetTimestamp(), _traces.Now);
        var admitting = _admission.SubmitAsync(bytes, _view);
        StageTimer.Record(AdmissionStage, _parts.Pace.GetElapsedTime(since)); // up to the signature, which is verified with others'
        var result = await admitting.ConfigureAwait(false);
        if (!result.Refused.IsRefused)
        {
            Fates.OnAdmitted(result.Transaction!);
            _traces.OnAdmitted(result.Transaction!.Id, came);
            _propose.Wake();
        }

        return result;
    }

    /// <summary>Takes a message of another validator in; dropped where the inbox is full, for it will be said again.</summary>
    public void Deliver(PeerMessage message)
    {
        if (_inbox.Writer.TryWrite(message))
        {
            _work.Wake();
        }
    }

    /// <summary>Stops the loops, and ends what waits for the node; it can be asked on until it is disposed of. A server of it is closed in
    /// between.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(false);
    }

    /// <summary>Stops the node where it was not yet. The store stays open; its owner closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _gauges.Dispose();
        _stop.Dispose();
        NodeLog.Stopped(_logger, _name, _core.Chain.Head.Height, _core.Finality.FinalHeight);
    }

    // Any failure stops the whole node: it never goes on with a part of itself missing.
    private async Task Guard(Func<CancellationToken, Task> loop)
    {
        await Task.Yield();
        try
        {
            await loop(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            if (_halted.TrySetResult(e))
            {
                NodeLog.Halted(_logger, _name, e.Message, e);
            }

            await _stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var busy = TakeInbox();
            if (_core.CanApply)
            {
                busy |= await ApplyNextAsync(cancellationToken).ConfigureAwait(false);
            }

            _core.Tick();
            _readiness.OnTurn(_core.Chain.Head.Height, _core.Finality.FinalHeight);
            SayReadiness();
            if (!busy)
            {
                await _work.SleepAsync(IdleMs, _parts.Pace, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void SayReadiness()
    {
        var now = Readiness;
        if (now == _readinessSaid)
        {
            return;
        }

        _readinessSaid = now;
        if (now == Readiness.Ready)
        {
            NodeLog.Ready(_logger, _name, Core.Chain.Head.Height, Core.Finality.FinalHeight);
        }
        else if (now != Readiness.Stopped)
        {
            NodeLog.NotReady(_logger, _name, now, Core.Chain.Head.Height, Core.Finality.FinalHeight);
        }
    }

    private void PassOn(NodeStep step)
    {
        foreach (var fault in step.Faults)
        {
            NodeLog.Contained(_logger, _name, fault.Transaction, fault.Height, fault.Index, fault.Code, fault.Cause);
        }

        if (step.Batch is { IsSuspect: true } suspect)
        {
            NodeLog.SuspectBatch(_logger, _name, suspect.Height, suspect.Proposer, suspect.Outcome, suspect.Unadmitted);
        }

        Fates.OnLetGo(step.LetGo);
        foreach (var block in step.Final)
        {
            OnFinalBlock(block);
        }

        ReleaseOrder();
    }

    // In strides, for each is a write of the engine.
    private void ReleaseOrder()
    {
        var kept = (ulong)_options.BatchesKept;
        var below = Math.Max(_core.Finality.FinalHeight, kept) - kept;
        if (below > _released + (kept / 16))
        {
            _orderer.Release(_name, below);
            _released = below;
        }
    }

    // Blocks that are only indexed late may be older than the oldest state that is kept; what expires is looked at in the newest.
    private void OnFinalBlock(FinalBlock block)
    {
        Fates.OnFinalBlock(block);
        _traces.OnFinal(block);
        if (block.Height == _core.Finality.FinalHeight)
        {
            Expiry.OnFinalBlock(block.Height, block.Time);
            BondReturns.OnFinalBlock(block.Height, block.Time);
        }
    }

    private bool TakeInbox()
    {
        var any = false;
        while (_inbox.Reader.TryRead(out var message))
        {
            PassOn(_core.Receive(message));
            any = true;
        }

        return any;
    }

    private async Task<bool> ApplyNextAsync(CancellationToken cancellationToken)
    {
        // First from the other nodes what is final already: they have it in blocks, and nobody can show another one.
        if (!_isLevel && await CatchUpAsync(cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        _isLevel = true;
        IReadOnlyList<ReadOnlyMemory<byte>> batches;
        try
        {
            batches = await _orderer.ReadAsync(_core.Chain.Head.Height + 1, _options.ReadBatchesMax, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OrderingException e) when (e.Error != OrderingError.RunsElsewhere)
        {
            if (await CatchUpAsync(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            SayOrderFailed(e);
            await Task.Delay(TimeSpan.FromMilliseconds(IdleMs), _parts.Pace, cancellationToken).ConfigureAwait(false);
            return false;
        }

        _readiness.OnRead(batches.Count);
        if (batches.Count == 1)
        {
            ApplyOne(batches[0], null);
        }
        else
        {
            await ApplyAllAsync(batches, cancellationToken).ConfigureAwait(false);
        }

        if (batches.Count > 0)
        {
            _propose.Wake();
        }

        return batches.Count > 0;
    }

    // A node that is behind reads and verifies the next batches while it executes and writes one.
    private async Task ApplyAllAsync(IReadOnlyList<ReadOnlyMemory<byte>> batches, CancellationToken cancellationToken)
    {
        var read = batches.ToAsyncEnumerable().ReadAheadAsync(_core.ReadAhead, _options.BatchesReadAhead, cancellationToken);
        await foreach (var (batch, ahead) in read.ConfigureAwait(false))
        {
            if (!_core.CanApply)
            {
                break;
            }

            ApplyOne(batch, ahead);
        }
    }

    private void ApplyOne(ReadOnlyMemory<byte> batch, BatchAhead? ahead)
    {
        var began = _traces.Now;
        var step = _core.Apply(batch, ahead);
        _traces.OnExecuted(_core.Chain.Head.Height, began);
        PassOn(step);
        TakeInbox();
    }

    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_parts.FinalRuns is not { } others || await others.ReadAsync(_core.Chain.Head, cancellationToken).ConfigureAwait(false) is not
            { } run)
        {
            return false;
        }

        var blocks = run.Blocks.ToAsyncEnumerable()
            .ReadAheadAsync(block => _core.ReadAhead(block.Batch), _options.BatchesReadAhead, cancellationToken);
        await foreach (var (block, ahead) in blocks.ConfigureAwait(false))
        {
            if (_core.ApplyCertified(block, ahead) is not { } step)
            {
                others.OnLie(run, block.Height);
                return true;
            }

            PassOn(step);
        }

        PassOn(_core.EndRun(run.Certificate));
        NodeLog.CaughtUp(_logger, _name, run.Blocks[0].Height, run.Blocks[^1].Height, run.From);
        return true;
    }

    // It is tried again many times a second; what is new about it, and now and then that it lasts, is enough.
    private void SayOrderFailed(OrderingException e)
    {
        var since = Interlocked.Read(ref _orderFailedTicks);
        if (Interlocked.Exchange(ref _orderFailed, e.Message) != e.Message || _parts.Pace.GetElapsedTime(since) >= OrderFailedPeriod)
        {
            Interlocked.Exchange(ref _orderFailedTicks, _parts.Pace.GetTimestamp());
            NodeLog.OrdererFailed(_logger, _name, e.Message);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var next = _core.Chain.Head.Height + 1;
        while (!cancellationToken.IsCancellationRequested)
        {
            await _orderer.WaitAsync(next, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _ordered, next);
            next++;
            _work.Wake();
        }
    }

    private async Task ProposeAsync(CancellationToken cancellationToken)
    {
        while (_proposer is not null && !cancellationToken.IsCancellationRequested)
        {
            if (!_core.CanApply || _proposer.TryMake(Backlog) is not { } batch)
            {
                await _propose.SleepAsync(Math.Max(1, _options.BatchIntervalMs), _parts.Pace, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!await OfferAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                _proposer.OnLost(batch);
                await _propose.SleepAsync(Math.Max(1, _options.BatchIntervalMs), _parts.Pace, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Batches that are known to be ordered and wait to be executed here.
    private ulong Backlog
    {
        get
        {
            var head = _core.Chain.Head.Height;
            return Math.Max(head, Volatile.Read(ref _ordered)) - head;
        }
    }

    // The loser of a sequence number goes on to the next one; a batch without transactions is not worth it. The first try is above what the
    // listener has heard of; as that is a hint and no more, an offer that found no place is followed by one from the head on.
    private async Task<bool> OfferAsync(ProposedBatch batch, CancellationToken cancellationToken)
    {
        var offered = _traces.Now;
        var sequence = _core.Chain.Head.Height + 1 + (_startAtHead ? 0 : Backlog);
        _startAtHead = false;
        for (var tries = 0; tries < AppendTriesMax; tries++)
        {
            try
            {
                switch (await _orderer.AppendAsync(sequence, _proposer!.Ordered(batch, sequence), cancellationToken).ConfigureAwait(false))
                {
                    case AppendResult.Won:
                        _traces.OnOrdered(batch, offered, sequence);
                        return true;
                    case AppendResult.Refused:
                        return false;
                    default:
                        break;
                }
            }
            catch (OrderingException e) when (e.Error != OrderingError.RunsElsewhere)
            {
                SayOrderFailed(e);
                await Task.Delay(TimeSpan.FromMilliseconds(IdleMs), _parts.Pace, cancellationToken).ConfigureAwait(false);
                return false;
            }

            if (batch.Transactions.Count == 0)
            {
                return false;
            }

            sequence++;
        }

        _startAtHead = true;
        return false;
    }
}
