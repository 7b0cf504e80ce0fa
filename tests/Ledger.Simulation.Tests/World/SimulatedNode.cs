using Ledger.Admission;
using Ledger.Finality;
using Ledger.Node;
using Ledger.Ordering;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Simulation.Tests;

/// <summary>
/// One validator: the production core and proposer, driven by events instead of threads, with a life that crashes and restarts.
/// </summary>
internal sealed class SimulatedNode(Simulation world, int index)
{
    private const int TickMs = 25;
    private const int AppendTriesMax = 16;
    private const int RestartMsMax = 5_000;
    private MemoryStore _store = world.FromEmptyDisks ? new MemoryStore() : world.Consortium.GenesisStore();
    private readonly MemoryVoteLock _voteLock = new();
    private NodeCore? _core;
    private FateTracker? _fates;
    private AdmissionPipeline? _admission;
    private ChainView? _view;
    private BatchProposer? _proposer;
    private int _life;
    private bool _reading;
    private bool _offering;
    private bool _isHalted;

    internal int Index => index;

    internal bool IsLiar => index == world.Faults.Liar;

    internal NodeCore? Core => _core;

    internal FateTracker? Fates => _fates;

    internal SimulatedClock Clock { get; } = new(world.Events, world.Consortium.Start)
    {
        OffsetMs = world.Faults.ClockOffsetsMs[index],
        DriftPpm = world.Faults.ClockDriftPpm[index],
    };

    internal DiskFaults Disk { get; } = new(world, index);

    /// <summary>Opens the node on what its disk holds.</summary>
    internal void Start()
    {
        _store = _store.SurvivingAfterCrash(Disk);
        _life++;
        _reading = false;
        _offering = false;
        Guard(Open);
        if (_core is not null)
        {
            world.Trace.Add($"n{index} opens at {_core.Chain.Head.Height}, final {_core.Finality.FinalHeight}");
            Later(world.Random.Between(1, TickMs), Tick);
        }
    }

    internal void Deliver(PeerMessage message) => Act(core => PassOn(core.Receive(message)));

    /// <summary>Null where the node does not answer.</summary>
    internal AdmissionResult? Submit(byte[] bytes)
    {
        if (_core is null)
        {
            return null;
        }

        AdmissionResult? answer = null;
        Guard(() => answer = _admission!.Submit(bytes, _view!));
        if (answer is { Refused.IsRefused: false } admitted)
        {
            _fates!.OnAdmitted(admitted.Transaction!);
        }

        return answer;
    }

    /// <summary>Dies, and starts again on an empty directory. The vote lock lies elsewhere and stays.</summary>
    internal void LoseDirectory() => ComeBackWith(world.Consortium.GenesisStore(), "its directory is emptied");

    /// <summary>Takes a backup now, and some time later dies and starts again from it.</summary>
    internal void BackUpAndRestore(long afterMs)
    {
        var backup = _store.SurvivingAfterCrash();
        world.Events.After(afterMs, () => ComeBackWith(backup, "a backup is restored"));
    }

    internal void Crash(string why)
    {
        if (_core is null)
        {
            return;
        }

        world.Trace.Add($"n{index} dies: {why}");
        Die();
    }

    private void ComeBackWith(MemoryStore store, string why)
    {
        if (_isHalted)
        {
            return;
        }

        _store = store;
        world.Referee.OnDirectoryReplaced(index);
        Crash(why);
    }

    /// <summary>Writes that were not durable survive where only the process ended; here the power fails, so they do not.</summary>
    private void Die()
    {
        _core = null;
        _life++;
        if (!_isHalted)
        {
            world.Events.After(world.Random.Between(10, RestartMsMax), Start);
        }
    }

    private void Open()
    {
        var validator = world.Consortium.Validators[index];
        var network = IsLiar ? world.Liar! : (INetwork)new HonestNetwork(world, index);
        var voter = new Voter(
            world.Consortium.Genesis.ChainId, validator.Id, new WatchedSigner(world, index, validator.Signer), Clock, _voteLock);
        var parts = new NodeParts(world.Consortium.Genesis, _store, world.Consortium.Verifier, network, voter, Clock, world.Pace);
        var execution = world.NodeOptions.Execution with { Calls = new FaultyContracts(world, index).Execute };
        var core = new NodeCore(parts, world.NodeOptions with { Execution = execution });
        _fates = new FateTracker(core);
        _view = new ChainView(core.Chain, core.Finality, validator.Id);
        _admission = new AdmissionPipeline(parts.Genesis, parts.Verifier, core.Pool);
        _proposer = new BatchProposer(core.Chain, core.Finality, core.Pool, voter, Clock, world.Pace, world.NodeOptions);
        _core = core;
        world.Referee.OnOpened(this);
    }

    private void PassOn(NodeStep step)
    {
        _fates!.OnLetGo(step.LetGo);
        foreach (var block in step.Final)
        {
            _fates.OnFinalBlock(block);
        }
    }

    private void Later(long delayMs, Action action)
    {
        var life = _life;
        world.Events.After(delayMs, () =>
        {
            if (life == _life)
            {
                action();
            }
        });
    }

    private void Tick()
    {
        Act(core => core.Tick());
        Read();
        Propose();
        Later(TickMs, Tick);
    }

    private void Read()
    {
        if (_core is not { CanApply: true } core || _reading)
        {
            return;
        }

        _reading = true;
        var from = core.Chain.Head.Height + 1;
        var delay = world.Faults.ReadDelayMsMax;
        Later(world.Random.Below(delay), () =>
        {
            var batches = world.Orderer.Read(from, world.NodeOptions.ReadBatchesMax);
            Later(world.Random.Below(delay), () => Apply(batches));
        });
    }

    private void Apply(IReadOnlyList<byte[]>? batches)
    {
        _reading = false;
        var readAhead = world.Random.Below(2) == 0;
        var ahead = (batches ?? []).Select(batch => readAhead ? _core?.ReadAhead(batch) : null).ToList();
        foreach (var (place, batch) in (batches ?? []).Index())
        {
            if (_core is not { CanApply: true })
            {
                break;
            }

            Act(core =>
            {
                PassOn(core.Apply(batch, ahead[place]));
                world.Trace.Add(
                    $"n{index} executed {core.Chain.Head.Height} {Short(core.Chain.Head.Hash)} time {core.Chain.Head.Header.Time}");
            });
        }
    }

    private void Propose()
    {
        if (_core is not { CanApply: true } || _offering)
        {
            return;
        }

        ProposedBatch? batch = null;
        Guard(() => batch = _proposer!.TryMake());
        if (_core is { } core && batch is not null)
        {
            _offering = true;
            Offer(batch, core.Chain.Head.Height + 1, 0);
        }
    }

    // The loser of a sequence number goes on to the next one, as in production. The append happens even if the node dies meanwhile.
    private void Offer(ProposedBatch batch, ulong sequence, int tries)
    {
        var life = _life;
        var ordered = _proposer!.Ordered(batch, sequence);
        world.Events.After(world.Random.Below(world.Faults.ReadDelayMsMax), () =>
        {
            var result = world.Orderer.Append(sequence, ordered);
            world.Trace.Add($"n{index} offers {batch.Transactions.Count} at {sequence}: {result?.ToString() ?? "no answer"}");
            world.Events.After(world.Random.Below(world.Faults.ReadDelayMsMax), () =>
            {
                if (life == _life)
                {
                    OnAnswer(batch, sequence, tries, result);
                }
            });
        });
    }

    private void OnAnswer(ProposedBatch batch, ulong sequence, int tries, AppendResult? result)
    {
        if (result == AppendResult.Lost && batch.Transactions.Count > 0 && tries < AppendTriesMax)
        {
            Offer(batch, sequence + 1, tries + 1);
            return;
        }

        _offering = false;
        if (result != AppendResult.Won)
        {
            _proposer!.OnLost(batch);
        }
    }

    private void Act(Action<NodeCore> action)
    {
        if (_core is null)
        {
            return;
        }

        Guard(() =>
        {
            action(_core);
            world.Referee.AfterStep(this);
        });
    }

    // What ends a node in production ends it here; anything else is a fault of the node.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (StoreCrashedException e)
        {
            world.Trace.Add($"n{index} crashes at write {e.WriteNumber}");
            Die();
        }
        catch (StorageException e) when (e.Error == StorageError.DiskFull)
        {
            world.Trace.Add($"n{index} stops: {e.Message}");
            Die();
        }
        catch (DivergenceException e) when (world.Orderer.Forks)
        {
            world.Trace.Add($"n{index} halts: {e.Message}");
            _isHalted = true;
            Die();
        }
        catch (Exception e) when (e is not SimulationException)
        {
            if (!IsLiar)
            {
                throw new SimulationException($"Node {index} failed with {e.GetType().Name}: {e.Message}", e);
            }

            _isHalted = true;
            Die();
        }
    }

    private static string Short(Digest digest) => digest.ToString()[..8];
}
