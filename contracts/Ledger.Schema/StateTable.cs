using System.Text;
using Google.Protobuf;

namespace Ledger.Schema;

/// <summary>
/// One table of one contract: its keys are <c>contract/table/</c> followed by the record's own key, its values encoded messages.
/// The table is the only way in which contracts touch the state, so no contract writes another's (docs/spec/storage-keys.md).
/// </summary>
/// <typeparam name="TRecord">The message that the table holds.</typeparam>
public sealed class StateTable<TRecord>
    where TRecord : class, IMessage<TRecord>, new()
{
    private static readonly MessageParser<TRecord> Parser = new(() => new TRecord());
    private readonly byte[] _prefix;

    /// <summary>Names the table: both parts in lowercase ASCII.</summary>
    public StateTable(string contract, string table)
    {
        Name = $"{contract}/{table}";
        _prefix = Encoding.ASCII.GetBytes(Name + "/");
    }

    /// <summary><c>contract/table</c>, as documents and <c>ledger state get</c> write it.</summary>
    public string Name { get; }

    /// <summary>The bytes that every key of the table begins with.</summary>
    public ReadOnlySpan<byte> Prefix => _prefix;

    /// <summary>The full state key of a record.</summary>
    public byte[] Key(ReadOnlySpan<byte> key) => [.. _prefix, .. key];

    /// <summary>The full state key of a record whose own key is text.</summary>
    public byte[] Key(string key)
    {
        var full = new byte[_prefix.Length + Encoding.UTF8.GetByteCount(key)];
        _prefix.CopyTo(full, 0);
        Encoding.UTF8.GetBytes(key, full.AsSpan(_prefix.Length));
        return full;
    }

    /// <summary>The record under a full key, or null.</summary>
    /// <exception cref="InvalidProtocolBufferException">The state holds something else there: it is corrupt.</exception>
    public TRecord? Read(IStateReader state, byte[] fullKey) => state.Get(fullKey) is { } bytes ? Parser.ParseFrom(bytes) : null;

    /// <summary>Removes the record under a full key, whether it exists or not.</summary>
    public void Delete(IStateWriter state, byte[] fullKey)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Delete(fullKey);
    }

    /// <summary>Writes the record under a full key and returns the bytes as they now stand in the state.</summary>
    public byte[] Write(IStateWriter state, byte[] fullKey, TRecord record)
    {
        var bytes = record.ToByteArray();
        state.Put(fullKey, bytes);
        return bytes;
    }
}
