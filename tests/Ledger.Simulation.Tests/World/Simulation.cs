using Ledger.Contracts;
using Ledger.Node;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>
/// The whole consortium in one thread on virtual time: validators, network, orderer, clients and faults, all drawn from one seed, so that
/// the same seed is the same run. First trouble, then peace: with the faults healed everything must come to rest.
/// </summary>
internal sealed class Simulation
{
    /// <summary>Validators of genesis; their nodes come first.</summary>
    internal const int Validators = 4;

    /// <summary>All nodes: those of genesis' validators, and of keys that may be voted in.</summary>
    internal const int NodesCount = 6;

    private const long PeaceMsMax = 180_000;
    private const long PollMs = 137; // out of step with every interval of a node, so that rest between two heartbeats is met

    internal Simulation(ulong seed, SimulationSettings? settings = null)
    {
        settings ??= new SimulationSettings();
        Seed = seed;
        TroubleMs = settings.TroubleMs;
        FromEmptyDisks = settings.FromEmptyDisks;
        Random = new SeededRandom(seed, "simulation");
        Faults = settings.WithFaults ? FaultPlan.Draw(Random, new SeededRandom(seed, "more trouble")) : FaultPlan.None;
        NodeOptions = DrawOptions(Random, settings.WithFaults);
        Consortium = settings.RealSignatures ? SimulatedConsortium.Real : SimulatedConsortium.Cheap;
        Trace = new Trace(Events, settings.Print);
        Pace = new SimulatedPace(Events);
        Referee = new Referee(this);
        Network = new SimulatedNetwork(this);
        Orderer = new SimulatedOrderer(this) { Forks = Faults.OrdererForks };
        Nodes = [.. Enumerable.Range(0, NodesCount).Select(index => new SimulatedNode(this, index))];
        Liar = Faults.Liar < 0 ? null : new LyingValidator(this, Faults.Liar);
        Clients = new ClientCrowd(this, settings.Sections);
    }

    internal ulong Seed { get; }

    internal long TroubleMs { get; }

    internal bool FromEmptyDisks { get; }

    internal SeededRandom Random { get; }

    internal FaultPlan Faults { get; private set; }

    internal NodeOptions NodeOptions { get; }

    internal SimulatedConsortium Consortium { get; }

    internal EventQueue Events { get; } = new();

    internal Trace Trace { get; }

    internal SimulatedPace Pace { get; }

    internal Referee Referee { get; }

    internal SimulatedNetwork Network { get; }

    internal SimulatedOrderer Orderer { get; }

    internal IReadOnlyList<SimulatedNode> Nodes { get; }

    internal LyingValidator? Liar { get; }

    internal ClientCrowd Clients { get; }

    internal IEnumerable<SimulatedNode> Honest => Nodes.Where(node => !node.IsLiar);

    /// <summary>Whether the run has ended and is only looked at.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="SimulationException">An invariant does not hold; the message says how to run this seed alone.</exception>
    internal void Run()
    {
        try
        {
            foreach (var node in Nodes)
            {
                node.Start();
            }

            Liar?.Start();
            Clients.Start();
            if (Faults.ValidatorsChange)
            {
                new ValidatorChanges(this).Start();
            }

            if (Faults.RulesChangeAtMs > 0)
            {
                Events.After(Faults.RulesChangeAtMs, () => ChangeRules(2));
            }

            PlanTrouble();
            Events.RunUntil(TroubleMs);
            MakePeace();
            IsOver = true;
            Referee.AtEnd();
        }
        catch (Exception e)
        {
            throw new SimulationException(Describe(e), e);
        }
    }

    internal bool Chance(int permille) => permille > 0 && Random.Below(1000) < permille;

    private static NodeOptions DrawOptions(SeededRandom random, bool varied) => !varied ? new NodeOptions() : new NodeOptions
    {
        BatchIntervalMs = random.Pick([10, 200, 1_000]),
        HeartbeatMs = random.Pick([2_000, 5_000]),
        BlocksAheadMax = random.Pick([1, 4, 64]),
        ReadBatchesMax = random.Pick([1, 16]),
        StateHeightsKept = (ulong)random.Pick([0, 0, 2, 16]),
        Mempool = new() { TransactionsMax = random.Pick([4, 1_000]) },
        Finality = new() { HeightsMax = random.Pick([64, 512]) },
        State = new()
        {
            CacheBytesMax = random.Pick([1 << 16, 1 << 22]),
            CheckpointBlocksMax = random.Pick([1, 3, 20, 1_024]),
            ValueCacheBytesMax = random.Pick([0, 4_096, 1 << 22]),
        },
        Execution = new() { SignersKept = random.Pick([0, 2, 65_536]) },
    };

    // To the newest, one version after the other.
    private void ChangeRules(uint next)
    {
        if (next <= ContractDispatcher.RuleVersionKnown && Clients.AnyHonest()?.Core is { } core)
        {
            Ballot.Hold(
                this, core.Chain.Head.Header.Time, new ProposeChange { RuleVersion = next }, () => ChangeRules(next + 1));
        }
    }

    private void PlanTrouble()
    {
        for (var i = 0; i < Faults.PowerCuts; i++)
        {
            Sometime(() => Random.Pick(Nodes).Crash("the power fails"));
        }

        for (var i = 0; i < Faults.EmptiedDirectories; i++)
        {
            Sometime(() => Random.Pick(Nodes).LoseDirectory());
        }

        for (var i = 0; i < Faults.RestoredBackups; i++)
        {
            Sometime(() => Random.Pick(Nodes).BackUpAndRestore(Random.Between(500, 15_000)));
        }

        for (var i = 0; i < Faults.OrdererOutages; i++)
        {
            Sometime(() => Outage(Random.Between(500, 8_000)));
        }

        for (var i = 0; i < Faults.Partitions; i++)
        {
            Sometime(Partition);
        }

        if (Faults.ClocksStep)
        {
            Sometime(() => Random.Pick(Nodes).Clock.OffsetMs = FaultPlan.ClockOffset(Random));
        }
    }

    private void Sometime(Action action) => Events.After(Random.Below((int)TroubleMs), action);

    private void Outage(long forMs)
    {
        Trace.Add($"the orderer is down for {forMs} ms");
        Orderer.IsDown = true;
        Events.After(forMs, () => Orderer.IsDown = false);
    }

    private void Partition()
    {
        var order = Enumerable.Range(0, NodesCount).ToList();
        Random.Shuffle(order);
        var group = order.Take(Random.Between(1, 2)).ToList();
        var forMs = Random.Between(1_000, 15_000);
        Trace.Add($"{string.Join(",", group)} are cut off for {forMs} ms");
        Network.Partition(group);
        Events.After(forMs, Network.Heal);
    }

    private void MakePeace()
    {
        Trace.Add("peace");
        Faults = Faults.Healed();
        Orderer.IsDown = false;
        Network.Heal();
        var until = Events.Now + PeaceMsMax;
        while (!Orderer.Forks)
        {
            Events.RunUntil(Events.Now + PollMs);
            if (Unrest() is not { } unrest)
            {
                return;
            }

            if (Events.Now >= until)
            {
                throw new SimulationException($"After {PeaceMsMax} ms of peace {unrest}.");
            }
        }

        // An orderer that forks may stop the chain: then safety is all there is to see.
        Events.RunUntil(Events.Now + (PeaceMsMax / 10));
    }

    private string? Unrest()
    {
        foreach (var node in Honest)
        {
            if (node.Core is not { } core)
            {
                return $"node {node.Index} is down";
            }

            if (core.Chain.Head.Height != Orderer.Last || core.Finality.FinalHeight != Orderer.Last)
            {
                return $"node {node.Index} is at {core.Chain.Head.Height}, final {core.Finality.FinalHeight}, of {Orderer.Last} ordered";
            }
        }

        return Clients.Undecided() is { } undecided ? $"{undecided} has no fate" : null;
    }

    private string Describe(Exception e) =>
        $"{(e is SimulationException ? e.Message : e.ToString())}\nSeed {Seed} at virtual time {Events.Now} ms. The last of " +
        $"{Trace.Lines} lines of the trace:\n" +
        string.Join('\n', Trace.Last) +
        $"\nRun it alone, with the whole trace: LEDGER_SIMULATION_SEED={Seed} ./test simulation";
}
