using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.Storage;

namespace Ledger.State.Trie;

/// <summary>
/// How nodes look on disk. A branch is its bit index, the bytes that it shares beyond its parent's, and both children; a child that is a
/// leaf stands there whole, so that a key costs one entry and not two.
/// </summary>
internal static class NodeCodec
{
    private const byte EmptyKind = 0;
    private const byte LeafKind = 1;
    private const byte BranchKind = 2;

    /// <summary>Encodes the reference to the root: empty, a leaf, or a branch.</summary>
    public static byte[] EncodeRoot(Node? root)
    {
        if (root is null)
        {
            return [EmptyKind];
        }

        var record = new byte[ChildBytes(root, 0)];
        WriteChild(record, root, 0);
        return record;
    }

    public static Node? DecodeRoot(ReadOnlySpan<byte> record)
    {
        if (record is [EmptyKind])
        {
            return null;
        }

        var root = ReadChild(ref record, []);
        return record.IsEmpty ? root : throw Corrupt("root record with bytes left over");
    }

    /// <summary>Encodes a branch that is stored under its first <paramref name="pathBits"/> bits.</summary>
    public static byte[] EncodeBranch(Branch branch, int pathBits)
    {
        var known = KnownBytes(pathBits);
        var shared = KeyBits.BytesFor(branch.BitIndex);
        var keyFrom = branch.BitIndex / KeyBits.PerByte;
        var record = new byte[sizeof(ushort) + shared - known + ChildBytes(branch.Left, keyFrom) + ChildBytes(branch.Right, keyFrom)];
        BinaryPrimitives.WriteUInt16BigEndian(record, (ushort)branch.BitIndex);
        branch.Sample.AsSpan(known, shared - known).CopyTo(record.AsSpan(sizeof(ushort)));
        if (branch.BitIndex % KeyBits.PerByte != 0)
        {
            record[1 + shared - known] = KeyBits.MaskLast(record[1 + shared - known], branch.BitIndex);
        }

        var rest = WriteChild(record.AsSpan(sizeof(ushort) + shared - known), branch.Left, keyFrom);
        WriteChild(rest, branch.Right, keyFrom);
        return record;
    }

    /// <summary>Decodes a branch; <paramref name="parentSample"/> gives the bytes that the record leaves out.</summary>
    /// <exception cref="StorageException">The record is not one that <see cref="EncodeBranch"/> makes.</exception>
    public static Branch DecodeBranch(ReadOnlySpan<byte> record, ReadOnlySpan<byte> parentSample, int pathBits, ulong version, ulong usedAt)
    {
        var bitIndex = (int)BinaryPrimitives.ReadUInt16BigEndian(Take(ref record, sizeof(ushort)));
        if (bitIndex < pathBits || bitIndex >= StateLimits.PathStepsMax)
        {
            throw Corrupt("bit index out of range");
        }

        var known = KnownBytes(pathBits);
        var sample = new byte[KeyBits.BytesFor(bitIndex)];
        parentSample[..known].CopyTo(sample);
        Take(ref record, sample.Length - known).CopyTo(sample.AsSpan(known));
        var keyStart = sample.AsSpan(0, bitIndex / KeyBits.PerByte);
        var left = ReadChild(ref record, keyStart);
        var right = ReadChild(ref record, keyStart);
        return record.IsEmpty
            ? new Branch(bitIndex, sample, version, left, right) { UsedAt = usedAt }
            : throw Corrupt("branch record with bytes left over");
    }

    public static StorageException Corrupt(string what) =>
        new(StorageError.Corrupt, $"State data on disk is damaged ({what}). Restore the node from a snapshot or let it replay the chain.");

    /// <summary>Whole bytes that the parent's sample already gives.</summary>
    private static int KnownBytes(int pathBits) => pathBits == 0 ? 0 : (pathBits - 1) / KeyBits.PerByte;

    private static int ChildBytes(Node child, int keyFrom) => child is Leaf leaf
        ? 1 + IHasher.DigestBytes + sizeof(ushort) + leaf.Key.Length - keyFrom
        : 1 + IHasher.DigestBytes + sizeof(ulong);

    private static Span<byte> WriteChild(Span<byte> target, Node child, int keyFrom)
    {
        ((ReadOnlySpan<byte>)child.Hash).CopyTo(target[1..]);
        var rest = target[(1 + IHasher.DigestBytes)..];
        if (child is Leaf leaf)
        {
            target[0] = LeafKind;
            var own = leaf.Key.AsSpan(keyFrom);
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)own.Length);
            own.CopyTo(rest[sizeof(ushort)..]);
            return rest[(sizeof(ushort) + own.Length)..];
        }

        target[0] = BranchKind;
        BinaryPrimitives.WriteUInt64BigEndian(rest, child is Stub stub ? stub.Version : ((Branch)child).Version);
        return rest[sizeof(ulong)..];
    }

    private static Node ReadChild(ref ReadOnlySpan<byte> record, ReadOnlySpan<byte> keyStart)
    {
        var kind = Take(ref record, 1)[0];
        var hash = InlineHash.From(Take(ref record, IHasher.DigestBytes));
        switch (kind)
        {
            case LeafKind:
                int ownBytes = BinaryPrimitives.ReadUInt16BigEndian(Take(ref record, sizeof(ushort)));
                return new Leaf([.. keyStart, .. Take(ref record, ownBytes)]) { Hash = hash };
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
}
