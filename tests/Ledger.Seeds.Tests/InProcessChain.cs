using Google.Protobuf;
using Ledger.Contracts;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Seeds.Tests;

/// <summary>
/// The real contracts, reader, signatures and invariants, on one transaction a block: everything but network, ordering and finality.
/// </summary>
internal sealed class InProcessChain : IRecordChain, IDrivenClock
{
    private readonly GenesisFile _genesis;
    private readonly SortedDictionary<byte[], byte[]> _state = new(
        Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
    private readonly Dictionary<string, Digest> _businessKeys = new(StringComparer.Ordinal);
    private readonly SignatureVerifier _verifier = new();
    private readonly Lock _lock = new();
    private long _time;
    private ulong _height;

    internal InProcessChain(GenesisFile genesis)
    {
        _genesis = genesis;
        _time = genesis.Content.Time;
        foreach (var (key, value) in GenesisState.Build(genesis))
        {
            _state[key] = value;
        }
    }

    internal int Landed { get; private set; }

    /// <summary>After so many transactions the chain fails every further one, as if the program had been stopped.</summary>
    internal int StopAfter { get; set; } = int.MaxValue;

    internal List<(string Name, int Bytes)> Transactions { get; } = [];

    /// <summary>Called with every transaction before it is executed, and its block's time; <see cref="Probe"/> may be asked then.</summary>
    internal Action<SignedTransaction, long>? Executing { get; set; }

    /// <summary>
    /// Called with every transaction that was executed, its outcome and its block's time; <see cref="Probe"/> may be asked then.
    /// </summary>
    internal Action<SignedTransaction, Refused, long>? Executed { get; set; }

    /// <summary>The state as it stands, for functions of it.</summary>
    internal IStateReader State => new Overlay(_state);

    internal IReadOnlyList<T> Read<T>(StateTable<T> table)
        where T : class, IMessage<T>, new()
    {
        var prefix = table.Prefix.ToArray();
        lock (_lock)
        {
            return
            [
                .. _state.Where(entry => entry.Key.AsSpan().StartsWith(prefix))
                    .Select(entry => new MessageParser<T>(() => new T()).ParseFrom(entry.Value)),
            ];
        }
    }

    internal T? Find<T>(StateTable<T> table, byte[] key)
        where T : class, IMessage<T>, new()
    {
        lock (_lock)
        {
            return table.Read(new Overlay(_state), key);
        }
    }

    /// <summary>What would become of calls in the next block; nothing is kept.</summary>
    internal Refused Probe(Digest certificateId, IEnumerable<Call> calls)
    {
        var overlay = new Overlay(_state);
        var refused = SignerRules.Resolve(overlay, certificateId, _time, out var signer);
        return refused.IsRefused ? refused : Run(calls, ContextOf(signer!, overlay, _height + 1));
    }

    public void AdvanceTo(long utcMs)
    {
        lock (_lock)
        {
            _time = Math.Max(_time, utcMs);
        }
    }

    public Task<RecordHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(new RecordHead(_height, _time));
        }
    }

    public Task<Task<PlayOutcome>> SubmitAsync(PreparedTransaction transaction, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var refused = Execute(transaction);
            return Task.FromResult(Task.FromResult(new PlayOutcome(refused.Code, refused.Detail)));
        }
    }

    public Task<byte[]?> GetAsync(byte[] key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_state.GetValueOrDefault(key));
        }
    }

    public async IAsyncEnumerable<StateEntry> ListAsync(
        byte[] prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (key, value) in _state.Where(entry => entry.Key.AsSpan().StartsWith(prefix)))
        {
            yield return new StateEntry { Key = ByteString.CopyFrom(key), Value = ByteString.CopyFrom(value) };
        }
    }

    private Refused Execute(PreparedTransaction prepared)
    {
        if (Landed >= StopAfter)
        {
            throw new IOException("The chain was stopped.");
        }

        var limits = _genesis.Content.Limits;
        var refused = TransactionReader.TryRead(prepared.Bytes, _genesis.Hasher, _genesis.ChainId, limits, out var transaction);
        if (refused.IsRefused)
        {
            return refused;
        }

        Assert.Equal(prepared.Id, transaction!.Id);
        if (_time > transaction.Body.NotAfter || transaction.Body.NotAfter > _time + limits.NotAfterMsMax)
        {
            return new Refused(
                _time > transaction.Body.NotAfter ? RefusalCode.Expired : RefusalCode.NotAfterTooFar,
                $"{transaction.Body.NotAfter} at {_time}");
        }

        var overlay = new Overlay(_state);
        refused = SignerRules.Resolve(overlay, transaction.Signer, _time, out var signer);
        if (refused.IsRefused)
        {
            return refused;
        }

        Span<bool> verified = [false];
        _verifier.Verify([transaction.SignatureCheck(signer!.Key)], verified);
        if (!verified[0])
        {
            return new Refused(RefusalCode.BadSignature, "The signature does not verify.");
        }

        var businessKey = $"{signer.Uscc}/{transaction.Body.BusinessKey.ToBase64()}";
        return _businessKeys.TryGetValue(businessKey, out var content)
            ? new Refused(
                content == transaction.ContentDigest(_genesis.Hasher) ? RefusalCode.Repeated : RefusalCode.OtherContent, string.Empty)
            : Apply(prepared, transaction, signer, overlay, businessKey);
    }

    private Refused Apply(PreparedTransaction prepared, SignedTransaction transaction, Signer signer, Overlay overlay, string businessKey)
    {
        _height++;
        Executing?.Invoke(transaction, _time);
        var refused = Run(transaction.Body.Calls, ContextOf(signer, overlay, _height));
        if (refused.IsRefused)
        {
            Executed?.Invoke(transaction, refused, _time);
            return refused;
        }

        var changes = overlay.Writes.Select(write => new StateTransition(write.Key, _state.GetValueOrDefault(write.Key), write.Value))
            .ToList();
        Assert.Null(LedgerInvariants.Check(changes, overlay, _time, _genesis.Hasher));
        foreach (var (key, value) in overlay.Writes)
        {
            _state[key] = value;
        }

        _businessKeys[businessKey] = transaction.ContentDigest(_genesis.Hasher);
        Landed++;
        Transactions.Add((prepared.Name, prepared.Bytes.Length));
        Executed?.Invoke(transaction, Refused.No, _time);
        return Refused.No;
    }

    private CallContext ContextOf(Signer signer, Overlay overlay, ulong height) =>
        new(new BlockScope(_genesis.ChainId, _genesis.Suite, _genesis.Hasher, _verifier, height, _time, 1), signer, overlay);

    private static Refused Run(IEnumerable<Call> calls, CallContext context)
    {
        foreach (var call in calls)
        {
            if (ContractDispatcher.Execute(call, context) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    private sealed class Overlay(SortedDictionary<byte[], byte[]> state) : IStateWriter
    {
        internal SortedDictionary<byte[], byte[]> Writes { get; } = new(state.Comparer);

        public byte[]? Get(byte[] key) => Writes.TryGetValue(key, out var written) ? written : state.GetValueOrDefault(key);

        public void Put(byte[] key, byte[] value) => Writes[key] = value;

        public void Delete(byte[] key) => throw new InvalidOperationException("No call of the record removes a key.");
    }
}
