using System.Buffers.Binary;
using Ledger.State.Trie;

namespace Ledger.State.Values;

/// <summary>A value and the height that wrote it, as both value tables hold them: 8 bytes of height, then the value.</summary>
internal readonly record struct VersionedValue(ulong WrittenAt, byte[] Value)
{
    public byte[] Encode()
    {
        var record = new byte[sizeof(ulong) + Value.Length];
        BinaryPrimitives.WriteUInt64BigEndian(record, WrittenAt);
        Value.CopyTo(record, sizeof(ulong));
        return record;
    }

    public static VersionedValue Decode(ReadOnlySpan<byte> record) => record.Length >= sizeof(ulong)
        ? new VersionedValue(BinaryPrimitives.ReadUInt64BigEndian(record), record[sizeof(ulong)..].ToArray())
        : throw NodeCodec.Corrupt("a value is cut short");
}
