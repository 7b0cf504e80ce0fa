using System.Formats.Asn1;
using System.Text;

namespace Ledger.Certificates.Names;

/// <summary>One alternative name.</summary>
/// <param name="Kind">Which alternative it is.</param>
/// <param name="Value">Its content without its tag.</param>
public sealed record GeneralName(GeneralNameKind Kind, ReadOnlyMemory<byte> Value)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text of e-mail addresses, host names and identifiers, UTF-8 tolerated although only ASCII is allowed; null for the others, and
    /// for bytes that are no text.
    /// </summary>
    public string? Text
    {
        get
        {
            if (Kind is not (GeneralNameKind.Email or GeneralNameKind.Dns or GeneralNameKind.Uri))
            {
                return null;
            }

            try
            {
                return StrictUtf8.GetString(Value.Span);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    /// <exception cref="AsnContentException">The next value is no GeneralName.</exception>
    internal static GeneralName Read(AsnReader reader)
    {
        var tag = reader.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific || tag.TagValue > (int)GeneralNameKind.RegisteredId)
        {
            throw new AsnContentException("The value is no alternative name.");
        }

        var encoded = reader.ReadEncodedValue();
        AsnDecoder.ReadEncodedValue(encoded.Span, AsnEncodingRules.DER, out var offset, out var length, out _);
        return new GeneralName((GeneralNameKind)tag.TagValue, encoded.Slice(offset, length));
    }

    internal static List<GeneralName> ReadAll(AsnReader names)
    {
        var read = new List<GeneralName>();
        while (names.HasData)
        {
            read.Add(Read(names));
        }

        return read;
    }
}
