using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>What goes wrong in a run, drawn from its seed. Every run is troubled by some of it, none by all.</summary>
internal sealed class FaultPlan
{
    private const long HourMs = 3_600_000;

    private FaultPlan()
    {
    }

    internal int MessageLostPermille { get; private set; }

    internal int MessageRepeatedPermille { get; private set; }

    internal int MessageDelayMsMax { get; private set; } = 20;

    internal int AppendLostPermille { get; private set; }

    internal int AppendAnswerLostPermille { get; private set; }

    internal int ReadDelayMsMax { get; private set; } = 10;

    /// <summary>Crash right before or after a write.</summary>
    internal int CrashAtWritePermille { get; private set; }

    internal int DiskFullPermille { get; private set; }

    internal int PowerCuts { get; private set; }

    internal int Partitions { get; private set; }

    internal int OrdererOutages { get; private set; }

    /// <summary>Nodes that start again on an empty directory, and on a backup; their vote locks stay.</summary>
    internal int EmptiedDirectories { get; private set; }

    internal int RestoredBackups { get; private set; }

    /// <summary>Calls on which the contracts throw, of a thousand; the same calls on every node.</summary>
    internal int ContractFaultPermille { get; private set; }

    /// <summary>Whether validators come, go, and change their votes and keys.</summary>
    internal bool ValidatorsChange { get; private set; }

    internal bool OrdererForks { get; private set; }

    internal bool ClocksStep { get; private set; }

    internal long[] ClockOffsetsMs { get; } = new long[Simulation.NodesCount];

    internal long[] ClockDriftPpm { get; } = new long[Simulation.NodesCount];

    /// <summary>The validator that lies, or −1.</summary>
    internal int Liar { get; private set; } = -1;

    internal LiarHabits Habits { get; private set; }

    /// <summary>When the members vote for the next rules, in virtual milliseconds; 0 where they keep the first.</summary>
    internal int RulesChangeAtMs { get; private set; }

    internal static FaultPlan None { get; } = new();

    /// <summary>Draws a plan.</summary>
    /// <param name="random">Of the run.</param>
    /// <param name="more">Another stream of the same seed, for what came later: what a seed met before it meets still.</param>
    internal static FaultPlan Draw(SeededRandom random, SeededRandom more)
    {
        var plan = new FaultPlan
        {
            MessageLostPermille = random.Pick([0, 0, 50, 200, 400]),
            MessageRepeatedPermille = random.Pick([0, 20, 200]),
            MessageDelayMsMax = random.Pick([5, 50, 500, 3_000]),
            AppendLostPermille = random.Pick([0, 0, 30, 150]),
            AppendAnswerLostPermille = random.Pick([0, 0, 30, 150]),
            ReadDelayMsMax = random.Pick([3, 20, 200, 1_000]),
            CrashAtWritePermille = random.Pick([0, 0, 5, 30]),
            DiskFullPermille = random.Pick([0, 0, 5]),
            PowerCuts = random.Pick([0, 0, 1, 4]),
            Partitions = random.Pick([0, 0, 1, 3]),
            OrdererOutages = random.Pick([0, 0, 1, 2]),
            OrdererForks = random.Chance(12),
            EmptiedDirectories = random.Pick([0, 0, 1, 2]),
            RestoredBackups = random.Pick([0, 0, 1, 2]),
            ContractFaultPermille = random.Pick([0, 0, 30, 150]),
            ValidatorsChange = random.Chance(60),
            ClocksStep = random.Chance(20),
        };
        if (random.Chance(60))
        {
            plan.Liar = random.Below(Simulation.Validators);
            plan.Habits = (LiarHabits)random.Between(1, (int)LiarHabits.All);
            plan.Habits |= more.Chance(30) ? LiarHabits.WrongRoots : LiarHabits.None;
            plan.Habits |= more.Chance(30) ? LiarHabits.Flood : LiarHabits.None;
        }

        plan.RulesChangeAtMs = more.Chance(40) ? more.Between(1, 40_000) : 0;

        for (var i = 0; i < Simulation.NodesCount; i++)
        {
            plan.ClockOffsetsMs[i] = i == plan.Liar && plan.Habits.HasFlag(LiarHabits.WrongClock)
                ? random.Pick([-40 * 365 * 24 * HourMs, -3 * HourMs, 5 * HourMs, 9_000 * HourMs])
                : ClockOffset(random);
            plan.ClockDriftPpm[i] = random.Pick([0, 0, 100, -100, 20_000]);
        }

        return plan;
    }

    internal static long ClockOffset(SeededRandom random) => random.PickWeighted(6, 3, 1) switch
    {
        0 => random.Between(-50, 50),
        1 => random.Between(-3_000, 3_000),
        _ => random.Between(-4, 4) * HourMs,
    };

    internal long MessageDelayMs(SeededRandom random) =>
        1 + random.Below(random.Chance(90) ? Math.Max(1, MessageDelayMsMax / 5) : MessageDelayMsMax);

    /// <summary>What remains once the world is at peace again: clocks and the liar stay as they are.</summary>
    internal FaultPlan Healed()
    {
        var healed = new FaultPlan { Liar = Liar, Habits = Habits, ContractFaultPermille = ContractFaultPermille };
        ClockOffsetsMs.CopyTo(healed.ClockOffsetsMs, 0);
        ClockDriftPpm.CopyTo(healed.ClockDriftPpm, 0);
        return healed;
    }
}
