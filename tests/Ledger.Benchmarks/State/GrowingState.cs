using System.Diagnostics;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.Proofs;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Benchmarks;

/// <summary>A state on disk that grows from one size to the next, and is measured at each.</summary>
internal sealed class GrowingState : IDisposable
{
    internal const int BlockKeys = 400;
    private const int FillKeys = 4_000;
    private const int ValueBytes = 200;
    private const int Blocks = 80; // so that checkpoints are among them
    private const int WarmBlocks = 5;
    private const int Proofs = 2_000;
    private const int KnownEach = 10;
    private static readonly byte[] Prefix = "guarantee/guarantee/"u8.ToArray();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-bench-");
    private readonly Random _random = new(1);
    private readonly List<byte[]> _known = [];
    private readonly IHasher _hasher;
    private readonly RocksStore _store;
    private readonly StateStore _state;
    private ulong _height;
    private int _keys;

    internal GrowingState(CryptoSuite suite)
    {
        _hasher = Hashers.For(suite);
        _store = RocksStore.Open(Path.Combine(_directory.FullName, "store"), new RocksStoreOptions());
        _state = new StateStore(_store, _hasher, new StateOptions());
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Delete(recursive: true);
    }

    internal StateRow MeasureAt(int keys)
    {
        while (_keys < keys)
        {
            Block(Math.Min(FillKeys, keys - _keys), changed: 0, durable: false);
        }

        for (var i = 0; i < WarmBlocks; i++)
        {
            Block(BlockKeys, BlockKeys / 4, durable: true);
        }

        var blocks = Enumerable.Range(0, Blocks).Select(_ => Block(BlockKeys, BlockKeys / 4, durable: true)).ToList();
        var (proofBytes, proveUs, checkUs) = MeasureProofs();
        return new StateRow(
            keys, Median(blocks.Select(block => block.UpdateUs)), blocks.Average(block => block.WriteUs),
            blocks.Average(block => block.WriteBytes),
            proofBytes, proveUs, checkUs, GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, Environment.WorkingSet / 1048576.0);
    }

    private (double UpdateUs, double WriteUs, double WriteBytes) Block(int count, int changed, bool durable)
    {
        var changes = Enumerable.Range(0, count).Select(i => i < changed ? Change() : Fresh())
            .OrderBy(change => change.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .DistinctBy(change => Convert.ToHexString(change.Key)).ToList();
        var started = Stopwatch.GetTimestamp();
        var update = _state.Prepare(++_height, changes);
        var updated = Stopwatch.GetTimestamp();
        var write = new WriteSet();
        update.WriteTo(write);
        _store.Write(write, durable);
        _state.Commit(update);
        var bytes = write.Bytes + Checkpoint();
        var written = Stopwatch.GetElapsedTime(updated).TotalMicroseconds;
        return (
            Stopwatch.GetElapsedTime(started, updated).TotalMicroseconds / changes.Count,
            written / changes.Count,
            (double)bytes / changes.Count);
    }

    private long Checkpoint()
    {
        if (!_state.IsCheckpointDue)
        {
            return 0;
        }

        var write = new WriteSet();
        _state.WriteCheckpoint(write);
        _store.Write(write, durable: false);
        _state.CommitCheckpoint();
        return write.Bytes;
    }

    private StateChange Fresh()
    {
        byte[] key = [.. Prefix, .. RandomBytes(16)];
        if (_keys++ % KnownEach == 0)
        {
            _known.Add(key);
        }

        return new StateChange(key, RandomBytes(ValueBytes));
    }

    private StateChange Change() => new(_known[_random.Next(_known.Count)], RandomBytes(ValueBytes));

    private (double Bytes, double ProveUs, double CheckUs) MeasureProofs()
    {
        var root = _state.Root;
        var sample = Enumerable.Range(0, Proofs).Select(_ => _known[_random.Next(_known.Count)]).ToList();
        var started = Stopwatch.GetTimestamp();
        var proofs = sample.ConvertAll(key => _state.Prove(key, _height));
        var proveUs = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Proofs;
        started = Stopwatch.GetTimestamp();
        var isGood = proofs.TrueForAll(proof => StateProofVerifier.Verify(root, proof, _hasher) == ProofError.None);
        var checkUs = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Proofs;
        if (!isGood)
        {
            throw new InvalidOperationException("A proof of the state does not verify.");
        }

        var bytes = proofs.Average(proof => proof.ToMessage().CalculateSize() - proof.Key.Length - proof.Value!.Length);
        return (bytes, proveUs, checkUs);
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static double Median(IEnumerable<double> values) => new Latencies(values).Percentile(50);
}
