using System.Formats.Asn1;

namespace Ledger.Cms;

/// <summary>An AlgorithmIdentifier: the object identifier, and the parameters as encoded, empty where absent.</summary>
internal readonly record struct AlgorithmId(string Oid, ReadOnlyMemory<byte> Parameters)
{
    private static readonly byte[] Null = [0x05, 0x00];

    /// <summary>Whether the parameters are absent or NULL: both occur, and both mean none.</summary>
    internal bool HasNoParameters => Parameters.IsEmpty || Parameters.Span.SequenceEqual(Null);

    internal static AlgorithmId Read(AsnReader from)
    {
        var sequence = from.ReadSequence();
        var oid = sequence.ReadObjectIdentifier();
        ReadOnlyMemory<byte> parameters = sequence.HasData ? sequence.ReadEncodedValue() : default;
        sequence.ThrowIfNotEmpty();
        return new AlgorithmId(oid, parameters);
    }

    internal static void Write(AsnWriter writer, string oid, bool withNull)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (withNull)
            {
                writer.WriteNull();
            }
        }
    }
}
