using System.Buffers.Binary;
using System.Text;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Evidence;

/// <summary>The tables of the Evidence contract.</summary>
public static class EvidenceTables
{
    /// <summary>A centre's records of scan sessions, by <see cref="SessionsKey"/>.</summary>
    public static StateTable<SessionRecord> Sessions { get; } = new("evidence", "sessions");

    /// <summary>A centre's newest record, by its code.</summary>
    public static StateTable<SessionRecord> Newest { get; } = new("evidence", "newest");

    /// <summary>Auditors' cosignatures, by <see cref="CosignatureKey"/>.</summary>
    public static StateTable<Cosignature> Cosignatures { get; } = new("evidence", "cosignatures");

    /// <summary>Regulators' findings and their handling, by their id of 16 bytes.</summary>
    public static StateTable<SupervisionFinding> Findings { get; } = new("evidence", "findings");

    internal static IEnumerable<string> Names => [Sessions.Name, Newest.Name, Cosignatures.Name, Findings.Name];

    /// <summary>The full key of a cosignature: the auditor's code, <c>/</c>, the block's height in 8 bytes, big-endian.</summary>
    public static byte[] CosignatureKey(string auditorUscc, ulong height)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, height);
        return Cosignatures.Key([.. Encoding.ASCII.GetBytes(auditorUscc), (byte)'/', .. number]);
    }

    /// <summary>
    /// The full key of a record: the centre's code, <c>/</c>, the day in 4 bytes, big-endian. No centre can take another's place.
    /// </summary>
    public static byte[] SessionsKey(string centreUscc, uint day)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(number, day);
        return Sessions.Key([.. Encoding.ASCII.GetBytes(centreUscc), (byte)'/', .. number]);
    }
}
