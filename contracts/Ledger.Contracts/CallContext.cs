using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Contracts;

/// <summary>All that a call may know and do. Belongs to one transaction.</summary>
public sealed class CallContext(BlockScope block, Signer signer, IStateWriter state)
{
    private readonly List<Event> _events = [];

    /// <summary>The block being executed.</summary>
    public BlockScope Block { get; } = block;

    /// <summary>Who signed the transaction.</summary>
    public Signer Signer { get; } = signer;

    /// <summary>The state, with this transaction's earlier effects.</summary>
    public IStateWriter State { get; } = state;

    /// <summary>The block's time, UTC milliseconds: the only clock there is.</summary>
    public long Time => Block.Time;

    /// <summary>Events so far, in order.</summary>
    public IReadOnlyList<Event> Events => _events;

    /// <summary>Writes a record and states the fact in the past tense, for those who follow the chain.</summary>
    public void Record<TRecord>(StateTable<TRecord> table, byte[] fullKey, TRecord record, string eventType)
        where TRecord : class, IMessage<TRecord>, new()
    {
        var bytes = table.Write(State, fullKey, record);
        Announce(new StateFact(fullKey, bytes, eventType));
    }

    /// <summary>States the fact of a record that has been written.</summary>
    internal void Announce(StateFact fact) => _events.Add(new Event
    {
        Type = fact.EventType,
        Key = UnsafeByteOperations.UnsafeWrap(fact.Key),
        Record = UnsafeByteOperations.UnsafeWrap(fact.Record),
    });
}
