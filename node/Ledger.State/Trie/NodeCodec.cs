using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.Storage;

namespace Ledger.State.Trie;

/// <summary>
/// How nodes look on disk. A record is a branch: its bit index, the bytes that it shares beyond its parent's, and both children. A child
/// that is a leaf stands there whole, and so does one with few keys below; only others have records of their own.
/// </summary>
internal static class NodeCodec
{
    private const byte EmptyKind = 0;
    private const byte LeafKind = 1;
    private const byte BranchKind = 2;
    private const byte InlineKind = 3;

    /// <summary>Encodes the reference to the root: empty, a leaf, or a branch that the checkpoint of this height gives a record.</summary>
    public static byte[] EncodeRoot(Node? root, ulong height)
    {
        if (root is null)
        {
            return [EmptyKind];
        }

        var record = new List<byte>(64);
        if (root is Leaf leaf)
        {
            WriteLeaf(record, leaf, 0);
        }
        else
        {
            WriteReference(record, root, height);
        }

        return [.. record];
    }

    public static Node? DecodeRoot(ReadOnlySpan<byte> record)
    {
        if (record is [EmptyKind])
        {
            return null;
        }

        var root = ReadChild(ref record, new Place([], 0, 0), hasher: null);
        return record.IsEmpty ? root : throw Corrupt("root record with bytes left over");
    }

    /// <summary>Whether a branch that is not on disk gets a record of its own there, as the root does in any case.</summary>
    public static bool HasOwnRecord(Branch branch) => branch.Keys > Branch.InlineKeysMax;

    /// <summary>Encodes a branch that the checkpoint of a height stores under its first <paramref name="pathBits"/> bits.</summary>
    public static byte[] EncodeBranch(Branch branch, int pathBits, ulong height)
    {
        var record = new List<byte>(512);
        WriteBranch(record, branch, pathBits, height);
        return [.. record];
    }

    /// <summary>
    /// Decodes a branch, and those within its record; all are hashed. <paramref name="parentSample"/> gives the bytes that the record
    /// leaves out.
    /// </summary>
    /// <exception cref="StorageException">The record is not one that <see cref="EncodeBranch"/> makes.</exception>
    public static Branch DecodeBranch(
        ReadOnlySpan<byte> record, ReadOnlySpan<byte> parentSample, int pathBits, ulong version, ulong usedAt, IHasher hasher)
    {
        var branch = ReadBranch(ref record, new Place(parentSample, pathBits, usedAt), version, hasher);
        return record.IsEmpty ? branch : throw Corrupt("branch record with bytes left over");
    }

    public static StorageException Corrupt(string what) =>
        new(StorageError.Corrupt, $"State data on disk is damaged ({what}). Restore the node from a snapshot or let it replay the chain.");

    /// <summary>Whole bytes that the parent's sample already gives.</summary>
    private static int KnownBytes(int pathBits) => pathBits == 0 ? 0 : (pathBits - 1) / KeyBits.PerByte;

    private static void WriteBranch(List<byte> record, Branch branch, int pathBits, ulong height)
    {
        var known = KnownBytes(pathBits);
        var shared = KeyBits.BytesFor(branch.BitIndex);
        Span<byte> bitIndex = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(bitIndex, (ushort)branch.BitIndex);
        record.AddRange(bitIndex);
        record.AddRange(branch.Sample.AsSpan(known, shared - known));
        if (branch.BitIndex % KeyBits.PerByte != 0)
        {
            record[^1] = KeyBits.MaskLast(record[^1], branch.BitIndex);
        }

        WriteChild(record, branch.Left, branch.BitIndex, height);
        WriteChild(record, branch.Right, branch.BitIndex, height);
    }

    private static void WriteChild(List<byte> record, Node child, int parentBit, ulong height)
    {
        switch (child)
        {
            case Leaf leaf:
                WriteLeaf(record, leaf, parentBit / KeyBits.PerByte);
                break;
            case Branch { Version: null } branch when !HasOwnRecord(branch):
                record.Add(InlineKind);
                WriteBranch(record, branch, parentBit + 1, height);
                break;
            default:
                WriteReference(record, child, height);
                break;
        }
    }

    private static void WriteLeaf(List<byte> record, Leaf leaf, int keyFrom)
    {
        var own = leaf.Key.AsSpan(keyFrom);
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)own.Length);
        record.Add(LeafKind);
        record.AddRange(leaf.Hash);
        record.AddRange(length);
        record.AddRange(own);
    }

    private static void WriteReference(List<byte> record, Node child, ulong height)
    {
        Span<byte> version = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(version, child is Stub stub ? stub.Version : ((Branch)child).Version ?? height);
        record.Add(BranchKind);
        record.AddRange(child.Hash);
        record.AddRange(version);
    }

    private static Branch ReadBranch(ref ReadOnlySpan<byte> record, Place place, ulong? version, IHasher hasher)
    {
        var bitIndex = (int)BinaryPrimitives.ReadUInt16BigEndian(Take(ref record, sizeof(ushort)));
        if (bitIndex < place.PathBits || bitIndex >= StateLimits.PathStepsMax)
        {
            throw Corrupt("bit index out of range");
        }

        var known = KnownBytes(place.PathBits);
        var sample = new byte[KeyBits.BytesFor(bitIndex)];
        place.Sample[..known].CopyTo(sample);
        Take(ref record, sample.Length - known).CopyTo(sample.AsSpan(known));
        var below = new Place(sample, bitIndex + 1, place.UsedAt);
        var left = ReadChild(ref record, below, hasher);
        var right = ReadChild(ref record, below, hasher);
        var branch = new Branch(bitIndex, sample, place.UsedAt, left, right);
        branch.OnDisk(version);
        branch.Hash = NodeHash.Branch(hasher, branch);
        return branch;
    }

    private static Node ReadChild(ref ReadOnlySpan<byte> record, Place place, IHasher? hasher)
    {
        var kind = Take(ref record, 1)[0];
        if (kind == InlineKind && hasher is not null)
        {
            return ReadBranch(ref record, place, version: null, hasher);
        }

        var hash = InlineHash.From(Take(ref record, IHasher.DigestBytes));
        switch (kind)
        {
            case LeafKind:
                int ownBytes = BinaryPrimitives.ReadUInt16BigEndian(Take(ref record, sizeof(ushort)));
                return new Leaf([.. place.KeyStart, .. Take(ref record, ownBytes)]) { Hash = hash };
            case BranchKind:
                return new Stub(BinaryPrimitives.ReadUInt64BigEndian(Take(ref record, sizeof(ulong)))) { Hash = hash };
            default:
                throw Corrupt("unknown kind of node");
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> record, int count)
    {
        if (record.Length < count)
        {
            throw Corrupt("record cut short");
        }

        var taken = record[..count];
        record = record[count..];
        return taken;
    }

    /// <summary>Where a node is read: below which bits.</summary>
    /// <param name="sample">Bytes that begin with the path.</param>
    /// <param name="pathBits">Length of the path in bits.</param>
    /// <param name="usedAt">The height of the update that reads, 0 for readers.</param>
    private readonly ref struct Place(ReadOnlySpan<byte> sample, int pathBits, ulong usedAt)
    {
        internal ReadOnlySpan<byte> Sample { get; } = sample;

        internal int PathBits { get; } = pathBits;

        internal ulong UsedAt { get; } = usedAt;

        /// <summary>The whole bytes above the parent's bit, which a leaf's record leaves out.</summary>
        internal ReadOnlySpan<byte> KeyStart => PathBits == 0 ? [] : Sample[..((PathBits - 1) / KeyBits.PerByte)];
    }
}
