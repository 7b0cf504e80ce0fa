using System.Formats.Asn1;
using System.Text;
using Ledger.Certificates.Der;

namespace Ledger.Certificates.Names;

/// <summary>
/// A distinguished name as RFC 5280 §7.1 compares it: the string type does not count, nor the case of ASCII letters, nor how many
/// spaces stand together. Letters beyond ASCII are compared as they are, so that no table of a Unicode version decides a path.
/// </summary>
internal sealed class ComparableName
{
    private const char Separator = '\u0001';
    private readonly string[] _relativeNames;

    private ComparableName(string[] relativeNames)
    {
        _relativeNames = relativeNames;
        Text = string.Join(Separator, relativeNames);
    }

    /// <summary>Equal for equal names, and for no others.</summary>
    internal string Text { get; }

    internal bool IsEmpty => _relativeNames.Length == 0;

    /// <exception cref="AsnContentException">The bytes are no name.</exception>
    internal static ComparableName Read(ReadOnlyMemory<byte> encoded)
    {
        var names = new List<string>();
        var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (sequence.HasData)
        {
            var pairs = new List<string>();
            var set = sequence.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var pair = set.ReadSequence();
                pairs.Add($"{pair.ReadObjectIdentifier()}={Fold(pair.ReadEncodedValue())}");
            }

            pairs.Sort(StringComparer.Ordinal);
            names.Add(string.Join('\u0002', pairs));
        }

        return new ComparableName([.. names]);
    }

    /// <summary>Whether this name is <paramref name="subtree"/> or below it.</summary>
    internal bool IsWithin(ComparableName subtree)
    {
        if (subtree._relativeNames.Length > _relativeNames.Length)
        {
            return false;
        }

        for (var i = 0; i < subtree._relativeNames.Length; i++)
        {
            if (!string.Equals(_relativeNames[i], subtree._relativeNames[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A value that is no text, or holds a control character that could pass for a separator, is compared by its bytes.</summary>
    private static string Fold(ReadOnlyMemory<byte> value)
    {
        if (DerText.TryRead(value) is not { } text || text.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0)
        {
            return "#" + Convert.ToHexString(value.Span);
        }

        var folded = new StringBuilder(text.Length + 1).Append('=');
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            folded.Append(folded.Length > 1 ? " " : string.Empty);
            foreach (var character in part)
            {
                folded.Append(char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character);
            }
        }

        return folded.ToString();
    }
}
