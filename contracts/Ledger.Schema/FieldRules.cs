using System.Text;
using Ledger.Protocol;

namespace Ledger.Schema;

/// <summary>Checks of single fields that several contracts share. Each gives a refusal that names the field, or none.</summary>
internal static class FieldRules
{
    /// <summary>Largest amount, in fen: ten trillion yuan, so that sums of amounts never overflow.</summary>
    internal const long AmountFenMax = 1_000_000_000_000_000;

    internal const int NameCharsMax = 200;
    internal const int ReasonCharsMax = 200;

    private const int QuotedCharsMax = 40;

    // A list of its own: what is white space differs between versions of Unicode, and this decides blocks.
    private const string Blanks = " \u00A0\u200B\u3000";

    /// <summary>The first refusal among checks, or none.</summary>
    internal static Refused First(params ReadOnlySpan<Refused> checks)
    {
        foreach (var check in checks)
        {
            if (check.IsRefused)
            {
                return check;
            }
        }

        return Refused.No;
    }

    internal static Refused Text(string value, string field, int charsMax)
    {
        if (value.Length == 0 || value.Length > charsMax)
        {
            return new Refused(RefusalCode.BadText, $"{field} has {value.Length} characters; it must have 1 to {charsMax}.");
        }

        if (value.AsSpan().Trim(Blanks).IsEmpty)
        {
            return new Refused(RefusalCode.BadText, $"{field} is blank; it must have letters.");
        }

        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                return new Refused(RefusalCode.BadText, $"{field} holds the control character U+{(int)c:X4}.");
            }
        }

        return Refused.No;
    }

    internal static Refused Uscc(string code, string field) => UnifiedSocialCreditCode.HasShape(code)
        ? Refused.No
        : new Refused(RefusalCode.BadUscc, $"{field} {Quote(code)} does not have the shape of a unified social credit code.");

    /// <summary>A GB/T 2260 code by its shape: codes retire, so no list is in the rules (DOMAIN §6).</summary>
    internal static Refused Region(string code, string field) => IsRegion(code)
        ? Refused.No
        : new Refused(RefusalCode.BadCode, $"{field} {Quote(code)} is not a region code of six digits.");

    internal static bool IsRegion(string code) => code.Length == 6 && !code.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// Whether a region is an area or in it: its code is two digits of the province, two of the city and two of the district, and noughts
    /// stand for all below (GB/T 2260).
    /// </summary>
    internal static bool IsWithin(string region, string area)
    {
        var digits = area.AsSpan().TrimEnd('0').Length;
        return region.AsSpan().StartsWith(area.AsSpan(0, (digits + 1) / 2 * 2));
    }

    internal static Refused DigestBytes(int length, string field) => length == Digest.Bytes
        ? Refused.No
        : new Refused(RefusalCode.BadDigest, $"{field} has {length} bytes; it must have {Digest.Bytes}.");

    /// <summary>An amount of 0 to <see cref="AmountFenMax"/>.</summary>
    internal static Refused Amount(long fen, string field) => fen is >= 0 and <= AmountFenMax
        ? Refused.No
        : new Refused(RefusalCode.BadAmount, $"{field} is {fen} fen; it must be 0 to {AmountFenMax}.");

    /// <summary>A value of an enumeration's closed list, without its zero.</summary>
    internal static Refused Listed<TEnum>(TEnum value, string field)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value) && !value.Equals(default(TEnum))
            ? Refused.No
            : new Refused(RefusalCode.BadEnumeration, $"{field} is {value:D}, which is not on its list.");

    /// <summary>Text from outside as it may stand in a refusal: short, and without control characters.</summary>
    internal static string Quote(string value)
    {
        var quoted = new StringBuilder(QuotedCharsMax + 3).Append('\'');
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, QuotedCharsMax)))
        {
            quoted.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return quoted.Append(value.Length > QuotedCharsMax ? "…'" : "'").ToString();
    }
}
