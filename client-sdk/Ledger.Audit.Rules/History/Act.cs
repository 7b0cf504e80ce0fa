using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Audit.Rules;

/// <summary>A transaction that landed: who signed it, what it asked for, what became of it, and each record that it changed.</summary>
/// <param name="Height">Its block.</param>
/// <param name="Time">The block's time, UTC milliseconds.</param>
/// <param name="Index">Its place in the block, from 0.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Certificate">The signer's certificate as it was told before; null where it was not.</param>
/// <param name="Code">What became of it; <see cref="RefusalCode.None"/> is done.</param>
/// <param name="Changes">The records that its events tell, in order.</param>
internal sealed record Act(
    ulong Height, long Time, int Index, SignedTransaction Transaction, CertificateRecord? Certificate, RefusalCode Code,
    IReadOnlyList<RecordChange> Changes)
{
    /// <summary>Whose certificate signed; empty where the chain never registered it.</summary>
    internal string Uscc => Certificate?.Uscc ?? string.Empty;

    /// <summary>Who signed, as findings name it.</summary>
    internal string SignedBy => Certificate?.Uscc is { Length: > 0 } uscc ? uscc : "a certificate that is not registered";

    /// <summary>The changes of one table's records, with the event's type.</summary>
    internal IEnumerable<(string Event, byte[] Key, TRecord? Before, TRecord? After)> Of<TRecord>(StateTable<TRecord> table)
        where TRecord : class, IMessage<TRecord>, new() =>
        Changes.Where(change => change.Key.AsSpan().StartsWith(table.Prefix))
            .Select(change => (change.Event, change.Key, change.Read<TRecord>(change.Before), change.Read<TRecord>(change.After)));

    /// <summary>The calls of one kind, where it is asked for and done.</summary>
    internal IEnumerable<TCall> Done<TCall>(Func<Call, TCall?> select)
        where TCall : class =>
        Code == RefusalCode.None ? Transaction.Body.Calls.Select(select).OfType<TCall>() : [];
}

/// <summary>A record as one event tells it.</summary>
/// <param name="Event">The event's type.</param>
/// <param name="Key">The state key.</param>
/// <param name="Before">The record before, as it was told; null where none was.</param>
/// <param name="After">The record after; null where it was removed.</param>
internal sealed record RecordChange(string Event, byte[] Key, byte[]? Before, byte[]? After)
{
    /// <summary>A record of this change, parsed; null where there is none or its bytes are no such record.</summary>
    internal TRecord? Read<TRecord>(byte[]? record)
        where TRecord : class, IMessage<TRecord>, new() =>
        record is null ? null : Archive.Receipts.TryParse(new MessageParser<TRecord>(() => new TRecord()), ByteString.CopyFrom(record));
}
