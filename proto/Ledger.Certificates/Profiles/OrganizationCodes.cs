namespace Ledger.Certificates.Profiles;

/// <summary>Tells organisations' codes from everything else by their shape, and above all from identity numbers of people.</summary>
internal static class OrganizationCodes
{
    internal const int UnifiedLength = 18;
    private const int OrganizationLength = 9;
    private const string UnifiedAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string ResidentCheck = "10X98765432";
    private static ReadOnlySpan<byte> ResidentWeights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Null for a text that is no organisation's code, or that may be a person's number.</summary>
    internal static OrganizationCodeKind? KindOf(string code) =>
        HasUnifiedShape(code) && !IsResidentNumber(code) ? OrganizationCodeKind.UnifiedSocialCreditCode
        : HasOrganizationShape(code) ? OrganizationCodeKind.OrganizationCode
        : null;

    internal static bool HasUnifiedShape(ReadOnlySpan<char> code)
    {
        if (code.Length != UnifiedLength || code[2..8].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        return !code.ContainsAnyExcept(UnifiedAlphabet);
    }

    /// <summary>
    /// Eight letters or digits and the check character; the check holds (GB 11714), since nine characters alone are too common.
    /// </summary>
    private static bool HasOrganizationShape(ReadOnlySpan<char> code)
    {
        if (code.Length != OrganizationLength)
        {
            return false;
        }

        ReadOnlySpan<byte> weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var value = char.IsAsciiDigit(code[i]) ? code[i] - '0' : char.IsAsciiLetterUpper(code[i]) ? code[i] - 'A' + 10 : -1;
            if (value < 0)
            {
                return false;
            }

            sum += value * weights[i];
        }

        return code[^1] == "0X987654321"[sum % 11];
    }

    /// <summary>
    /// GB 11643: region, date of birth, order, check digit. A code of both shapes is taken for a person's: better an organisation that has
    /// to be looked up than a person on the ledger.
    /// </summary>
    private static bool IsResidentNumber(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var i = 0; i < ResidentWeights.Length; i++)
        {
            if (!char.IsAsciiDigit(code[i]))
            {
                return false;
            }

            sum += (code[i] - '0') * ResidentWeights[i];
        }

        return code[^1] == ResidentCheck[sum % 11] && IsDate(code[6..14]);
    }

    private static bool IsDate(ReadOnlySpan<char> digits)
    {
        var century = Number(digits[..2]);
        var month = Number(digits.Slice(4, 2));
        var day = Number(digits.Slice(6, 2));
        return century is 18 or 19 or 20 && month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    private static int Number(ReadOnlySpan<char> twoDigits) => ((twoDigits[0] - '0') * 10) + twoDigits[1] - '0';
}

/// <summary>Codes that name an organisation.</summary>
public enum OrganizationCodeKind
{
    /// <summary>统一社会信用代码, 18 characters (GB 32100-2015).</summary>
    UnifiedSocialCreditCode,

    /// <summary>组织机构代码, 9 characters (GB 11714), in certificates from before the unified code.</summary>
    OrganizationCode,
}
