using System.Buffers.Binary;

namespace Ledger.Index;

/// <summary>Where an event stands in the order of all events, from 1 on. Derived from the chain alone: every node numbers alike.</summary>
internal static class EventCursor
{
    internal static byte[] Key(ulong cursor)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, cursor);
        return key;
    }

    internal static ulong Read(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt64BigEndian(key);
}
