using System.Formats.Asn1;
using System.Text;

namespace Ledger.Certificates.Der;

/// <summary>Text out of DER strings.</summary>
internal static class DerText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a DER string; <c>#</c> and hexadecimal where it is none.</summary>
    internal static string Read(ReadOnlyMemory<byte> value) => TryRead(value) ?? "#" + Convert.ToHexString(value.Span);

    /// <summary>The text of a DER string, or null where the value is none or its bytes do not fit its type.</summary>
    internal static string? TryRead(ReadOnlyMemory<byte> value)
    {
        if (!AsnDecoder.TryReadEncodedValue(value.Span, AsnEncodingRules.DER, out var tag, out var offset, out var length, out var read)
            || read != value.Length
            || tag.TagClass != TagClass.Universal
            || tag.IsConstructed)
        {
            return null;
        }

        var content = value.Span.Slice(offset, length);
        try
        {
            return (UniversalTagNumber)tag.TagValue switch
            {
                UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
                    or UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString => StrictUtf8.GetString(content),
                UniversalTagNumber.T61String => Encoding.Latin1.GetString(content),
                UniversalTagNumber.BMPString when length % 2 == 0 => Encoding.BigEndianUnicode.GetString(content),
                _ => null,
            };
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
