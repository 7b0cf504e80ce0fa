using System.Text;
using Ledger.Certificates;
using Ledger.Protocol;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// Finds a person's identity number (GB 11643: 17 digits and a check character, a date of birth among them) anywhere in a certificate's
/// names and extensions, or in a text. What has one must not be put on the chain (DESIGN §2; CRYPTO §6).
/// </summary>
internal static class PersonalIdentity
{
    private const int Length = 18;
    private const string CheckCharacters = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>
    /// Where one stands; null where none does. <paramref name="uscc"/> is the subject's own code, which may look like one.
    /// </summary>
    internal static string? Find(Certificate certificate, string? uscc)
    {
        if (Holds(certificate.Subject.Encoded.Span, uscc))
        {
            return "the subject's name";
        }

        foreach (var extension in certificate.Extensions)
        {
            if (Holds(extension.Value.Span, uscc))
            {
                return $"extension {extension.Oid}";
            }
        }

        return null;
    }

    /// <summary>Refuses a text with a person's number in it, which only a salted commitment may stand for.</summary>
    internal static Refused RefuseIn(string text, string field) => Holds(Encoding.UTF8.GetBytes(text), uscc: null)
        ? new Refused(RefusalCode.PersonalIdentity, $"{field} holds what has the form of a person's identity number.")
        : Refused.No;

    private static bool Holds(ReadOnlySpan<byte> bytes, string? uscc)
    {
        for (var at = 0; at + Length <= bytes.Length; at++)
        {
            var window = bytes.Slice(at, Length);
            if (IsNumber(window) && !IsDigit(bytes, at - 1) && !IsDigit(bytes, at + Length) && Encoding.Latin1.GetString(window) != uscc)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Longer runs of digits are other numbers.</summary>
    private static bool IsDigit(ReadOnlySpan<byte> bytes, int at) => at >= 0 && at < bytes.Length && char.IsAsciiDigit((char)bytes[at]);

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            if (text[i] is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            sum += (text[i] - '0') * Weights[i];
        }

        return char.ToUpperInvariant((char)text[^1]) == CheckCharacters[sum % 11] && IsBirthday(text[6..14]);
    }

    private static bool IsBirthday(ReadOnlySpan<byte> digits) =>
        Number(digits[..2]) is 18 or 19 or 20 && Number(digits[4..6]) is >= 1 and <= 12 && Number(digits[6..]) is >= 1 and <= 31;

    private static int Number(ReadOnlySpan<byte> twoDigits) => ((twoDigits[0] - '0') * 10) + twoDigits[1] - '0';
}
