using System.Diagnostics.CodeAnalysis;

namespace Ledger.Api.Held;

/// <summary>
/// Bounds how many of a resource are held, in all and by each caller. Where all are taken, a caller that holds fewer than another displaces
/// the oldest of the one that holds the most, so that nobody is shut out by who came first with many. Safe for use by several threads.
/// </summary>
public sealed class FairGate
{
    private readonly int _heldMax;
    private readonly int _heldOfCallerMax;
    private readonly string _what;
    private readonly Lock _gate = new();
    private readonly Dictionary<Caller, LinkedList<FairLease>> _held = [];
    private int _count;

    /// <summary>A gate with nothing behind it.</summary>
    /// <param name="what">What is held, in the metrics.</param>
    /// <param name="heldMax">Most in all.</param>
    /// <param name="heldOfCallerMax">Most of one caller.</param>
    public FairGate(string what, int heldMax, int heldOfCallerMax)
    {
        (_what, _heldMax, _heldOfCallerMax) = (what, heldMax, heldOfCallerMax);
        HeldMetrics.Observe(what, () => Count);
    }

    /// <summary>How many are held.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes one, or says why not.</summary>
    public FairRefusal TryEnter(Caller caller, out FairLease? lease)
    {
        FairLease? displaced = null;
        lease = null;
        lock (_gate)
        {
            var own = _held.GetValueOrDefault(caller);
            var refusal = (own?.Count ?? 0) >= _heldOfCallerMax ? FairRefusal.CallerHasItsPart
                : _count >= _heldMax && !TryDisplace(own?.Count ?? 0, out displaced) ? FairRefusal.AllTaken
                : FairRefusal.None;
            if (refusal != FairRefusal.None)
            {
                HeldMetrics.Refused(_what);
                return refusal;
            }

            if (!_held.TryGetValue(caller, out own))
            {
                _held.Add(caller, own = []);
            }

            lease = new FairLease(this, caller);
            lease.Place = own.AddLast(lease);
            _count++;
        }

        if (displaced is not null)
        {
            HeldMetrics.Displaced(_what);
            displaced.Displace();
        }

        return FairRefusal.None;
    }

    internal void Leave(FairLease lease)
    {
        lock (_gate)
        {
            Remove(lease);
        }
    }

    // Under the lock, as what follows. Only from who would still hold as many as the newcomer: otherwise two would displace each other for
    // ever.
    private bool TryDisplace(int ownCount, [NotNullWhen(true)] out FairLease? displaced)
    {
        var greediest = _held.Values.MaxBy(leases => leases.Count);
        displaced = greediest is not null && greediest.Count > ownCount + 1 ? greediest.First!.Value : null;
        if (displaced is not null)
        {
            Remove(displaced);
        }

        return displaced is not null;
    }

    private void Remove(FairLease lease)
    {
        if (lease.Place is not { } place || place.List is not { } own)
        {
            return;
        }

        own.Remove(place);
        _count--;
        if (own.Count == 0)
        {
            _held.Remove(lease.Caller);
        }
    }
}

/// <summary>Why a gate lets nothing through.</summary>
public enum FairRefusal
{
    /// <summary>It does.</summary>
    None,

    /// <summary>The caller holds as many as one may.</summary>
    CallerHasItsPart,

    /// <summary>All are taken, and nobody holds more than the caller would.</summary>
    AllTaken,
}

/// <summary>One held place behind a <see cref="FairGate"/>; given back when disposed.</summary>
public sealed class FairLease : IDisposable
{
    private readonly FairGate _gate;
    private readonly CancellationTokenSource _displaced = new();

    internal FairLease(FairGate gate, Caller caller) => (_gate, Caller) = (gate, caller);

    /// <summary>Cancelled when the place goes to somebody who holds fewer.</summary>
    public CancellationToken Displaced => _displaced.Token;

    internal Caller Caller { get; }

    internal LinkedListNode<FairLease>? Place { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _gate.Leave(this); // the source holds nothing that must be freed, and may be cancelled at this very time

    internal void Displace() => _displaced.CancelAsync(); // not on the newcomer's time
}
