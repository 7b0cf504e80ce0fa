using Google.Protobuf;

namespace Ledger.Schema.Events;

/// <summary>One type of event: whatever is said of it anywhere follows from this row of <see cref="EventCatalog"/>.</summary>
/// <param name="Type">Its name, a fact in the past tense: <c>guarantee.released</c>. Never changes.</param>
/// <param name="Table">The table whose record changed, <c>contract/table</c>.</param>
/// <param name="Record">The message that <c>Event.record</c> holds; null where the record was removed.</param>
/// <param name="Tells">What happened.</param>
/// <param name="Keeps">
/// What the event does not tell although it is about it, and who learns that when; empty where it tells everyone all.
/// </param>
public sealed record EventKind(string Type, string Table, string? Record, string Tells, string Keeps = "")
{
    internal static EventKind Of<TRecord>(string type, StateTable<TRecord> table, string tells, string keeps = "")
        where TRecord : class, IMessage<TRecord>, new() => new(type, table.Name, new TRecord().Descriptor.Name, tells, keeps);

    internal static EventKind Removal<TRecord>(string type, StateTable<TRecord> table, string tells)
        where TRecord : class, IMessage<TRecord>, new() => new(type, table.Name, null, tells);
}
