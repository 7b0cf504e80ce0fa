namespace Ledger.Protocol;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check character. Some early legal codes fail the check, so a failing one
/// "needs registry confirmation" and is never refused for that (DOMAIN.md §4).
/// </summary>
public static class UnifiedSocialCreditCode
{
    /// <summary>Number of characters.</summary>
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>
    /// Whether the code has 18 characters of the standard's alphabet (which lacks I, O, S, V and Z) and six digits for the region.
    /// </summary>
    public static bool HasShape(string code)
    {
        if (code.Length != Length)
        {
            return false;
        }

        for (var i = 0; i < Length; i++)
        {
            if (i is >= 2 and < 8 ? !char.IsAsciiDigit(code[i]) : !Alphabet.Contains(code[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the code is a public body's: registered by the commission for public bodies' establishment (机构编制), first character 1
    /// (GB 32100-2015).
    /// </summary>
    public static bool IsPublicBody(string code) => HasShape(code) && code[0] == '1';

    /// <summary>Whether the check character fits; only meaningful where <see cref="HasShape"/> holds.</summary>
    public static bool HasValidCheck(string code) => HasShape(code) && code[Length - 1] == CheckCharacter(code.AsSpan(0, Length - 1));

    /// <summary>The check character of the first 17 characters: (31 − Σ CᵢWᵢ mod 31) mod 31.</summary>
    /// <exception cref="ArgumentException">There are not 17 characters of the alphabet.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != Length - 1)
        {
            throw new ArgumentException("A check character is of 17 characters.", nameof(first17));
        }

        var sum = 0;
        for (var i = 0; i < first17.Length; i++)
        {
            var value = Alphabet.IndexOf(first17[i], StringComparison.Ordinal);
            sum += value >= 0
                ? value * Weights[i]
                : throw new ArgumentException($"'{first17[i]}' is not of the alphabet.", nameof(first17));
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
