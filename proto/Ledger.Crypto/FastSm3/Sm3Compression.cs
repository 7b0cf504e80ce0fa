using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Crypto.FastSm3;

/// <summary>SM3's compression function (GB/T 32905 §5.3) over <typeparamref name="TLanes"/>.</summary>
/// <typeparam name="T">The word.</typeparam>
/// <typeparam name="TLanes">Its operations.</typeparam>
internal static class Sm3Compression<T, TLanes>
    where T : unmanaged
    where TLanes : ISm3Lanes<T>
{
    /// <summary>Words of the state.</summary>
    public const int StateWords = 8;

    /// <summary>Words of the expanded message W; the first 16 are the block.</summary>
    public const int ExpandedWords = 68;

    private const uint FirstConstant = 0x79cc4519;

    // 0x7a879d8a rotated by 16, where round 16 finds it.
    private const uint SecondConstant = 0x9d8a7a87;

    /// <summary>
    /// Takes one block into the state. <paramref name="words"/> holds the block in its first 16 words; the rest is overwritten.
    /// </summary>
    [SkipLocalsInit]
    public static void Compress(Span<T> state, Span<T> words)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(state.Length, StateWords);
        ArgumentOutOfRangeException.ThrowIfLessThan(words.Length, ExpandedWords);
        ref var w = ref MemoryMarshal.GetReference(words);
        Expand(ref w);

        T a = state[0], b = state[1], c = state[2], d = state[3];
        T e = state[4], f = state[5], g = state[6], h = state[7];
        var constant = FirstConstant;
        for (var j = 0; j < 16; j += 4)
        {
            First(a, ref b, c, ref d, e, ref f, g, ref h, ref w, j, ref constant);
            First(d, ref a, b, ref c, h, ref e, f, ref g, ref w, j + 1, ref constant);
            First(c, ref d, a, ref b, g, ref h, e, ref f, ref w, j + 2, ref constant);
            First(b, ref c, d, ref a, f, ref g, h, ref e, ref w, j + 3, ref constant);
        }

        constant = SecondConstant;
        for (var j = 16; j < 64; j += 4)
        {
            Second(a, ref b, c, ref d, e, ref f, g, ref h, ref w, j, ref constant);
            Second(d, ref a, b, ref c, h, ref e, f, ref g, ref w, j + 1, ref constant);
            Second(c, ref d, a, ref b, g, ref h, e, ref f, ref w, j + 2, ref constant);
            Second(b, ref c, d, ref a, f, ref g, h, ref e, ref w, j + 3, ref constant);
        }

        state[0] = TLanes.Xor(state[0], a);
        state[1] = TLanes.Xor(state[1], b);
        state[2] = TLanes.Xor(state[2], c);
        state[3] = TLanes.Xor(state[3], d);
        state[4] = TLanes.Xor(state[4], e);
        state[5] = TLanes.Xor(state[5], f);
        state[6] = TLanes.Xor(state[6], g);
        state[7] = TLanes.Xor(state[7], h);
    }

    private static void Expand(ref T w)
    {
        for (var j = 16; j < ExpandedWords; j++)
        {
            ref var word = ref Unsafe.Add(ref w, j);
            var mixed = TLanes.Xor(
                Unsafe.Add(ref word, -16), Unsafe.Add(ref word, -9), TLanes.RotateLeft(Unsafe.Add(ref word, -3), 15));
            mixed = TLanes.Xor(mixed, TLanes.RotateLeft(mixed, 15), TLanes.RotateLeft(mixed, 23));
            word = TLanes.Xor(mixed, TLanes.RotateLeft(Unsafe.Add(ref word, -13), 7), Unsafe.Add(ref word, -6));
        }
    }

    // A round leaves its results where the variables of the next one are: the caller shifts the names instead of the values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void First(T a, ref T b, T c, ref T d, T e, ref T f, T g, ref T h, ref T w, int j, ref uint constant) =>
        Round(TLanes.Xor(a, b, c), TLanes.Xor(e, f, g), a, ref b, ref d, e, ref f, ref h, ref w, j, ref constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Second(T a, ref T b, T c, ref T d, T e, ref T f, T g, ref T h, ref T w, int j, ref uint constant) =>
        Round(TLanes.Majority(a, b, c), TLanes.Choose(e, f, g), a, ref b, ref d, e, ref f, ref h, ref w, j, ref constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        T ff, T gg, T a, ref T b, ref T d, T e, ref T f, ref T h, ref T w, int j, ref uint constant)
    {
        var word = Unsafe.Add(ref w, j);
        var rotated = TLanes.RotateLeft(a, 12);
        var ss1 = TLanes.RotateLeft(TLanes.Add(TLanes.Add(rotated, e), TLanes.Broadcast(constant)), 7);
        var tt1 = TLanes.Add(
            TLanes.Add(ff, d), TLanes.Add(TLanes.Xor(ss1, rotated), TLanes.Xor(word, Unsafe.Add(ref w, j + 4))));
        var tt2 = TLanes.Add(TLanes.Add(gg, h), TLanes.Add(ss1, word));
        b = TLanes.RotateLeft(b, 9);
        d = tt1;
        f = TLanes.RotateLeft(f, 19);
        h = TLanes.Xor(tt2, TLanes.RotateLeft(tt2, 9), TLanes.RotateLeft(tt2, 17));
        constant = (constant << 1) | (constant >> 31);
    }
}
