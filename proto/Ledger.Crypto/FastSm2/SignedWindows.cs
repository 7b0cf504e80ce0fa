namespace Ledger.Crypto.FastSm2;

/// <summary>A scalar in windows of w bits with a sign: digits from −(2^(w−1) − 1) to 2^(w−1), which need half the multiples.</summary>
internal static class SignedWindows
{
    /// <summary>How many windows there are: one bit more than the scalar's 256, for the carry of the highest digit.</summary>
    public static int Count(int windowBits) => (256 + windowBits) / windowBits;

    /// <summary>Writes the digits, lowest first.</summary>
    public static void Recode(in Scalar scalar, int windowBits, Span<short> digits)
    {
        var half = 1 << (windowBits - 1);
        var carry = 0;
        for (var window = 0; window < Count(windowBits); window++)
        {
            var digit = scalar.Bits(window * windowBits, windowBits) + carry;
            carry = digit > half ? 1 : 0;
            digits[window] = (short)(digit - (carry << windowBits));
        }
    }
}
