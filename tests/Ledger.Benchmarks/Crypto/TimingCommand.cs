using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.Groups;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.SecretSm2.Lanes;
using Ledger.Crypto.Signatures;

namespace Ledger.Benchmarks;

/// <summary>
/// <c>timing</c>: whether the time of an operation tells its secret (Reparaz, Balasch, Verbauwhede: Dude, is my code constant time?,
/// 2017). One scalar that is extreme and others at random take turns as a coin says; Welch's t compares the two. The same is done with an
/// operation that is known to tell, so that silence means something.
/// </summary>
internal static class TimingCommand
{
    /// <summary>Above this t a difference is there, whatever the number of samples.</summary>
    private const double Told = 10;

    private const string Telling = "public";
    private const int SecretsPrepared = 512;

    /// <summary>1: nearly all of its digits are zero, and a way that skips them is short.</summary>
    private static readonly byte[] Extreme = [.. new byte[31], 1];

    private static readonly Option<int> Samples = new("--samples")
    {
        Description = "How often to time each operation",
        DefaultValueFactory = _ => 40_000,
    };

    internal static Command Create()
    {
        var command = new Command(
            "timing", "Whether the time of signing, sealing and opening tells the secret (Welch's t; above 10 it does).")
        {
            Samples, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        var point = pair.PublicKey.Encoded.ToArray();
        var product = new byte[point.Length];
        var digest = RandomNumberGenerator.GetBytes(32);
        var signature = new byte[64];
        using var signer = new Sm2Signer(pair.PrivateKey);
        (string Name, string Label, Action<byte[]> Work)[] operations =
        [
            ("multiply_base", "kG", secret => Of(secret, scalar => scalar.MultiplyBase(product))),
            ("multiply", "kP", secret => Of(secret, scalar => scalar.TryMultiply(point, product))),
            ("sign", "signature with nonce k", secret => signer.TrySign(digest, secret, signature)),
            .. SecretLanes.IsSupported ? OfLanes(point) : [],
            .. OfGroup(CryptoSuite.Guomi, "sm2"),
            .. OfGroup(CryptoSuite.International, "p256"),
            (Telling, "kP in the way of public scalars, which may tell", secret => MultiplyPublic(point, secret)),
        ];

        var report = new BenchmarkReport("timing");
        var isSilent = true;
        foreach (var (name, label, work) in operations)
        {
            var t = Math.Abs(Statistic(work, arguments.GetValue(Samples)));
            report.Add(name + "_t", label + ", |t|", t, 1);
            isSilent &= name == Telling ? t > Told : t <= Told;
        }

        report.Finish(arguments.GetValue(CommonOptions.Json));
        return isSilent ? 0 : 1;
    }

    // Scalars' arithmetic is repeated: once is less than the clock tells.
    private static (string Name, string Label, Action<byte[]> Work)[] OfGroup(CryptoSuite suite, string name)
    {
        const int Repeated = 64;
        var group = PrimeGroup.Of(suite);
        var other = group.Reduce(RandomNumberGenerator.GetBytes(PrimeGroup.ScalarBytes));
        var point = group.MultiplyBase(in other);

        void Repeat(byte[] secret, Func<GroupScalar, GroupScalar> step)
        {
            for (var i = 0; i < Repeated; i++)
            {
                step(group.Reduce(secret));
            }
        }

        return
        [
            (name + "_scalar_multiply", $"a·b mod q, {name}", secret => Repeat(secret, a => group.Multiply(in a, in other))),
            (name + "_scalar_add", $"a + b mod q, {name}", secret => Repeat(secret, a => group.Add(in a, in other))),
            (name + "_scalar_subtract", $"b − a mod q, {name}", secret => Repeat(secret, a => group.Subtract(in other, in a))),
            (name + "_scalar_invert", $"1/a mod q, {name}", secret => group.Invert(group.Reduce(secret))),
            (name + "_group_base", $"kG of the group, {name}", secret => group.MultiplyBase(group.Reduce(secret))),
            (name + "_group_multiply", $"kP of the group, {name}", secret => group.Multiply(group.Reduce(secret), in point)),
        ];
    }

    // The same scalar in every lane: what it costs shows eightfold, and in no other lane beside it.
    private static (string Name, string Label, Action<byte[]> Work)[] OfLanes(byte[] point)
    {
        var points = new AffinePoint[SecretLanes.Lanes];
        AffinePoint.TryDecode(point, out points[0]);
        points.AsSpan().Fill(points[0]);
        var scalars = new SecretScalar[SecretLanes.Lanes];
        var products = new byte[SecretLanes.Lanes * AffinePoint.EncodedBytes];
        ReadOnlySpan<SecretScalar> Lanes(byte[] secret)
        {
            scalars.AsSpan().Fill(SecretScalar.Decode(secret));
            return scalars;
        }

        return
        [
            ("multiply_base_lanes", "kG, eight at once", secret => SecretLanes.MultiplyBase(Lanes(secret), products)),
            ("multiply_lanes", "kP, eight at once", secret => SecretLanes.Multiply(Lanes(secret), points, products)),
        ];
    }

    private static void MultiplyPublic(byte[] point, byte[] scalar)
    {
        AffinePoint.TryDecode(point, out var decoded);
        Scalar.TryDecodeComponent(scalar, out var decodedScalar);
        OddMultiples.Multiply(in decoded, in decodedScalar);
    }

    // Which of the two is timed next is drawn, so that whatever else the machine does falls on both alike.
    private static double Statistic(Action<byte[]> work, int samples)
    {
        var random = Enumerable.Range(0, SecretsPrepared).Select(_ => RandomNumberGenerator.GetBytes(Extreme.Length)).ToArray();
        foreach (var secret in random)
        {
            secret[0] = 0x7f; // below n
        }

        var coins = RandomNumberGenerator.GetBytes(samples);
        var times = new List<double>[] { new(samples), new(samples) };
        var taken = new byte[Extreme.Length];
        for (var i = -samples / 4; i < samples; i++)
        {
            var drawn = i >= 0 ? coins[i] & 1 : 0;
            var secret = drawn == 0 ? Extreme : random[Math.Abs(i) % SecretsPrepared];

            // From one place: where the bytes lie would show, and is not what is asked.
            secret.CopyTo(taken, 0);
            var started = Stopwatch.GetTimestamp();
            work(taken);
            if (i >= 0)
            {
                times[drawn].Add(Stopwatch.GetTimestamp() - started);
            }
        }

        // Interrupts and collections make a long tail that says nothing.
        var limit = times[0].Concat(times[1]).Order().ElementAt(samples * 9 / 10);
        return WelchT([.. times[0].Where(time => time <= limit)], [.. times[1].Where(time => time <= limit)]);
    }

    private static double WelchT(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return (meanA - meanB) / Math.Sqrt((Variance(a, meanA) / a.Length) + (Variance(b, meanB) / b.Length));
    }

    private static double Variance(double[] values, double mean) =>
        values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);

    private static void Of(byte[] secret, Action<PrivateScalar> work)
    {
        using var scalar = PrivateScalar.Of(EcCurve.Sm2, secret);
        work(scalar);
    }
}
