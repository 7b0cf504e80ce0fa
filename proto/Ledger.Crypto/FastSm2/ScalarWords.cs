using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// What public and secret scalars share: the order n of SM2's group in four 64-bit words, least significant first, and the bits of such a
/// number. What is done depends on the place that is asked for alone.
/// </summary>
internal static class ScalarWords
{
    internal const ulong N0 = 0x53bbf40939d54123;
    internal const ulong N1 = 0x7203df6b21c6052b;
    internal const ulong N2 = 0xffffffffffffffff;
    internal const ulong N3 = 0xfffffffeffffffff;

    /// <summary>
    /// The <paramref name="count"/> (at most 32) bits from bit <paramref name="position"/> upwards; bits above 255 are 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Bits(ulong w0, ulong w1, ulong w2, ulong w3, int position, int count)
    {
        var word = position >> 6;
        var shift = position & 63;
        var bits = Word(w0, w1, w2, w3, word) >> shift;
        if (shift + count > 64)
        {
            bits |= Word(w0, w1, w2, w3, word + 1) << (64 - shift);
        }

        return (int)(bits & ((1UL << count) - 1));
    }

    private static ulong Word(ulong w0, ulong w1, ulong w2, ulong w3, int index) => index switch
    {
        0 => w0,
        1 => w1,
        2 => w2,
        3 => w3,
        _ => 0,
    };
}
