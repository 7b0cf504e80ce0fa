using System.Diagnostics;
using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Ordering;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Benchmarks;

/// <summary>A chain made without network or clock: full batches, each certified by all validators.</summary>
internal static class OfflineChain
{
    private const int OverheadBytes = 4;
    private const int BatchRoomBytes = IOrderer.BatchBytesMax - 1024;

    /// <summary>The blocks from height 1 on, and how long executing and writing them took.</summary>
    internal static (IReadOnlyList<CertifiedBlock> Blocks, double Seconds) Build(
        BenchmarkChain source, ByteString[] transactions, ExecutionOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            using var store = RocksStore.Open(Path.Combine(directory.FullName, "store"), new RocksStoreOptions());
            return Build(source, transactions, Chain.Open(source.Genesis, store, new SignatureVerifier(), new StateOptions(), options));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static (IReadOnlyList<CertifiedBlock> Blocks, double Seconds) Build(
        BenchmarkChain source, ByteString[] transactions, Chain chain)
    {
        var voters = source.Consortium.Validators.Select(validator => new Voter(
            source.Genesis.ChainId, ValidatorRoster.IdOf(source.Genesis.Hasher, validator.KeyPair.PublicKey),
            validator.KeyPair.CreateSigner(), TimeProvider.System, new MemoryVoteLock())).OrderBy(voter => voter.ValidatorId).ToList();
        var blocks = new List<CertifiedBlock>();
        var elapsed = TimeSpan.Zero;
        QuorumCertificate? newest = null;
        for (var next = 0; next < transactions.Length;)
        {
            var batch = new Batch { Proposer = ByteString.CopyFrom(voters[0].ValidatorId.ToArray()), TimeProof = newest };
            var room = BatchRoomBytes;
            while (next < transactions.Length && (room -= transactions[next].Length + OverheadBytes) >= 0)
            {
                batch.Transactions.Add(transactions[next++]);
            }

            var bytes = batch.ToByteArray();
            var ordered = BatchBytes.Ordered(bytes,
                voters[0].SignBatch(chain.Head.Height + 1, BatchBytes.DigestOf(source.Genesis.Hasher, bytes)));
            var started = Stopwatch.GetTimestamp();
            var executed = chain.Execute(ordered);
            chain.Commit(executed, new WriteSet());
            chain.KeepTrie();
            elapsed += Stopwatch.GetElapsedTime(started);
            newest = Certify(executed, voters);
            blocks.Add(new CertifiedBlock(chain.Blocks.GetBlock(executed.Header.Height)!, newest));
        }

        return (blocks, elapsed.TotalSeconds);
    }

    private static QuorumCertificate Certify(ExecutedBlock block, IReadOnlyList<Voter> voters)
    {
        var candidate = new CandidateBlock(block.Header.Height, block.Hash, block.Validators);
        var certificate = new QuorumCertificate { Height = candidate.Height, BlockHash = ByteString.CopyFrom(block.Hash.ToArray()) };
        certificate.Votes.AddRange(voters.Select(voter => voter.Vote(candidate)!.Vote));
        return certificate;
    }
}
