using System.Buffers.Binary;
using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Mail.Documents;

/// <summary>
/// Keys and values of <see cref="StoreTable.Documents"/>: 01 ‖ address ‖ uploader → pieces (4) ‖ held (4) ‖ lease hours (4) ‖ end hour (4)
/// ‖ complete (1) ‖ read commitment (32); 02 ‖ address ‖ uploader ‖ number (4) → piece.
/// </summary>
internal static class DocumentTable
{
    private const byte EntryKind = 1;
    private const byte PieceKind = 2;
    private const int EntryBytes = 17 + Digest.Bytes;

    internal static void PutEntry(WriteSet batch, DocumentKey key, DocumentEntry entry)
    {
        var value = new byte[EntryBytes];
        BinaryPrimitives.WriteUInt32BigEndian(value, entry.Pieces);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(4), entry.Held);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(8), entry.LeaseHours);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(12), entry.EndHour);
        value[16] = entry.IsComplete ? (byte)1 : (byte)0;
        entry.ReadCommitment.CopyTo(value.AsSpan(17));
        batch.Put(StoreTable.Documents, KeyOf(EntryKind, key), value);
    }

    internal static void PutPiece(WriteSet batch, DocumentKey key, uint number, byte[] piece) =>
        batch.Put(StoreTable.Documents, PieceKey(key, number), piece);

    internal static void Delete(WriteSet batch, DocumentKey key, uint held)
    {
        batch.Delete(StoreTable.Documents, KeyOf(EntryKind, key));
        for (var number = 0U; number < held; number++)
        {
            batch.Delete(StoreTable.Documents, PieceKey(key, number));
        }
    }

    internal static byte[]? ReadPiece(IReadStore store, DocumentKey key, uint number) =>
        store.Get(StoreTable.Documents, PieceKey(key, number));

    internal static IEnumerable<(DocumentKey Key, DocumentEntry Entry)> ReadEntries(IReadStore store)
    {
        foreach (var (key, value) in store.Scan(StoreTable.Documents, new[] { EntryKind }, new[] { PieceKind }))
        {
            yield return (
                new DocumentKey(new Digest(key.AsSpan(1)), new Digest(key.AsSpan(1 + Digest.Bytes))),
                new DocumentEntry(
                    BinaryPrimitives.ReadUInt32BigEndian(value),
                    BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(4)),
                    new Digest(value.AsSpan(17)),
                    BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(8)),
                    BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(12)),
                    value[16] == 1));
        }
    }

    private static byte[] KeyOf(byte kind, DocumentKey key) => [kind, .. key.Address.ToArray(), .. key.Uploader.ToArray()];

    private static byte[] PieceKey(DocumentKey key, uint number)
    {
        var bytes = new byte[1 + (2 * Digest.Bytes) + sizeof(uint)];
        bytes[0] = PieceKind;
        key.Address.CopyTo(bytes.AsSpan(1));
        key.Uploader.CopyTo(bytes.AsSpan(1 + Digest.Bytes));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1 + (2 * Digest.Bytes)), number);
        return bytes;
    }
}

/// <summary>What is known of a document beside its pieces.</summary>
/// <param name="Pieces">Its size.</param>
/// <param name="Held">Pieces that are there, from the first on.</param>
/// <param name="ReadCommitment">Digest of the read token.</param>
/// <param name="LeaseHours">The lease that was asked for with the upload.</param>
/// <param name="EndHour">When it goes, in hours since 1970: the lease's end, or the end of the time for uploading.</param>
/// <param name="IsComplete">Whether all pieces are there and are what the address says.</param>
internal sealed record DocumentEntry(uint Pieces, uint Held, Digest ReadCommitment, uint LeaseHours, uint EndHour, bool IsComplete);

/// <summary>
/// What a document lies under: its address and its uploader's. Two who upload the same bytes do not meet, so neither can delete, hold up or
/// learn of the other's.
/// </summary>
/// <param name="Address">Digest of the pieces; until they are complete, whatever a stranger says.</param>
/// <param name="Uploader">Address of the uploader's key.</param>
internal readonly record struct DocumentKey(Digest Address, Digest Uploader)
{
    public override int GetHashCode() => HashCode.Combine(
        UntrustedDigestComparer.Instance.GetHashCode(Address), UntrustedDigestComparer.Instance.GetHashCode(Uploader));
}
