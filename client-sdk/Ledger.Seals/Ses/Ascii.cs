namespace Ledger.Seals;

/// <summary>What may stand in an IA5String that others read.</summary>
internal static class Ascii
{
    internal static bool IsPrintable(string text) => text.Length is > 0 and <= 256 && text.All(letter => letter is > ' ' and <= '~');
}
