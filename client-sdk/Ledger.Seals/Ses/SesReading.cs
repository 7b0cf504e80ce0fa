using System.Formats.Asn1;
using System.Text;
using Ledger.Certificates.Der;

namespace Ledger.Seals;

/// <summary>How seals and their signatures are read: bounds and bare structure first, then field by field.</summary>
internal static class SesReading
{
    internal static (T?, SealError) Read<T>(ReadOnlyMemory<byte> der, Func<ReadOnlyMemory<byte>, (T?, SealError)> read)
        where T : class
    {
        if (der.Length is 0 or > SealLimits.SealBytesMax)
        {
            return (null, SealError.Size);
        }

        if (DerStructure.Check(der.Span) != DerStructureError.None)
        {
            return (null, SealError.Structure);
        }

        try
        {
            return read(der);
        }
        catch (AsnContentException)
        {
            return (null, SealError.Malformed);
        }
    }

    /// <summary>
    /// A text of type <paramref name="tag"/>. UTF-8 occurs in IA5String, so the bytes are read as UTF-8 whatever the type says.
    /// </summary>
    internal static string Text(AsnReader from, UniversalTagNumber tag)
    {
        var expected = new Asn1Tag(tag);
        if (!from.PeekTag().HasSameClassAndValue(expected))
        {
            throw new AsnContentException();
        }

        var bytes = from.PeekContentBytes();
        from.ReadEncodedValue();
        return Encoding.UTF8.GetString(bytes.Span);
    }

    internal static long Time(AsnReader from) => (from.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
        ? from.ReadUtcTime()
        : from.ReadGeneralizedTime()).ToUnixTimeMilliseconds();

    internal static int Integer(AsnReader from) => from.TryReadInt32(out var value) ? value : throw new AsnContentException();

    internal static byte[] Bits(AsnReader from)
    {
        var bits = from.ReadBitString(out var unused);
        return unused == 0 ? bits : throw new AsnContentException();
    }
}
