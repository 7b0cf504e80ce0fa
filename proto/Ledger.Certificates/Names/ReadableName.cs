using System.Formats.Asn1;
using System.Text;

namespace Ledger.Certificates.Names;

/// <summary>
/// A name for people's eyes. Older Chinese authorities put GBK, others UTF-8, into string types that hold neither; here both are shown as
/// what they mean, with a warning, since a guess is a guess. Nothing that is compared, stored or decided is made of it: that is <see
/// cref="DistinguishedName"/>.
/// </summary>
public sealed class ReadableName
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding StrictGb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private ReadableName(string text, string? warning) => (Text, Warning) = (text, warning);

    /// <summary>The name as <see cref="DistinguishedName.ToString"/> writes it, readable.</summary>
    public string Text { get; }

    /// <summary>What was guessed; null where the name says itself how it is encoded.</summary>
    public string? Warning { get; }

    /// <summary>Reads a name.</summary>
    public static ReadableName Of(DistinguishedName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var guesses = new List<string>();
        var values = new List<DistinguishedNameAttribute>();
        var index = 0;
        foreach (var value in ValuesOf(name))
        {
            var attribute = name.Attributes[index++];
            if (TryGuess(value, out var text, out var guess))
            {
                guesses.Add($"{DistinguishedName.ShortName(attribute.Oid)} is {guess}");
                attribute = attribute with { Value = text };
            }

            values.Add(attribute);
        }

        var shown = DistinguishedName.Write(values);
        return new ReadableName(shown, guesses.Count == 0 ? null
            : $"name-encoding: in {shown}, {string.Join("; ", guesses)}. It is shown as guessed; an authority encodes names as " +
                $"UTF8String (RFC 5280 §4.1.2.4).");
    }

    /// <summary>The values as encoded, in the order of the attributes.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> ValuesOf(DistinguishedName name)
    {
        var names = new AsnReader(name.Encoded, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var set = names.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var pair = set.ReadSequence();
                pair.ReadObjectIdentifier();
                yield return pair.ReadEncodedValue();
            }
        }
    }

    private static bool TryGuess(ReadOnlyMemory<byte> value, out string text, out string guess)
    {
        text = guess = string.Empty;
        if (!AsnDecoder.TryReadEncodedValue(value.Span, AsnEncodingRules.DER, out var tag, out var offset, out var length, out _)
            || tag.TagClass != TagClass.Universal || tag.IsConstructed
            || (UniversalTagNumber)tag.TagValue is not (UniversalTagNumber.T61String or UniversalTagNumber.PrintableString
                or UniversalTagNumber.IA5String or UniversalTagNumber.NumericString
                or UniversalTagNumber.VisibleString or UniversalTagNumber.UTF8String))
        {
            return false;
        }

        var type = (UniversalTagNumber)tag.TagValue;
        var content = value.Span.Slice(offset, length);
        var utf8 = Decode(StrictUtf8, content);
        if (Ascii.IsValid(content) || (type == UniversalTagNumber.UTF8String && utf8 is not null))
        {
            return false;
        }

        (text, guess) = utf8 is not null ? (utf8, $"UTF-8 in a {NameOf(type)}")
            : LooksLikeGbk(content) && Decode(StrictGb18030, content) is { } gbk ? (gbk, $"GBK in a {NameOf(type)}")
            : (Encoding.Latin1.GetString(content), $"of an unknown encoding in a {NameOf(type)}");
        return true;
    }

    /// <summary>T61String and TeletexString are one type, of which .NET prints the other name.</summary>
    private static string NameOf(UniversalTagNumber type) => type == UniversalTagNumber.T61String ? "T61String" : type.ToString();

    private static string? Decode(Encoding strict, ReadOnlySpan<byte> content)
    {
        try
        {
            return strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>At least one ideograph of GB 2312, so that a word in Latin-1, most of whose letters are ASCII, does not pass.</summary>
    private static bool LooksLikeGbk(ReadOnlySpan<byte> content)
    {
        for (var i = 0; i + 1 < content.Length; i++)
        {
            if (content[i] is >= 0xB0 and <= 0xF7 && content[i + 1] >= 0xA1)
            {
                return true;
            }

            i += content[i] >= 0x80 ? 1 : 0;
        }

        return false;
    }
}
