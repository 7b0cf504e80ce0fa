using System.Numerics;
using Ledger.Crypto.OpenSsl;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests;

/// <summary>
/// Makes signatures from a seed, every third of them an edge case. No signing is needed: for any s and t the point R = sG + tP
/// gives r = t − s and e = r − x(R), which fit by construction.
/// </summary>
internal sealed class Sm2Cases(int seed)
{
    private static readonly BigInteger[] Special =
    [
        1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, BigInteger.One << 128, BigInteger.One << 255,
        (BigInteger.One << 248) - 1, N - 1, N - 2, N - 3, N - 16, N - 128, N >> 1, (N >> 1) + 1,
    ];

    private static readonly BigInteger[] OutOfRange = [0, N, N + 1, (BigInteger.One << 256) - 1, P];

    private readonly Random _random = new(seed);

    internal IEnumerable<Sm2Case> Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i % 3 == 0 ? Edge(i / 3) : Common(i);
        }
    }

    private Sm2Case Common(int i)
    {
        var valid = Fitting("common", Scalar(), Scalar(), Scalar());
        return i % 4 == 1 ? Mutate(valid) : valid;
    }

    private Sm2Case Edge(int i) => (i % 12) switch
    {
        0 => Fitting("common", Scalar(), Scalar(), Scalar()) with { Kind = "r out of range", R = Pick(OutOfRange), Expected = false },
        1 => Fitting("common", Scalar(), Scalar(), Scalar()) with { Kind = "s out of range", S = Pick(OutOfRange), Expected = false },
        2 => TZero(),
        3 => DoublingAtTheEnd(),
        4 => InfinityAtTheEnd(),
        5 => Fitting("special key", Pick(Special), Scalar(), Scalar()),
        6 => Fitting("special scalars", Scalar(), Pick(Special), Pick(Special)),
        7 => Fitting("special all", Pick(Special), Pick(Special), Pick(Special)),
        8 => Mutate(Fitting("special mutated", Pick(Special), Pick(Special), Scalar())),
        9 => WithDigest(Pick([0, 1, N - 1, N, N + 1, (BigInteger.One << 256) - 1, N + (Scalar() >> 33)])),
        10 => WithX("x from n up", N + (Scalar() % (P - N))),
        _ => WithX("x below p − n", Scalar() % (P - N)),
    };

    // The signature that fits for key d, s and t; at infinity (s = −td) none does.
    private static Sm2Case Fitting(string kind, BigInteger d, BigInteger s, BigInteger t)
    {
        var r = Mod(t - s, N);
        if (r.IsZero)
        {
            return new Sm2Case(kind + ", r = 0", PointOf(d), r, s, t, false);
        }

        var k = Mod(s + (t * d), N);
        return k.IsZero
            ? new Sm2Case(kind + ", infinity", PointOf(d), r, s, r, false)
            : new Sm2Case(kind, PointOf(d), r, s, Mod(r - Decode(PointOf(k)).X, N), true);
    }

    private Sm2Case TZero()
    {
        var s = Scalar();
        return new Sm2Case("t = 0", PointOf(Scalar()), N - s, s, Mod(N - s - Decode(PointOf(s)).X, N), false);
    }

    private Sm2Case DoublingAtTheEnd()
    {
        var d = Scalar();
        var t = Scalar();
        return Fitting("sG = tP", d, Mod(t * d, N), t);
    }

    private Sm2Case InfinityAtTheEnd()
    {
        var d = Scalar();
        var t = Scalar();
        return Fitting("sG = −tP", d, Mod(-t * d, N), t);
    }

    // e is given, R = kG too: the key follows.
    private Sm2Case WithDigest(BigInteger e)
    {
        var k = Scalar();
        var s = Scalar();
        var r = Mod(e + Decode(PointOf(k)).X, N);
        var t = Mod(r + s, N);
        var d = Mod((k - s) * Invert(t, N), N);
        return new Sm2Case("special e", PointOf(d), r, s, e, true);
    }

    // R is given by its x, so the key is (R − sG)/t, and nobody knows its private half.
    private Sm2Case WithX(string kind, BigInteger x)
    {
        (BigInteger X, BigInteger Y)? lifted;
        while ((lifted = Lift(x)) is null)
        {
            x = x == P - 1 ? N : x + 1;
        }

        var s = Scalar();
        var t = Scalar();
        var difference = Add(lifted, Negate(Decode(PointOf(s))))!.Value;
        var key = new byte[65];
        using var inverse = new ScalarHandle(Bytes(Invert(t, N)));
        Assert.True(EcScratch.Of(EcCurve.Sm2).TryMultiply(inverse, Encode(difference), key));
        var r = Mod(t - s, N);
        return new Sm2Case(kind, key, r, s, Mod(r - x, N), true);
    }

    private Sm2Case Mutate(Sm2Case valid)
    {
        var bit = BigInteger.One << _random.Next(256);
        return _random.Next(3) switch
        {
            0 => valid with { Kind = valid.Kind + ", r mutated", R = valid.R ^ bit, Expected = null },
            1 => valid with { Kind = valid.Kind + ", s mutated", S = valid.S ^ bit, Expected = null },
            _ => valid with { Kind = valid.Kind + ", e mutated", E = valid.E ^ bit, Expected = null },
        };
    }

    private BigInteger Pick(BigInteger[] from) => from[_random.Next(from.Length)];

    private BigInteger Scalar()
    {
        var bytes = new byte[40];
        _random.NextBytes(bytes);
        return 1 + (FromBytes(bytes) % (N - 1));
    }

    private static byte[] PointOf(BigInteger scalar)
    {
        var point = new byte[65];
        using var handle = new ScalarHandle(Bytes(scalar));
        Assert.True(EcScratch.Of(EcCurve.Sm2).TryMultiplyBase(handle, point));
        return point;
    }
}
