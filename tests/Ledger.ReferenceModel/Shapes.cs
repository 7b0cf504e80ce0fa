using System.Text.RegularExpressions;
using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.ReferenceModel;

/// <summary>Shapes of fields, as the exchange formats give them (DOMAIN §6).</summary>
internal static partial class Shapes
{
    internal const long FenMax = 1_000_000_000_000_000;

    internal static bool IsDigest(ByteString bytes) => bytes.Length == 32;

    internal static bool IsFen(long fen) => fen is >= 0 and <= FenMax;

    internal static bool IsText(string text, int max) => text.Length > 0 && text.Length <= max && !text.Any(char.IsControl);

    internal static bool IsOrganisation(string code) => UnifiedSocialCreditCode.HasShape(code);

    internal static bool IsRegion(string code) => code.Length == 6 && code.All(char.IsAsciiDigit);

    internal static bool IsTradeClass(string code) =>
        code.Length is 1 or 3 && code[0] is 'A' or 'B' or 'C' or 'D' && code.Skip(1).All(char.IsAsciiDigit);

    internal static bool IsTradeCode(string code, int length) =>
        code.Length == length && char.IsAsciiLetterUpper(code[0]) && code.Skip(1).Take(6).All(char.IsAsciiDigit)
        && code.Skip(7).All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    internal static bool IsOneOf<T>(T value)
        where T : struct, Enum => !value.Equals(default(T)) && Enum.IsDefined(value);

    /// <summary>投资项目统一代码, 24, or none.</summary>
    internal static bool IsInvestmentCode(string code) => code.Length == 0 || (code.Length == 24 && InvestmentCode().IsMatch(code));

    /// <summary>统一交易标识码, 40, or none.</summary>
    internal static bool IsDealCode(string code) =>
        code.Length == 0 || (code.Length == 40 && DealCode().IsMatch(code) && IsOrganisation(code.Substring(4, 18)));

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{6}(-[0-9]+)+\z")]
    private static partial Regex InvestmentCode();

    [GeneratedRegex(@"\A[A-D][0-9]{2}-[0-9A-Z]{18}-[0-9]{8}-[0-9]{6}-[0-9A-Z]\z")]
    private static partial Regex DealCode();
}
