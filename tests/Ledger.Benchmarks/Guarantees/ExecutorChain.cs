using System.Diagnostics;
using System.Threading.Channels;
using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.State;
using Ledger.Storage;
using Chain = Ledger.Execution.Chain;
using StateEntry = Ledger.Protocol.V1.StateEntry;

namespace Ledger.Benchmarks;

/// <summary>
/// One validator's executor on RocksDB, without network: what is submitted while a block is executed makes up the next one, certified by
/// all validators at a driven time. Only executing and writing count; certifying and preparing do not.
/// </summary>
internal sealed class ExecutorChain : IRecordChain, IDrivenClock, IAsyncDisposable
{
    private const int OverheadBytes = 4;
    private const int BatchRoomBytes = 88 * 1024; // of the test consortium's 96

    private readonly ConsortiumSeed _consortium;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-bench-");
    private readonly RocksStore _store;
    private readonly Chain _chain;
    private readonly Chain? _other;
    private readonly FaultyContracts _contracts;
    private readonly DrivenTime _time;
    private readonly IReadOnlyList<Voter> _voters;
    private readonly Channel<(PreparedTransaction Transaction, TaskCompletionSource<PlayOutcome> Final)> _pending =
        Channel.CreateUnbounded<(
            PreparedTransaction, TaskCompletionSource<PlayOutcome>)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Lock _gate = new();
    private readonly Task _working;
    private ExecutedBlock? _last;

    /// <param name="consortium">The consortium.</param>
    /// <param name="faultPermille">
    /// Calls on which the contracts throw, of a thousand. Then a second node executes every block too, whose contracts throw something
    /// else, and must come to the same.
    /// </param>
    internal ExecutorChain(ConsortiumSeed consortium, int faultPermille = 0)
    {
        _consortium = consortium;
        var genesis = consortium.Genesis;
        _store = RocksStore.Open(Path.Combine(_directory.FullName, "store"), new RocksStoreOptions());
        _contracts = new FaultyContracts(faultPermille, () => new InvalidOperationException("here"));
        _chain = Chain.Open(
            genesis,
            _store,
            new SignatureVerifier(),
            new StateOptions(),
            new ExecutionOptions { VerifyParallelism = Environment.ProcessorCount, Calls = _contracts.Execute });
        if (faultPermille > 0)
        {
            var other = new FaultyContracts(faultPermille, () => new FormatException("there"));
            _other = Chain.Open(
                genesis, new MemoryStore(), new SignatureVerifier(), new StateOptions(), new ExecutionOptions { Calls = other.Execute });
        }

        _time = new DrivenTime(genesis.Content.Time);
        _voters = [.. consortium.Validators.Select(validator => new Voter(
            genesis.ChainId, ValidatorRoster.IdOf(genesis.Hasher, validator.KeyPair.PublicKey), validator.KeyPair.CreateSigner(), _time,
            new MemoryVoteLock())).OrderBy(voter => voter.ValidatorId)];
        _working = Task.Run(WorkAsync);
    }

    /// <summary>Time spent executing and writing.</summary>
    internal TimeSpan Executing { get; private set; }

    internal int Transactions { get; private set; }

    /// <summary>Calls on which the contracts were made to fail.</summary>
    internal int Faults => _contracts.Faults;

    /// <inheritdoc/>
    public void AdvanceTo(long utcMs) => _time.AdvanceTo(utcMs);

    /// <inheritdoc/>
    public Task<RecordHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Two empty blocks carry the clock's time into a header: one to be certified at it, one to hold the certificate.
            while (_chain.Head.Header.Time < _time.NowMs)
            {
                Make([]);
            }

            return Task.FromResult(new RecordHead(_chain.Head.Header.Height, _chain.Head.Header.Time));
        }
    }

    /// <inheritdoc/>
    public async Task<Task<PlayOutcome>> SubmitAsync(PreparedTransaction transaction, CancellationToken cancellationToken)
    {
        var final = new TaskCompletionSource<PlayOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _pending.Writer.WriteAsync((transaction, final), cancellationToken);
        return final.Task;
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(byte[] key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_chain.State.Get(key));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateEntry> ListAsync(
        byte[] prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var entry in _chain.State.Scan(prefix, int.MaxValue))
        {
            yield return new StateEntry { Key = ByteString.CopyFrom(entry.Key), Value = ByteString.CopyFrom(entry.Value) };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.Complete();
        await _working;
        _store.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task WorkAsync()
    {
        while (await _pending.Reader.WaitToReadAsync())
        {
            var batch = new List<(PreparedTransaction Transaction, TaskCompletionSource<PlayOutcome> Final)>();
            var room = BatchRoomBytes;
            while (_pending.Reader.TryPeek(out var next) && (room -= next.Transaction.Bytes.Length + OverheadBytes) >= 0 &&
                _pending.Reader.TryRead(out next))
            {
                batch.Add(next);
            }

            Finish(batch);
        }
    }

    private void Finish(List<(PreparedTransaction Transaction, TaskCompletionSource<PlayOutcome> Final)> batch)
    {
        try
        {
            lock (_gate)
            {
                var receipts = Make([.. batch.Select(one => UnsafeByteOperations.UnsafeWrap(one.Transaction.Bytes))]);
                Transactions += batch.Count;
                foreach (var ((_, final), bytes) in batch.Zip(receipts))
                {
                    var receipt = Receipt.Parser.ParseFrom(bytes);
                    final.SetResult(new PlayOutcome((RefusalCode)receipt.Code, receipt.Detail));
                }
            }
        }
        catch (Exception e)
        {
            batch.ForEach(one => one.Final.TrySetException(e));
            throw;
        }
    }

    private IReadOnlyList<ByteString> Make(IReadOnlyList<ByteString> transactions)
    {
        var batch = new Batch
        {
            Proposer = ByteString.CopyFrom(_voters[0].ValidatorId.ToArray()),
            TimeProof = _last is null ? null : Certify(_last),
            Transactions = { transactions },
        };
        var bytes = batch.ToByteArray();
        var ordered = BatchBytes.Ordered(bytes, _voters[0].SignBatch(_chain.Head.Height + 1,
            BatchBytes.DigestOf(_consortium.Genesis.Hasher, bytes)));
        var started = Stopwatch.GetTimestamp();
        _last = _chain.Execute(ordered);
        _chain.Commit(_last, new WriteSet());
        _chain.KeepTrie();
        RequireSame(ordered);
        Executing += transactions.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(started);
        return _chain.Blocks.GetBlock(_last.Header.Height)!.Receipts;
    }

    private void RequireSame(byte[] ordered)
    {
        if (_other?.Execute(ordered) is not { } block)
        {
            return;
        }

        if (block.Hash != _last!.Hash)
        {
            throw new InvalidOperationException(
                $"Two nodes whose contracts fail in different ways made different blocks {block.Header.Height}.");
        }

        _other.Commit(block, new WriteSet());
        _other.KeepTrie();
    }

    private QuorumCertificate Certify(ExecutedBlock block)
    {
        var candidate = new CandidateBlock(block.Header.Height, block.Hash, block.Validators);
        var certificate = new QuorumCertificate { Height = candidate.Height, BlockHash = ByteString.CopyFrom(block.Hash.ToArray()) };
        certificate.Votes.AddRange(_voters.Select(voter => voter.Vote(candidate)!.Vote));
        return certificate;
    }

    private sealed class DrivenTime(long startMs) : TimeProvider
    {
        private long _nowMs = startMs;

        internal long NowMs => Interlocked.Read(ref _nowMs);

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

        internal void AdvanceTo(long utcMs) => _nowMs = Math.Max(_nowMs, utcMs);
    }
}
