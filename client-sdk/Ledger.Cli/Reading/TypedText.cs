namespace Ledger.Cli.Reading;

/// <summary>What people type with a Chinese input method, as the same characters that a program writes.</summary>
internal static class TypedText
{
    private const char FullWidthFirst = '！';
    private const char FullWidthLast = '～';
    private const int FullWidthOffset = '！' - '!';

    /// <summary>
    /// The text with full-width letters, digits and signs as the usual ones, without white space at its ends. For codes, numbers, times and
    /// names of values; never for names of people and things, which stay as they were written.
    /// </summary>
    internal static string Plain(string text) => string.Concat(text.Select(Plain)).Trim();

    private static char Plain(char one) => one switch
    {
        >= FullWidthFirst and <= FullWidthLast => (char)(one - FullWidthOffset),
        '\u3000' or '\u00A0' => ' ',
        '￥' => '¥',
        _ => one,
    };
}
