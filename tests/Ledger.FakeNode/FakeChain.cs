using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.FakeNode;

/// <summary>A chain that executes nothing and is genuine in everything that a client can check.</summary>
public sealed class FakeChain : IDisposable
{
    /// <summary>The rules of a chain that takes every call: no program's contracts know them, so none foretells what they refuse.</summary>
    public const uint RulesOfNobody = 1_000_000;

    private readonly Lock _lock = new();
    private readonly MemoryStore _store = new();
    private readonly List<FakeBlock> _blocks = [];
    private readonly List<EventRecord> _events = [];
    private readonly Dictionary<Digest, (ulong Height, int Index)> _places = [];
    private readonly StateStore _state;
    private IReadOnlyList<int> _validators;
    private IReadOnlyList<int>? _nextValidators;

    public FakeChain(CryptoSuite suite = CryptoSuite.International, params IReadOnlyList<int> validators)
        : this(RulesOfNobody, suite, validators)
    {
    }

    public FakeChain(uint ruleVersion, CryptoSuite suite = CryptoSuite.International, params IReadOnlyList<int> validators)
    {
        _validators = validators.Count == 0 ? [1, 2, 3, 4] : validators;
        var hasher = Hashers.For(suite);
        var content = new Genesis
        {
            Name = "Fake",
            Suite = (uint)suite,
            Time = 1_700_000_000_000,
            RuleVersion = ruleVersion,
            Validators = Keys.Set(hasher, _validators),
            Limits = new ChainLimits { TransactionBytesMax = 65_536, BatchBytesMax = 98_304, CallsMax = 256, NotAfterMsMax = 86_400_000 },
        };
        content.ReceiptKeys.AddRange(Keys.Receipts(hasher, _validators));
        content.Members.Add(
            new Member
            {
                Uscc = Keys.MemberUscc,
                Name = "珠海",
                Region = "440400",
                Active = true,
                Roles = { Role.TradingCentre, Role.Guarantor },
            });
        GenesisBytes = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(content));
        Genesis = GenesisFile.Parse(GenesisBytes);
        _state = new StateStore(_store, hasher, new StateOptions());
        Append(GenesisState.Build(Genesis).Select(entry => new StateChange(entry.Key, entry.Value)).ToList(), [], []);
    }

    public byte[] GenesisBytes { get; }

    public GenesisFile Genesis { get; }

    public StateStore State => _state;

    public FakeBlock Head
    {
        get
        {
            lock (_lock)
            {
                return _blocks[^1];
            }
        }
    }

    public FakeBlock? Block(ulong height)
    {
        lock (_lock)
        {
            return height < (ulong)_blocks.Count ? _blocks[(int)height] : null;
        }
    }

    public IReadOnlyList<EventRecord> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public (ulong Height, int Index)? Find(Digest id)
    {
        lock (_lock)
        {
            return _places.TryGetValue(id, out var place) ? place : null;
        }
    }

    /// <summary>
    /// Makes a block that registers key 100 for the member under an active CA: who signs where the chain's rules are known and asked.
    /// </summary>
    public FakeBlock PutSigner(Digest certificate)
    {
        using var pair = Keys.Pair(100);
        return Put(
            (AccountTables.Certificates.Key(certificate.ToArray()), new CertificateRecord
            {
                Uscc = Keys.MemberUscc,
                Algorithm = (uint)pair.Algorithm,
                PublicKey = ByteString.CopyFrom(pair.PublicKey.Encoded),
                NotAfter = long.MaxValue,
                PathNotAfter = long.MaxValue,
                Kind = CertificateKind.Signing,
                CaId = "ca",
            }),
            (CaTrustTables.Standings.Key("ca"), new AuthorityStanding
            {
                Statuses = { new AuthorityStatusEntry { Status = AuthorityStatus.Active } },
            }));
    }

    /// <summary>Makes a block of these changes of the state.</summary>
    public FakeBlock Put(params IReadOnlyList<(byte[] Key, IMessage Value)> changes)
    {
        lock (_lock)
        {
            return Append(changes.Select(change => new StateChange(change.Key, change.Value.ToByteArray())).ToList(), [], []);
        }
    }

    /// <summary>Makes a block of these entries of the state.</summary>
    public FakeBlock Put(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        lock (_lock)
        {
            return Append([.. entries.Select(entry => new StateChange(entry.Key, entry.Value))], [], []);
        }
    }

    /// <summary>How far block time is ahead of one second a block, in milliseconds. Never set it back.</summary>
    public long TimeAhead { get; set; }

    /// <summary>
    /// Makes a block of these transactions, which land in it, each with one event, or with the receipt that <paramref name="receiptOf"/>
    /// gives.
    /// </summary>
    public FakeBlock Land(IReadOnlyList<SignedTransaction> transactions, Func<SignedTransaction, Receipt>? receiptOf = null)
    {
        lock (_lock)
        {
            Receipt[] receipts = [.. transactions.Select(receiptOf ?? DoneOf)];
            foreach (var (index, receipt) in receipts.Index())
            {
                (receipt.Landed, receipt.Index) = (true, (uint)index);
            }

            var landed = transactions.Index().DistinctBy(one => one.Item.Id).Select(one => new StateChange(
                LandedTransactions.Key(one.Item.Body.NotAfter, one.Item.Id),
                LandedTransactions.Value((ulong)_blocks.Count, one.Index, TransactionLeaves([one.Item])[0])));
            return Append([.. landed], transactions, receipts);
        }
    }

    /// <summary>
    /// Makes a block of a copy that is refused, as a lying proposer may order it; the node shows its receipt from now on.
    /// </summary>
    public FakeBlock OrderCopy(SignedTransaction transaction, RefusalCode code)
    {
        lock (_lock)
        {
            return Append([], [transaction], [new Receipt { Code = (uint)code, Detail = "a copy" }]);
        }
    }

    /// <summary>Makes a block that hands the chain over to another validator set, from the next block on.</summary>
    public FakeBlock ChangeValidators(params IReadOnlyList<int> validators)
    {
        lock (_lock)
        {
            _nextValidators = validators;
            var set = Keys.Set(Genesis.Hasher, validators);
            return Append([new StateChange(MembershipTables.Validators.Key(MembershipTables.Current), set.ToByteArray())], [], []);
        }
    }

    /// <summary>A certificate of this header by these validators, which need not be the right ones.</summary>
    public QuorumCertificate Certify(BlockHeader header, params IReadOnlyList<int> validators)
    {
        var hasher = Genesis.Hasher;
        var hash = BlockHeader.Hash(hasher, header.Encode());
        var certificate = new QuorumCertificate { Height = header.Height, BlockHash = ByteString.CopyFrom(hash.ToArray()) };
        foreach (var number in validators)
        {
            using var pair = Keys.Pair(number, Keys.AlgorithmOf(Genesis.Suite));
            using var signer = pair.CreateSigner();
            certificate.Votes.Add(new Vote
            {
                Validator = ByteString.CopyFrom(ValidatorRoster.IdOf(hasher, pair.PublicKey).ToArray()),
                Time = header.Time + 1000,
                Signature = ByteString.CopyFrom(signer.Sign(VoteBytes.Encode(Genesis.ChainId, header.Height, hash, header.Time + 1000))),
            });
        }

        var sorted = certificate.Votes.OrderBy(vote => new Digest(vote.Validator.Span)).ToList();
        certificate.Votes.Clear();
        certificate.Votes.AddRange(sorted);
        return certificate;
    }

    public Receipt DoneOf(SignedTransaction transaction)
    {
        var receipt = new Receipt();
        receipt.Events.Add(
            new Event { Type = "fake.landed", Key = ByteString.CopyFrom(transaction.Id.ToArray()), Record = transaction.Body.Nonce });
        receipt.Events.Add(new Event { Type = "other.landed", Key = ByteString.CopyFrom(transaction.Id.ToArray()) });
        return receipt;
    }

    public void Dispose() => _store.Dispose();

    private FakeBlock Append(
        IReadOnlyList<StateChange> changes, IReadOnlyList<SignedTransaction> transactions, IReadOnlyList<Receipt> receipts)
    {
        var hasher = Genesis.Hasher;
        var height = (ulong)_blocks.Count;

        // The state's own heights begin above 0, so block h stands at h + 1 in it.
        var update = _state.Prepare(
            height + 1, [.. changes.OrderBy(change => change.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))]);
        var write = new WriteSet();
        update.WriteTo(write);
        _store.Write(write, durable: true);
        _state.Commit(update);
        ByteString[] receiptBytes = [.. receipts.Select(receipt => receipt.ToByteString())];
        var previous = height == 0 ? null : _blocks[^1];
        var roster = ValidatorRoster.TryCreate(hasher, Keys.Set(hasher, _validators))!;
        var header = new BlockHeader(
            Genesis.ChainId, height, Genesis.Content.Time + ((long)height * 1000) + TimeAhead, previous?.Hash ?? Digest.Zero,
            MerkleTree.Root(hasher, TransactionLeaves(transactions)),
            MerkleTree.Root(hasher, ReceiptLeaves(receiptBytes)),
            new Digest(update.Root),
            MerkleTree.Root(hasher, HistoryLeaves(height)),
            roster.Hash, height == 0 ? Digest.Zero : roster.Ids[0], Genesis.Content.RuleVersion);
        var bytes = ByteString.CopyFrom(header.Encode());
        var certificate = height == 0 ? new QuorumCertificate() : Certify(header, [.. _validators.Take((_validators.Count * 2 / 3) + 1)]);
        var batch = new Batch { Proposer = ByteString.CopyFrom(header.Proposer.ToArray()) };
        batch.Transactions.AddRange(transactions.Select(transaction => ByteString.CopyFrom(transaction.Bytes.Span)));
        var block = new FakeBlock(header, bytes, BlockHeader.Hash(hasher, bytes.Span), certificate, batch, transactions, receiptBytes);
        _blocks.Add(block);
        Index(block, receipts);
        _validators = _nextValidators ?? _validators;
        _nextValidators = null;
        return block;
    }

    /// <summary>The leaves of the history up to, not including, a height.</summary>
    public Digest[] HistoryLeaves(ulong height)
    {
        lock (_lock)
        {
            return [.. _blocks.Take((int)height).Select(block => MerkleTree.LeafHash(Genesis.Hasher, block.Hash.ToArray()))];
        }
    }

    private void Index(FakeBlock block, IReadOnlyList<Receipt> receipts)
    {
        for (var i = 0; i < block.Transactions.Count; i++)
        {
            _places[block.Transactions[i].Id] = (block.Header.Height, i);
            foreach (var (place, happened) in receipts[i].Events.Index())
            {
                _events.Add(new EventRecord
                {
                    Cursor = (ulong)_events.Count + 1,
                    Height = block.Header.Height,
                    TransactionIndex = (uint)i,
                    TransactionId = ByteString.CopyFrom(block.Transactions[i].Id.ToArray()),
                    Time = block.Header.Time,
                    Event = happened,
                    EventIndex = (uint)place,
                });
            }
        }
    }

    public Digest[] TransactionLeaves(IReadOnlyList<SignedTransaction> transactions) =>
        [.. transactions.Select(transaction => MerkleTree.LeafHash(Genesis.Hasher, transaction.LeafContent()))];

    public Digest[] ReceiptLeaves(IReadOnlyList<ByteString> receipts) =>
        [.. receipts.Select(receipt => MerkleTree.LeafHash(Genesis.Hasher, receipt.Span))];
}
