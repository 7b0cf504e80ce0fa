using System.CommandLine;
using System.Diagnostics;
using Google.Protobuf;
using Ledger.Audit.Archive;
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
            "Builds a chain without network and verifies it in each level of an audit, up to executing it again from genesis; ratio to " +
            "checking its signatures alone.")
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
        var levels = new Dictionary<AuditLevel, TimeSpan>();
        foreach (var level in Enum.GetValues<AuditLevel>())
        {
            levels[level] = await VerifyAsync(chain, blocks, level);
        }

        var replay = levels[AuditLevel.Full];
        var report = new BenchmarkReport("replay");
        report.Add("transactions_per_second", "executed again, transactions a second", transactions.Length / replay.TotalSeconds);
        report.Add("build_transactions_per_second", "executed the first time, a second", transactions.Length / buildSeconds);
        report.Add("signatures_per_second", "signatures alone, a second, all cores", transactions.Length / verify.TotalSeconds);
        report.Add("ratio", "replay to signatures alone", verify / replay, 3);
        foreach (var (level, time) in levels.Where(one => one.Key != AuditLevel.Full))
        {
            var name = level.ToString().ToLowerInvariant();
            report.Add($"{name}_per_second", $"verified up to {name}, transactions a second", transactions.Length / time.TotalSeconds);
        }

        report.Add("blocks", "blocks", blocks.Count, 0);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static async Task<TimeSpan> VerifyAsync(BenchmarkChain chain, IReadOnlyList<CertifiedBlock> blocks, AuditLevel level)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            using var audit = new ArchiveAudit(
                chain.Genesis, new SignatureVerifier(), level, Path.Combine(directory.FullName, "state"));
            var started = Stopwatch.GetTimestamp();
            var given = blocks.Select(one => new GetBlockResponse { Block = one.Block, Certificate = one.Certificate });
            var result = await audit.VerifyAsync(given, null, CancellationToken.None);
            return result.IsSound
                ? Stopwatch.GetElapsedTime(started)
                : throw new InvalidOperationException($"The audit differs: {result.Findings[0]}");
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
