using Ledger.Ordering;

namespace Ledger.Simulation.Tests;

/// <summary>
/// The ordering engine as the validators meet it: exactly one batch a sequence number, late, sometimes down, sometimes silent about whether
/// an append stood. A forking one shows different batches of one number to different readers, which DESIGN §2 says must never fork the
/// ledger.
/// </summary>
internal sealed class SimulatedOrderer(Simulation world)
{
    private const int ViewsMax = 3;
    private readonly List<byte[][]> _log = [];

    internal ulong Last => (ulong)_log.Count;

    internal bool IsDown { get; set; }

    internal bool Forks { get; set; }

    /// <summary>Null where it cannot be said whether the batch stands.</summary>
    internal AppendResult? Append(ulong sequence, byte[] batch)
    {
        var random = world.Random;
        if (IsDown || world.Chance(world.Faults.AppendLostPermille))
        {
            return null;
        }

        if (sequence != Last + 1)
        {
            Equivocate(sequence, batch);
            return AppendResult.Lost;
        }

        _log.Add(Forks && random.Chance(15) ? [batch, OtherThan(batch)] : [batch]);
        return world.Chance(world.Faults.AppendAnswerLostPermille) ? null : AppendResult.Won;
    }

    /// <summary>Null where the engine is down.</summary>
    internal IReadOnlyList<byte[]>? Read(ulong from, int countMax) => IsDown
        ? null
        : [.. _log.Skip((int)from - 1).Take(countMax).Select(views => views.Length == 1 ? views[0] : world.Random.Pick(views))];

    // What lost its place was signed for it all the same: a forking engine shows it to some.
    private void Equivocate(ulong sequence, byte[] batch)
    {
        if (Forks && sequence > 0 && sequence <= Last && _log[(int)sequence - 1].Length < ViewsMax && world.Random.Chance(15))
        {
            _log[(int)sequence - 1] = [.. _log[(int)sequence - 1], batch];
        }
    }

    private byte[] OtherThan(byte[] batch) => world.Random.Chance(50) ? [] : [.. batch, 0];
}
