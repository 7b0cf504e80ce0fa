using Ledger.Protocol;

namespace Ledger.Schema.Tender;

/// <summary>
/// Codes of the national exchange format, by shape alone: no check-digit algorithm is published (DOMAIN §6). A project's code is a
/// letter, six digits and ten more; each lower level adds three to the code above it.
/// </summary>
public static class TradeCodes
{
    /// <summary>Characters of a project code (项目编号).</summary>
    public const int ProjectLength = 17;

    /// <summary>Characters of a tender project code (招标项目编号).</summary>
    public const int TenderProjectLength = 20;

    /// <summary>Characters of a section code (标段(包)编号).</summary>
    public const int SectionLength = 23;

    /// <summary>Characters of an investment project code (投资项目统一代码).</summary>
    public const int InvestmentProjectLength = 24;

    /// <summary>Characters of a unified deal code (统一交易标识码).</summary>
    public const int UnifiedDealLength = 40;

    private const int RegionEnd = 7;

    /// <summary>Refuses what is no project code (项目编号).</summary>
    public static Refused Project(string code) => Check(code, ProjectLength, "The project code (项目编号)");

    /// <summary>Refuses what is no tender project code (招标项目编号).</summary>
    public static Refused TenderProject(string code) => Check(code, TenderProjectLength, "The tender project code (招标项目编号)");

    /// <summary>Refuses what is no section code (标段(包)编号).</summary>
    public static Refused Section(string code) => Check(code, SectionLength, "The section code (标段编号)");

    /// <summary>
    /// 统一交易标识码 of 40: class of three, USCC, date, sequence and check character between hyphens; empty where there is none.
    /// </summary>
    public static Refused UnifiedDeal(string code) => code.Length == 0 || IsUnifiedDeal(code)
        ? Refused.No
        : new Refused(
            RefusalCode.BadCode,
            $"The unified deal code (统一交易标识码) {FieldRules.Quote(code)} is not of the shape B01-12350100MB02709751-20161231-211018-2.");

    /// <summary>投资项目统一代码 of 24: year, region and what follows between hyphens; empty where there is none.</summary>
    public static Refused InvestmentProject(string code) => code.Length == 0 || IsInvestmentProject(code)
        ? Refused.No
        : new Refused(
            RefusalCode.BadCode,
            $"The investment project code (投资项目统一代码) {FieldRules.Quote(code)} is not 24 characters of the shape 2020-440402-48-03-012345.");

    /// <summary>A class letter, alone or with a subtype of two digits.</summary>
    public static Refused TradeClass(string tradeClass)
    {
        var isShaped = tradeClass.Length is 1 or 3
            && tradeClass[0] is >= 'A' and <= 'D'
            && !tradeClass.AsSpan(1).ContainsAnyExceptInRange('0', '9');
        return isShaped
            ? Refused.No
            : new Refused(
                RefusalCode.BadCode, $"The trade class {FieldRules.Quote(tradeClass)} is not A, B, C or D, alone or with two digits.");
    }

    /// <summary>Refuses a code that does not begin with the code of the level above.</summary>
    public static Refused Below(string code, string above) => code.StartsWith(above, StringComparison.Ordinal)
        ? Refused.No
        : new Refused(RefusalCode.BadCode, $"The code {FieldRules.Quote(code)} does not begin with {FieldRules.Quote(above)}.");

    private static Refused Check(string code, int length, string field)
    {
        if (code.Length == length && HasShape(code))
        {
            return Refused.No;
        }

        return new Refused(
            RefusalCode.BadCode,
            $"{field} {FieldRules.Quote(code)} is not {length} characters: a capital letter, six digits, then digits and capital letters.");
    }

    private static bool IsUnifiedDeal(string code)
    {
        if (code.Length != UnifiedDealLength)
        {
            return false;
        }

        var parts = code.Split('-');
        return parts is [{ Length: 3 } tradeClass, { Length: 18 } platform, { Length: 8 } date, { Length: 6 } sequence, { Length: 1 } check]
            && !TradeClass(tradeClass).IsRefused
            && UnifiedSocialCreditCode.HasShape(platform)
            && AreDigits(date) && AreDigits(sequence)
            && (char.IsAsciiDigit(check[0]) || char.IsAsciiLetterUpper(check[0]));
    }

    private static bool IsInvestmentProject(string code)
    {
        if (code.Length != InvestmentProjectLength)
        {
            return false;
        }

        var parts = code.Split('-');
        return parts is [{ Length: 4 }, { Length: 6 }, _, ..] && parts.All(part => part.Length > 0 && AreDigits(part));
    }

    private static bool AreDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool HasShape(string code)
    {
        if (!char.IsAsciiLetterUpper(code[0]) || code.AsSpan(1, RegionEnd - 1).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (var c in code.AsSpan(RegionEnd))
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
            {
                return false;
            }
        }

        return true;
    }
}
