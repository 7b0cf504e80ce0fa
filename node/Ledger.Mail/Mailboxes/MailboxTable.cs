using System.Buffers.Binary;
using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Mail.Mailboxes;

/// <summary>
/// Keys and values of <see cref="StoreTable.Mailbox"/>: 00 → newest hour (4); 01 ‖ address ‖ sequence (8) → hour (4) ‖ bytes (4) ‖ digest
/// (32); 02 ‖ address ‖ sequence → letter; 03 ‖ address → last sequence (8); 04 ‖ address → nothing, where its owner has fetched. Nothing
/// finer than an hour, nobody's name.
/// </summary>
internal static class MailboxTable
{
    private const byte HourKind = 0;
    private const byte EntryKind = 1;
    private const byte LetterKind = 2;
    private const byte LastKind = 3;
    private const byte FetchedKind = 4;
    private const int KeyBytes = 1 + Digest.Bytes + sizeof(ulong);

    internal static void PutHour(WriteSet batch, uint hour)
    {
        var value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, hour);
        batch.Put(StoreTable.Mailbox, [HourKind], value);
    }

    internal static void PutLetter(WriteSet batch, Digest address, LetterEntry entry, byte[] letter)
    {
        var value = new byte[(2 * sizeof(uint)) + Digest.Bytes];
        BinaryPrimitives.WriteUInt32BigEndian(value, entry.Hour);
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(4), entry.Bytes);
        entry.Digest.CopyTo(value.AsSpan(8));
        var last = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(last, entry.Sequence);
        batch.Put(StoreTable.Mailbox, Key(EntryKind, address, entry.Sequence), value);
        batch.Put(StoreTable.Mailbox, Key(LetterKind, address, entry.Sequence), letter);
        batch.Put(StoreTable.Mailbox, LastKey(address), last);
    }

    internal static void DeleteLetter(WriteSet batch, Digest address, ulong sequence)
    {
        batch.Delete(StoreTable.Mailbox, Key(EntryKind, address, sequence));
        batch.Delete(StoreTable.Mailbox, Key(LetterKind, address, sequence));
    }

    internal static void PutFetched(WriteSet batch, Digest address) =>
        batch.Put(StoreTable.Mailbox, [FetchedKind, .. address.ToArray()], []);

    internal static void DeleteBox(WriteSet batch, Digest address)
    {
        batch.Delete(StoreTable.Mailbox, LastKey(address));
        batch.Delete(StoreTable.Mailbox, [FetchedKind, .. address.ToArray()]);
    }

    internal static IEnumerable<Digest> ReadFetched(IReadStore store) =>
        store.Scan(StoreTable.Mailbox, new[] { FetchedKind }, new[] { (byte)(FetchedKind + 1) })
            .Select(entry => new Digest(entry.Key.AsSpan(1)));

    internal static uint ReadHour(IReadStore store) =>
        store.Get(StoreTable.Mailbox, [HourKind]) is { } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;

    /// <summary>All entries by address and sequence.</summary>
    internal static IEnumerable<(Digest Address, LetterEntry Entry)> ReadEntries(IReadStore store)
    {
        foreach (var (key, value) in store.Scan(StoreTable.Mailbox, new[] { EntryKind }, new[] { LetterKind }))
        {
            var sequence = BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(1 + Digest.Bytes));
            yield return (
                new Digest(key.AsSpan(1)),
                new LetterEntry(
                    sequence,
                    BinaryPrimitives.ReadUInt32BigEndian(value),
                    BinaryPrimitives.ReadInt32BigEndian(value.AsSpan(4)),
                    new Digest(value.AsSpan(8)),
                    Write: 0));
        }
    }

    /// <summary>The last sequence number of every address.</summary>
    internal static IEnumerable<(Digest Address, ulong Last)> ReadLast(IReadStore store)
    {
        foreach (var (key, value) in store.Scan(StoreTable.Mailbox, new[] { LastKind }, new[] { (byte)(LastKind + 1) }))
        {
            yield return (new Digest(key.AsSpan(1)), BinaryPrimitives.ReadUInt64BigEndian(value));
        }
    }

    /// <summary>The letters of an address after a sequence number, ascending.</summary>
    internal static IEnumerable<(ulong Sequence, byte[] Letter)> ReadLetters(IReadStore store, Digest address, ulong after)
    {
        if (after == ulong.MaxValue)
        {
            yield break;
        }

        byte[] end = [.. Key(LetterKind, address, ulong.MaxValue), 0];
        foreach (var (key, letter) in store.Scan(StoreTable.Mailbox, Key(LetterKind, address, after + 1), end))
        {
            yield return (BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(1 + Digest.Bytes)), letter);
        }
    }

    private static byte[] Key(byte kind, Digest address, ulong sequence)
    {
        var key = new byte[KeyBytes];
        key[0] = kind;
        address.CopyTo(key.AsSpan(1));
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1 + Digest.Bytes), sequence);
        return key;
    }

    private static byte[] LastKey(Digest address) => [LastKind, .. address.ToArray()];
}

/// <summary>What is known of a letter beside its bytes.</summary>
/// <param name="Sequence">Its number in its box, ascending, with gaps.</param>
/// <param name="Hour">When it came, in hours since 1970: the node keeps no finer time.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">What names it.</param>
/// <param name="Write">The number of its write, from which it is told whether it is durable; 0 of one that was there when the store was
/// opened.</param>
internal readonly record struct LetterEntry(ulong Sequence, uint Hour, int Bytes, Digest Digest, ulong Write);
