using System.Buffers.Binary;
using System.Text;
using Ledger.Protocol;

namespace Ledger.Schema;

/// <summary>
/// The table of what has landed: <c>execution/landed/not_after (8) id (32)</c>. By it a transaction lands once, its landing is provable,
/// and so is that it never landed: the key's absence at a final height past its not_after (docs/spec/finality.md). Keys in the order of
/// time keep a block's writes close together in the tree, and what is oldest first.
/// </summary>
public static class LandedTransactions
{
    /// <summary>The table's name. Execution writes it, no contract does.</summary>
    public const string TableName = "execution/landed";

    /// <summary>How long past its not_after an entry is kept at least, in milliseconds of block time.</summary>
    public const long KeptMs = 24L * 60 * 60 * 1000;

    /// <summary>Most entries that one block deletes: more than one can add.</summary>
    public const int DeletedPerBlockMax = 2048;

    private const int TimeBytes = sizeof(long);
    private const int ValueBytes = sizeof(ulong) + sizeof(uint) + Digest.Bytes;
    private static readonly byte[] PrefixBytes = Encoding.ASCII.GetBytes(TableName + "/");

    /// <summary>What every key of the table begins with.</summary>
    public static ReadOnlyMemory<byte> Prefix => PrefixBytes;

    /// <summary>The full state key; times in UTC milliseconds.</summary>
    public static byte[] Key(long notAfter, Digest id)
    {
        var key = new byte[PrefixBytes.Length + TimeBytes + Digest.Bytes];
        From(notAfter).CopyTo(key, 0);
        id.CopyTo(key.AsSpan(PrefixBytes.Length + TimeBytes));
        return key;
    }

    /// <summary>Where the keys of this not_after begin.</summary>
    public static byte[] From(long notAfter)
    {
        var key = new byte[PrefixBytes.Length + TimeBytes];
        PrefixBytes.CopyTo(key, 0);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(PrefixBytes.Length), notAfter);
        return key;
    }

    /// <summary>The not_after in one of the table's keys.</summary>
    public static long NotAfterOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[PrefixBytes.Length..]);

    /// <summary>
    /// An entry's value: height (8) ‖ index (4) ‖ the transaction's leaf in its block's transactions tree (32), which binds the signature.
    /// </summary>
    public static byte[] Value(ulong height, int index, Digest leaf)
    {
        var value = new byte[ValueBytes];
        BinaryPrimitives.WriteUInt64BigEndian(value, height);
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(sizeof(ulong)), (uint)index);
        leaf.CopyTo(value.AsSpan(sizeof(ulong) + sizeof(uint)));
        return value;
    }

    /// <summary>
    /// Whether the state after a block still has an entry of this not_after, if there ever was one, and will never get one: time has passed
    /// it, and either by no more than <see cref="KeptMs"/>, or in this very block.
    /// </summary>
    /// <param name="notAfter">The transaction's.</param>
    /// <param name="time">The block's time.</param>
    /// <param name="timeBefore">The time of the block before.</param>
    public static bool IsDecidedAt(long notAfter, long time, long timeBefore) =>
        notAfter < time && !IsDeletable(notAfter, time, timeBefore);

    /// <summary>Whether a block may delete entries of this not_after.</summary>
    public static bool IsDeletable(long notAfter, long time, long timeBefore) => time - KeptMs > notAfter && timeBefore > notAfter;
}
