using System.Globalization;
using Ledger.Protocol;

namespace Ledger.Seeds;

/// <summary>Unified social credit codes that nobody has: right in shape and in both check characters (GB 32100-2015, GB 11714).</summary>
internal static class InventedCodes
{
    private const string OrganizationAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static ReadOnlySpan<int> OrganizationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>A code that begins with <paramref name="prefix"/>: department, type and region, eight characters.</summary>
    internal static string Create(string prefix, SeededRandom random)
    {
        // Real serials of companies begin with MA; XY is assigned to none, so no code meets a company by chance.
        Span<char> organization = ['X', 'Y', '0', '0', '0', '0', '0', '0'];
        var sum = 0;
        for (var i = 0; i < organization.Length; i++)
        {
            organization[i] = i < 2 ? organization[i] : OrganizationAlphabet[random.Below(OrganizationAlphabet.Length)];
            sum += OrganizationWeights[i] * ValueOf(organization[i]);
        }

        var check = (11 - (sum % 11)) switch
        {
            10 => "X",
            11 => "0",
            var digit => digit.ToString(CultureInfo.InvariantCulture),
        };
        var first17 = $"{prefix}{organization}{check}";
        return $"{first17}{UnifiedSocialCreditCode.CheckCharacter(first17)}";
    }

    // GB 11714: digits as they are, letters from A = 10 in the whole alphabet.
    private static int ValueOf(char character) => char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;
}
