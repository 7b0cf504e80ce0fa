using System.Diagnostics;
using Grpc.Core;
using Ledger.Audit.Replay;
using Ledger.Contracts;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Rehearsal;

/// <summary>Reads all final blocks over gRPC, executes them again from genesis on an empty store, and compares every root.</summary>
internal sealed class ChainAudit(GenesisFile genesis, ChannelBase node, string workFolder)
{
    internal async Task<AuditResult> RunAsync(ulong to, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(workFolder);
        try
        {
            using var replay = new ReplayedChain(
                genesis, new SignatureVerifier(), new ReplayOptions { StateFile = Path.Combine(workFolder, $"{Guid.NewGuid():N}") });
            return await ReplayAsync(replay, to, progress, cancellationToken);
        }
        finally
        {
            Directory.Delete(workFolder, recursive: true);
        }
    }

    private async Task<AuditResult> ReplayAsync(
        ReplayedChain replay, ulong to, IProgress<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        var names = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var started = Stopwatch.GetTimestamp();
        using var call = new LedgerNode.LedgerNodeClient(node)
            .StreamBlocks(new StreamBlocksRequest { From = 1 }, cancellationToken: cancellationToken);
        var blocks = call.ResponseStream.ReadAllAsync(cancellationToken).Take((int)to)
            .Select(next => (next.Block, (QuorumCertificate?)next.Certificate));
        await foreach (var (block, certificate) in replay.PrepareAheadAsync(blocks, Environment.ProcessorCount, cancellationToken))
        {
            if (replay.Check(block, certificate) is { } difference)
            {
                return Result(
                    $"block {difference.Height}: {difference.What} is {difference.Expected}, executing again gives {difference.Computed}");
            }

            Count(names, block.Block);
            progress?.Report(new AuditProgress(replay.Header.Height, to, replay.Transactions, Stopwatch.GetElapsedTime(started)));
        }

        return replay.Header.Height < to ? Result($"the node ended its blocks at {replay.Header.Height} instead of {to}")
            : replay.CertifiedHeight < to ? Result($"block {to} carries no quorum certificate")
            : Result(null);

        AuditResult Result(string? finding) =>
            new(finding, replay.Header, replay.Transactions, Stopwatch.GetElapsedTime(started), names);
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
    string? Finding, BlockHeader Head, long Transactions, TimeSpan Duration, IReadOnlyDictionary<string, long> Names);
