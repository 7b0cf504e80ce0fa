namespace Ledger.Simulation.Tests;

/// <summary>What will happen, in the order of virtual time; what is due at one instant happens in the order it was planned.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (long At, long Sequence)> _events = new();
    private long _sequence;

    /// <summary>Virtual time, milliseconds since the start.</summary>
    internal long Now { get; private set; }

    internal void After(long delayMs, Action action) => _events.Enqueue(action, (Now + Math.Max(0, delayMs), _sequence++));

    /// <summary>Lets everything happen that is due by <paramref name="until"/>.</summary>
    internal void RunUntil(long until)
    {
        while (_events.TryPeek(out var action, out var due) && due.At <= until)
        {
            _events.Dequeue();
            Now = due.At;
            action();
        }

        Now = until;
    }
}
