using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts;

/// <summary>All that a call may know and do. Belongs to one transaction.</summary>
public sealed class CallContext(BlockScope block, Signer signer, IStateWriter state)
{
    /// <summary>Bytes of an encoded event's tags and lengths, with its own in the receipt: never more.</summary>
    private const int EventOverheadBytes = 16;

    private readonly List<Event> _events = [];
    private readonly BoundedState _state = new(state);
    private long _eventBytes;

    /// <summary>The block being executed.</summary>
    public BlockScope Block { get; } = block;

    /// <summary>Who signed the transaction.</summary>
    public Signer Signer { get; } = signer;

    /// <summary>The state, with this transaction's earlier effects.</summary>
    public IStateWriter State => _state;

    /// <summary>The block's time, UTC milliseconds: the only clock there is.</summary>
    public long Time => Block.Time;

    /// <summary>Events so far, in order.</summary>
    public IReadOnlyList<Event> Events => _events;

    /// <summary>Why the calls so far cannot stand, whatever they answered: they wrote or stated more than a transaction may.</summary>
    internal Refused Overrun => _state.Overrun.IsRefused ? _state.Overrun
        : _eventBytes > ReceiptLimits.EventBytesMax
            ? new Refused(
                RefusalCode.ReceiptTooLarge,
                $"The events so far have {_eventBytes} bytes; those of a transaction have {ReceiptLimits.EventBytesMax} at most.")
            : Refused.No;

    /// <summary>Writes a record and states the fact in the past tense, for those who follow the chain.</summary>
    public void Record<TRecord>(StateTable<TRecord> table, byte[] fullKey, TRecord record, string eventType)
        where TRecord : class, IMessage<TRecord>, new()
    {
        var bytes = table.Write(State, fullKey, record);
        Announce(new StateFact(fullKey, bytes, eventType));
    }

    /// <summary>States the fact of a record that has been written.</summary>
    internal void Announce(StateFact fact)
    {
        _eventBytes += EventOverheadBytes + fact.EventType.Length + fact.Key.Length + fact.Record.Length;
        if (_eventBytes <= ReceiptLimits.EventBytesMax)
        {
            _events.Add(new Event
            {
                Type = fact.EventType,
                Key = UnsafeByteOperations.UnsafeWrap(fact.Key),
                Record = UnsafeByteOperations.UnsafeWrap(fact.Record),
            });
        }
    }
}
