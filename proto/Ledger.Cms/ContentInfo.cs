using System.Formats.Asn1;
using Ledger.Certificates.Der;

namespace Ledger.Cms;

/// <summary>The outermost value of every message: a content type and <c>[0]</c> its content.</summary>
internal static class ContentInfo
{
    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>
    /// Opens <paramref name="der"/> after the bounds and the bare structure were looked at, and reads it with <paramref name="read"/>.
    /// Whatever of it is not DER of the expected fields is <see cref="CmsError.Malformed"/>.
    /// </summary>
    internal static CmsError Read(ReadOnlyMemory<byte> der, Func<string, AsnReader, CmsError> read)
    {
        if (Check(der.Span) is var error and not CmsError.None)
        {
            return error;
        }

        try
        {
            var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            var type = info.ReadObjectIdentifier();
            var wrapper = info.ReadSequence(Content);
            info.ThrowIfNotEmpty();
            var inner = wrapper.ReadSequence();
            wrapper.ThrowIfNotEmpty();
            return read(type, inner);
        }
        catch (AsnContentException)
        {
            return CmsError.Malformed;
        }
    }

    internal static CmsError Check(ReadOnlySpan<byte> der) => der.Length is 0 or > CmsLimits.MessageBytesMax
        ? CmsError.Size
        : DerStructure.Check(der) switch
        {
            DerStructureError.None => CmsError.None,
            DerStructureError.IndefiniteLength => CmsError.Ber,
            DerStructureError.TrailingBytes => CmsError.TrailingBytes,
            _ => CmsError.Structure,
        };

    /// <summary>Writes the outermost value around what <paramref name="writeContent"/> writes.</summary>
    internal static byte[] Write(string type, Action<AsnWriter> writeContent)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSequence(Content))
            using (writer.PushSequence())
            {
                writeContent(writer);
            }
        }

        return writer.Encode();
    }
}
