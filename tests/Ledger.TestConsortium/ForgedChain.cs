using Google.Protobuf;
using Ledger.Audit.Replay;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.TestConsortium;

/// <summary>
/// A chain that its validators have agreed to forge: receipts say what they please, under headers, roots and certificates that hold.
/// Nothing is executed, so that anything can be planted; only executing it again shows that the state is none.
/// </summary>
public sealed class ForgedChain
{
    private readonly List<GetBlockResponse> _blocks = [];
    private readonly byte[] _nonce = new byte[TransactionReader.NonceBytes];
    private BlockHeader _header;
    private MerkleFrontier _history = MerkleFrontier.Empty;
    private Digest _hash;

    public ForgedChain()
    {
        using var chain = new ReplayedChain(
            TestChain.Genesis, TestChain.Verifier,
            new ReplayOptions { StateFile = Path.Combine(Path.GetTempPath(), $"forged-{Guid.NewGuid():N}") });
        (_header, _hash) = (chain.Header, chain.Hash);
        Enter();
    }

    public IReadOnlyList<GetBlockResponse> Blocks => _blocks;

    /// <summary>A block of one transaction, which its receipt says is done.</summary>
    /// <param name="time">The block's time, UTC milliseconds.</param>
    /// <param name="signer">Who signs it.</param>
    /// <param name="call">What it asks for.</param>
    /// <param name="events">What its receipt tells: type, state key, record.</param>
    public void Add(long time, Participant signer, Call call, params (string Type, byte[] Key, IMessage? Record)[] events)
    {
        var genesis = TestChain.Genesis;
        _nonce[0] = (byte)(_blocks.Count + 1);
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom(_nonce),
            NotAfter = time + 60_000,
            Signer = ByteString.CopyFrom(signer.CertificateId.ToArray()),
            Calls = { call },
        }.ToByteArray();
        var id = TaggedHash.Compute(genesis.Hasher, DomainTag.Transaction, body);
        var transaction = new Transaction
        {
            Body = ByteString.CopyFrom(body),
            Signature = new Signature
            {
                Algorithm = (uint)signer.KeyPair.Algorithm,
                Value = ByteString.CopyFrom(Sign(signer.KeyPair, SignPurposes.Transaction.Over(id))),
            },
        };
        var receipt = new Receipt
        {
            Landed = true,
            Events =
            {
                events.Select(one => new Event
                {
                    Type = one.Type,
                    Key = ByteString.CopyFrom(one.Key),
                    Record = one.Record?.ToByteString() ?? ByteString.Empty,
                }),
            },
        };
        var bytes = transaction.ToByteArray();
        Close(time, TestChain.Batch(bytes), bytes, receipt);
    }

    private static byte[] Sign(KeyPair pair, SignBytes message)
    {
        using var signer = Signers.Create(pair.Algorithm, pair.PrivateKey);
        return signer.Sign(message);
    }

    // The state's root is the one before: what the receipts tell was never done.
    private void Close(long time, byte[] batch, byte[] transaction, Receipt receipt)
    {
        var (genesis, hasher, height) = (TestChain.Genesis, TestChain.Genesis.Hasher, _header.Height + 1);
        var encoded = receipt.ToByteArray();
        _header = _header with
        {
            Height = height,
            Time = time,
            Previous = _hash,
            TransactionsRoot = MerkleTree.Root(hasher, MerkleTree.LeafHashes(hasher, [TestChain.Read(transaction).LeafContent()])),
            ReceiptsRoot = MerkleTree.Root(hasher, MerkleTree.LeafHashes(hasher, [encoded])),
            HistoryRoot = _history.Root(hasher),
            Proposer = TestChain.ValidatorId(0),
        };
        var header = _header.Encode();
        _hash = BlockHeader.Hash(hasher, header);
        Enter();
        var ordered = BatchBytes.Ordered(
            batch,
            Sign(TestChain.Seed.Validators[0].KeyPair, BatchBytes.Message(genesis.ChainId, height, BatchBytes.DigestOf(hasher, batch))));
        _blocks.Add(new GetBlockResponse
        {
            Block = new Block
            {
                Header = ByteString.CopyFrom(header),
                Batch = ByteString.CopyFrom(ordered),
                Receipts = { ByteString.CopyFrom(encoded) },
            },
            Certificate = new QuorumCertificate
            {
                Height = height,
                BlockHash = ByteString.CopyFrom(_hash.ToArray()),
                Votes =
                {
                    TestChain.Seed.Validators.Select((validator, i) => VoteOf(i, validator.KeyPair, height, time))
                        .OrderBy(vote => new Digest(vote.Validator.Span)),
                },
            },
        });
    }

    private Vote VoteOf(int validator, KeyPair pair, ulong height, long time) => new()
    {
        Validator = ByteString.CopyFrom(TestChain.ValidatorId(validator).ToArray()),
        Time = time,
        Signature = ByteString.CopyFrom(Sign(pair, VoteBytes.Encode(TestChain.Genesis.ChainId, height, _hash, time))),
    };

    private void Enter() =>
        _history = _history.Append(TestChain.Genesis.Hasher, MerkleTree.LeafHash(TestChain.Genesis.Hasher, _hash.ToArray()));
}
