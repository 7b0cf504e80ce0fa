using Ledger.Protocol;

namespace Ledger.Schema.Credential;

/// <summary>
/// Characters that look like others and are not: a name with one passes for another's in front of people. The ranges stand here, for what
/// an environment knows of Unicode differs between versions, and this decides blocks (Unicode Technical Standard #39).
/// </summary>
internal static class LookAlikes
{
    private static readonly (char First, char Last, string What)[] Ranges =
    [
        ('\u00AD', '\u00AD', "a soft hyphen"),
        ('\u0370', '\u052F', "a Greek or Cyrillic letter"),
        ('\u200B', '\u200F', "a character without width"),
        ('\u2028', '\u202E', "a character without width"),
        ('\u2060', '\u206F', "a character without width"),
        ('\u2E80', '\u2FDF', "a radical in place of a character"),
        ('\uD835', '\uD835', "a mathematical letter"),
        ('\uD87E', '\uD87E', "a compatibility ideograph"),
        ('\uE000', '\uF8FF', "a character of private use"),
        ('\uF900', '\uFAFF', "a compatibility ideograph"),
        ('\uFEFF', '\uFEFF', "a byte order mark"),
        ('\uFF10', '\uFF19', "a digit of full width"),
        ('\uFF21', '\uFF3A', "a letter of full width"),
        ('\uFF41', '\uFF5A', "a letter of full width"),
    ];

    /// <summary>Refuses a text with such a character.</summary>
    internal static Refused Check(string value, string field)
    {
        for (var i = 0; i < value.Length; i++)
        {
            foreach (var (first, last, what) in Ranges)
            {
                if (value[i] >= first && value[i] <= last)
                {
                    return new Refused(
                        RefusalCode.ConfusableText, $"{field} has {what}, U+{(int)value[i]:X4}, at character {i + 1}.");
                }
            }
        }

        return Refused.No;
    }
}
