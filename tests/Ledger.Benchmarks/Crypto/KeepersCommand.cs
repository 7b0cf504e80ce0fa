using System.CommandLine;
using System.Diagnostics;
using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Crypto.Sealing;
using Ledger.Keepers;
using Ledger.Protocol;
using Ledger.Threshold;

namespace Ledger.Benchmarks;

/// <summary>
/// <c>keepers</c>: what a key that keepers make costs, in bytes on the chain and in time on one core, for the sizes of the design's table:
/// a whole batch is made, acknowledged, and one key of it opened.
/// </summary>
internal static class KeepersCommand
{
    private static readonly (int Keepers, int Threshold, int Keys)[] Sizes = [(4, 3, 200), (7, 5, 140), (16, 11, 80)];

    internal static Command Create()
    {
        var command = new Command("keepers", "A batch of keys by 4, 7 and 16 keepers: bytes a key, time of a keeper and of a node.")
        {
            CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var report = new BenchmarkReport("keepers");
        foreach (var suite in new[] { CryptoSuite.Guomi, CryptoSuite.International })
        {
            foreach (var (keepers, threshold, keys) in Sizes)
            {
                Measure(report, suite, keepers, threshold, Math.Min(4, keys)); // once, so that the code is compiled
                Measure(report, suite, keepers, threshold, keys);
            }
        }

        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static void Measure(BenchmarkReport report, CryptoSuite suite, int n, int t, int count)
    {
        var ids = Enumerable.Range(1, n).Select(i => new Digest([.. Enumerable.Repeat((byte)i, Digest.Bytes)]));
        var context = BatchContext.Create(new BatchTerms(suite, Digest.Zero, 1, 1, t, count, [.. ids]), out _)!;
        using var random = new KeeperRandom(SystemRandomSource.Instance, new byte[KeeperRandom.NonceKeyBytes]);
        Receiver[] receivers = [.. Enumerable.Range(1, n).Select(i => new Receiver(context, i, random))];
        var set = ReceiverSet.Create(context, Digest.Zero, [.. receivers.Select(KeyOf)], out _)!;

        var (messages, dealMs) = Timed(() => Enumerable.Range(1, n).Select(j => Dealer.Deal(set, j, random)).ToArray());
        var (dealings, readMs) = Timed(() => messages.Select((message, i) => Read(set, i + 1, message)).ToArray());
        var (keys, sumMs) = Timed(() => BatchKeys.Combine(set, [.. dealings.Select(dealing => dealing.Statement)], out _)!);
        var (shares, openMs) = Timed(() => receivers.Take(t).Select(receiver => KeeperShares.Sum(
            keys, receiver.Keeper, [.. dealings.Select(dealing => receiver.Open(dealing, out _)!)])).ToArray());
        int[] all = [.. Enumerable.Range(0, count)];
        var (proofs, proveMs) = Timed(() => shares.Select(own => own.Prove(all, 0, random)).ToArray());
        var (_, ackMs) = Timed(() => shares.Zip(proofs).All(
            pair => HoldingProof.Check(keys, all, 0, pair.First.Keeper, pair.Second) == ThresholdFault.None ? true : throw Broken()));
        var (released, releaseMs) = Timed(() => shares.ToDictionary(own => own.Keeper, own => ShareOf(keys, own)));
        var (_, combineMs) = Timed(() => ReleasedShares.Combine(keys, 0, released, out var d) == ThresholdFault.None ? d : throw Broken());

        var name = $"{(suite == CryptoSuite.Guomi ? "sm2" : "p256")}_{n}";
        var label = $"{(suite == CryptoSuite.Guomi ? "SM2" : "P-256")}, n = {n}, t = {t}, {count} keys: ";
        if (count > 4)
        {
            var bytes = (messages[0].Length + HoldingProof.Bytes + ReceiveKeys.Bytes) * (double)n;
            report.Add(name + "_bytes", label + "bytes on the chain for a key", bytes / count, 0);
            report.Add(name + "_deal_ms", label + "a keeper deals, ms", dealMs / n);
            report.Add(name + "_open_ms", label + "a keeper opens and checks all dealings, ms", openMs / t);
            report.Add(name + "_prove_ms", label + "a keeper acknowledges, ms", proveMs / t);
            report.Add(name + "_node_ms", label + "a node checks dealings and acknowledgements, ms", readMs + sumMs + (ackMs * n / t));
            report.Add(name + "_share_ms", label + "check of a released share, ms", releaseMs / t, 2);
            report.Add(name + "_combine_ms", label + "combination, ms", combineMs, 2);
        }

        foreach (var receiver in receivers)
        {
            receiver.Dispose();
        }

        GroupPoint? KeyOf(Receiver receiver) =>
            ReceiveKeys.TryRead(context, receiver.Keeper, receiver.Message, out var key) == ThresholdFault.None ? key : throw Broken();
    }

    private static Dealing Read(ReceiverSet set, int dealer, byte[] message) =>
        Dealing.TryRead(set, null, dealer, message, out var dealing) == ThresholdFault.None ? dealing! : throw Broken();

    private static GroupScalar ShareOf(BatchKeys keys, KeeperShares own) =>
        ReleasedShares.TryRead(keys, 0, own.Keeper, own.Release(0), out var share) == ThresholdFault.None ? share : throw Broken();

    private static InvalidOperationException Broken() => new("An honest batch was refused.");

    private static (T Value, double Ms) Timed<T>(Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var value = work();
        return (value, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
