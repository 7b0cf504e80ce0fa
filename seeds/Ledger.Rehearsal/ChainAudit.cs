using System.Diagnostics;
using Grpc.Core;
using Ledger.Contracts;
using Ledger.Crypto.Signatures;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Rehearsal;

/// <summary>Reads all final blocks over gRPC, executes them again from genesis on an empty store, and compares every root.</summary>
internal sealed class ChainAudit(GenesisFile genesis, ChannelBase node, string workFolder)
{
    internal async Task<AuditResult> RunAsync(ulong to, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(workFolder))
        {
            Directory.Delete(workFolder, recursive: true);
        }

        try
        {
            using var data = DataDirectory.Open(workFolder, genesis.ChainId.ToArray(), new RocksStoreOptions());
            var replay = new ChainReplay(
                genesis, data.Store, new SignatureVerifier(), new ExecutionOptions { VerifyParallelism = Environment.ProcessorCount });
            return await ReplayAsync(replay, to, progress, cancellationToken);
        }
        finally
        {
            Directory.Delete(workFolder, recursive: true);
        }
    }

    private async Task<AuditResult> ReplayAsync(
        ChainReplay replay, ulong to, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        var names = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var started = Stopwatch.GetTimestamp();
        using var call = new LedgerNode.LedgerNodeClient(node)
            .StreamBlocks(new StreamBlocksRequest { From = 1 }, cancellationToken: cancellationToken);
        var blocks = call.ResponseStream.ReadAllAsync(cancellationToken).Take((int)to)
            .ReadAheadAsync(next => replay.ReadAhead(next.Block), Environment.ProcessorCount, cancellationToken);
        await foreach (var (next, ahead) in blocks)
        {
            if (replay.Check(next.Block, next.Certificate, ahead) is { } difference)
            {
                return Result(
                    $"block {difference.Height}: {difference.What} is {difference.Expected}, executing again gives {difference.Computed}");
            }

            Count(names, next.Block);
            progress?.Report(new AuditProgress(replay.Head.Height, to, replay.Transactions, Stopwatch.GetElapsedTime(started)));
        }

        return replay.Head.Height < to ? Result($"the node ended its blocks at {replay.Head.Height} instead of {to}")
            : replay.CertifiedHeight < to ? Result($"block {to} carries no quorum certificate")
            : Result(null);

        AuditResult Result(string? finding) =>
            new(finding, replay.Head, replay.Transactions, Stopwatch.GetElapsedTime(started), names);
    }

    private void Count(SortedDictionary<string, long> names, Block block)
    {
        var encoded = BlockHeader.TryDecode(block.Header.Span, out var header)
            && BatchBytes.Counted(header, block.Batch.Memory) is { } batch
            ? batch.Transactions : [];
        for (var i = 0; i < encoded.Count; i++)
        {
            if (Receipt.Parser.ParseFrom(block.Receipts[i]).Code == 0
                && !TransactionReader.TryRead(
                    encoded[i].Memory, genesis.Hasher, genesis.ChainId, genesis.Content.Limits, out var transaction).IsRefused)
            {
                var name = ContractDispatcher.NameOf(transaction!.Body.Calls[0])!;
                names[name] = names.GetValueOrDefault(name) + 1;
            }
        }
    }
}

/// <summary>How far an audit is.</summary>
/// <param name="Height">Blocks executed again.</param>
/// <param name="To">Blocks in all.</param>
/// <param name="Transactions">Transactions executed again.</param>
/// <param name="Elapsed">Time so far.</param>
public readonly record struct AuditProgress(ulong Height, ulong To, long Transactions, TimeSpan Elapsed);

/// <summary>What an audit found.</summary>
/// <param name="Finding">The first difference in words; null where there is none.</param>
/// <param name="Head">The newest block that was executed again.</param>
/// <param name="Transactions">Transactions executed.</param>
/// <param name="Duration">Time it took.</param>
/// <param name="Names">Transactions that were done, by the name of their first call.</param>
internal sealed record AuditResult(
    string? Finding, ChainHead Head, long Transactions, TimeSpan Duration, IReadOnlyDictionary<string, long> Names);
