using System.Text;
using Ledger.Certificates.Der;

namespace Ledger.Certificates.Extensions;

/// <summary>Text in an extension, which some authorities write as a DER string and others as bare ASCII.</summary>
internal static class ExtensionText
{
    private const int CharactersMax = 64;

    internal static string? Read(ReadOnlyMemory<byte> value)
    {
        var text = DerText.TryRead(value) ?? Encoding.Latin1.GetString(value.Span);
        if (text.Length is 0 or > CharactersMax)
        {
            return null;
        }

        foreach (var character in text)
        {
            if (character is <= ' ' or > '~')
            {
                return null;
            }
        }

        return text;
    }
}
