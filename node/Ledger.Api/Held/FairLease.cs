namespace Ledger.Api.Held;

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
