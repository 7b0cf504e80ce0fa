using System.CommandLine;
using System.Diagnostics;
using Google.Protobuf;
using Ledger.Audit.Replay;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Execution;
using Ledger.Protocol.V1;

namespace Ledger.Benchmarks;

/// <summary><c>replay</c>: an auditor executes a chain again; against the rate at which its signatures alone can be checked.</summary>
internal static class ReplayCommand
{
    private static readonly Option<int> Transactions = new("--transactions")
    {
        Description = "How many transactions the chain has",
        DefaultValueFactory = _ => 20_000,
    };
    private static readonly Option<int> Signers = new("--signers")
    {
        Description = "How many different signers",
        DefaultValueFactory = _ => 2_000,
    };

    internal static Command Create()
    {
        var command = new Command(
            "replay",
            "Builds a chain without network, executes it again from genesis and compares every root; ratio to checking its " +
            "signatures alone.")
        {
            Transactions, Signers, CommonOptions.Suite, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var suite = arguments.GetValue(CommonOptions.Suite);
        var options = new ExecutionOptions { VerifyParallelism = Environment.ProcessorCount };
        var chain = BenchmarkChain.Create(suite, arguments.GetValue(Signers), DateTimeOffset.UtcNow);
        var transactions = GuaranteeWorkload.Sign(chain, arguments.GetValue(Transactions));
        Console.WriteLine(
            $"replay: suite {suite}, {transactions.Length} transactions of {chain.Signers.Count} signers, " +
            $"{options.VerifyParallelism} cores");
        var (blocks, buildSeconds) = OfflineChain.Build(chain, transactions, options);

        var checks = SignatureChecks(chain, transactions);
        VerifyAll(checks, options);
        var verify = VerifyAll(checks, options);
        var replay = await ReplayAsync(chain, blocks, options);

        var report = new BenchmarkReport("replay");
        report.Add("transactions_per_second", "executed again, transactions a second", transactions.Length / replay.TotalSeconds);
        report.Add("build_transactions_per_second", "executed the first time, a second", transactions.Length / buildSeconds);
        report.Add("signatures_per_second", "signatures alone, a second, all cores", transactions.Length / verify.TotalSeconds);
        report.Add("ratio", "replay to signatures alone", verify / replay, 3);
        report.Add("blocks", "blocks", blocks.Count, 0);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static async Task<TimeSpan> ReplayAsync(BenchmarkChain chain, IReadOnlyList<CertifiedBlock> blocks, ExecutionOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            using var replay = new ReplayedChain(
                chain.Genesis, new SignatureVerifier(), new ReplayOptions { StateFile = Path.Combine(directory.FullName, "state") });
            var started = Stopwatch.GetTimestamp();
            var given = blocks.Select(one => (one.Block, (QuorumCertificate?)one.Certificate)).ToAsyncEnumerable();
            await foreach (var (block, certificate) in replay.PrepareAheadAsync(given, options.VerifyParallelism))
            {
                if (replay.Check(block, certificate) is { } difference)
                {
                    throw new InvalidOperationException($"The replay differs: {difference}");
                }
            }

            return Stopwatch.GetElapsedTime(started);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static SignatureCheck[] SignatureChecks(BenchmarkChain chain, ByteString[] transactions)
    {
        var keys = chain.Signers.ToDictionary(signer => signer.CertificateId, signer => signer.KeyPair.PublicKey);
        return [.. transactions.Select(bytes =>
        {
            var refused = Protocol.TransactionReader.TryRead(
                bytes.Memory, chain.Genesis.Hasher, chain.Genesis.ChainId, chain.Genesis.Content.Limits, out var transaction);
            return refused.IsRefused
                ? throw new InvalidOperationException(refused.Detail)
                : transaction!.SignatureCheck(keys[transaction.Signer]);
        })];
    }

    private static TimeSpan VerifyAll(SignatureCheck[] checks, ExecutionOptions options)
    {
        var verifier = new SignatureVerifier();
        var valid = new bool[checks.Length];
        var started = Stopwatch.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.VerifyParallelism };
        Parallel.ForEach(checks.Chunk(options.VerifyChunk).Index(), parallel, chunk =>
            verifier.Verify(chunk.Item, valid.AsSpan(chunk.Index * options.VerifyChunk, chunk.Item.Length)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return valid.All(one => one) ? elapsed : throw new InvalidOperationException("A signature of the chain does not verify.");
    }
}
