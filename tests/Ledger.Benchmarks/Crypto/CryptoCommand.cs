using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.Signatures;

namespace Ledger.Benchmarks;

/// <summary>
/// <c>crypto</c>: what one core signs, checks and hashes, all in one run, so that the ratios hold whatever the machine does besides.
/// </summary>
internal static class CryptoCommand
{
    private const int Each = 32;
    private const int SealedBytes = 64;
    private const int HashBytes = 67;
    private const int HashBatch = 64;
    private static readonly Option<int> Milliseconds = new("--milliseconds")
    {
        Description = "How long to measure each operation, in each of three rounds; the best round counts",
        DefaultValueFactory = _ => 500,
    };

    internal static Command Create()
    {
        var command = new Command(
            "crypto", "Signatures and hashes a second on one core, and their ratios to each other.") { Milliseconds, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var sm2 = Checks(SignatureAlgorithm.Sm2Sm3);
        var p256 = Checks(SignatureAlgorithm.EcdsaP256Sha256);
        var withTables = new SignatureVerifierOptions(Sm2TablesMax: Each, Sm2TableAfterUses: 1);
        var withoutTables = new SignatureVerifierOptions(Sm2TablesMax: 0);
        var known = new SignatureVerifier(withTables);
        var knownScalar = new SignatureVerifier(withTables with { Sm2Lanes = false });
        var unknown = new SignatureVerifier(withoutTables);
        var unknownScalar = new SignatureVerifier(withoutTables with { Sm2Lanes = false });
        var openSsl = new SignatureVerifier(new SignatureVerifierOptions(Sm2Engine: Sm2Engine.OpenSsl));
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        using var signer = pair.CreateSigner();
        using var opening = new OpeningKey(pair);
        var foreign = Seal(sm2[0].Key);
        BoxToSeal[] contents =
            [.. sm2.Select(check => new BoxToSeal(check.Key, new byte[SealedBytes], default, SystemRandomSource.Instance))];
        BoxToOpen[] foreigners = [.. SealedBox.SealEach(contents).Select(box => new BoxToOpen(box, default))];
        var sm3 = Hashers.For(CryptoSuite.Guomi);
        var message = RandomNumberGenerator.GetBytes(HashBytes * HashBatch);
        var digests = new byte[IHasher.DigestBytes * HashBatch];
        (string Name, string Label, int Operations, Action Work)[] operations =
        [
            ("sm2_verify_openssl", "SM2 verify, OpenSSL", Each, () => Verify(openSsl, sm2)),
            ("sm2_verify_unknown_key_scalar", "SM2 verify, managed, no table, one by one", Each, () => Verify(unknownScalar, sm2)),
            ("sm2_verify_known_key_scalar", "SM2 verify, managed, with table, one by one", Each, () => Verify(knownScalar, sm2)),
            ("sm2_verify_unknown_key", "SM2 verify, managed, no table", Each, () => Verify(unknown, sm2)),
            ("sm2_verify_known_key", "SM2 verify, managed, with table", Each, () => Verify(known, sm2)),
            ("sm2_sign", "SM2 sign", 1, () => signer.Sign(message.AsSpan(0, IHasher.DigestBytes))),
            ("sm2_seal", "SM2 sealed boxes made, 64 B", 1, () => Seal(pair.PublicKey)),
            ("sm2_seal_together", "SM2 sealed boxes made, 64 B, 32 together", Each, () => SealedBox.SealEach(contents)),
            ("sm2_try_open", "SM2 sealed boxes of others tried", 1, () => SealedBox.TryOpen(opening, foreign, default)),
            ("sm2_try_open_together", "SM2 sealed boxes of others tried, 32 together", Each,
                () => SealedBox.TryOpenEach(opening, foreigners)),
            ("p256_verify", "P-256 verify", Each, () => Verify(unknown, p256)),
            ("sm3_67_single", "SM3 of 67 B, one at a time", 1, () => sm3.Hash(message.AsSpan(0, HashBytes), digests)),
            ("sm3_67_batch", "SM3 of 67 B, batches of 64", HashBatch, () => sm3.HashBatch(message, HashBytes, digests)),
        ];

        Console.WriteLine("crypto: one core");
        var report = new BenchmarkReport("crypto");
        var rates = Measure(operations, TimeSpan.FromMilliseconds(arguments.GetValue(Milliseconds)));
        var ratios = new JsonArray();
        foreach (var (name, label, _, _) in operations)
        {
            report.Add(name + "_per_second", label + ", a second", rates[name], 0);
            ratios.Add(
                new JsonObject
                {
                    ["operation"] = name,
                    ["to_sm2_verify_openssl"] = Math.Round(rates[name] / rates["sm2_verify_openssl"], 2),
                });
        }

        report.Add(
            "managed_to_openssl_unknown",
            "managed to OpenSSL, no table",
            rates["sm2_verify_unknown_key"] / rates["sm2_verify_openssl"],
            2);
        report.Add(
            "managed_to_openssl_known", "managed to OpenSSL, with table", rates["sm2_verify_known_key"] / rates["sm2_verify_openssl"], 2);
        report.Add("sm3_batch_to_single", "SM3 in batches to single", rates["sm3_67_batch"] / rates["sm3_67_single"], 2);
        report.AddRows("ratios", ratios);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    // Rounds go through all operations in turn, so that a busy second does not fall on one of them alone.
    private static Dictionary<string, double> Measure(
        (string Name, string Label, int Operations, Action Work)[] operations, TimeSpan duration)
    {
        const int rounds = 3;
        var best = operations.ToDictionary(operation => operation.Name, _ => 0.0);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, _, count, work) in operations)
            {
                var rate = Rate(count, work, duration);
                best[name] = round == 0 ? 0 : Math.Max(best[name], rate);
            }
        }

        return best;
    }

    private static double Rate(int count, Action work, TimeSpan duration)
    {
        long done = 0;
        // By processor time, not by the clock: the machine may be doing other things as well.
        var started = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - started < duration)
        {
            for (var i = 0; i < Each; i++)
            {
                work();
            }

            done += (long)Each * count;
        }

        return done / (Environment.CpuUsage.TotalTime - started).TotalSeconds;
    }

    private static void Verify(SignatureVerifier verifier, SignatureCheck[] checks)
    {
        Span<bool> valid = stackalloc bool[Each];
        verifier.Verify(checks.AsSpan(0, Each), valid);
        if (valid.Contains(false))
        {
            throw new InvalidOperationException("A signature does not verify.");
        }
    }

    private static byte[] Seal(PublicKey to) => SealedBox.Seal(to, new byte[SealedBytes], [], SystemRandomSource.Instance);

    private static SignatureCheck[] Checks(SignatureAlgorithm algorithm) => [.. Enumerable.Range(0, Each).Select(_ =>
    {
        using var pair = KeyPair.Generate(algorithm);
        using var signer = pair.CreateSigner();
        var message = RandomNumberGenerator.GetBytes(IHasher.DigestBytes);
        return new SignatureCheck(pair.PublicKey, message, signer.Sign(message));
    })];
}
