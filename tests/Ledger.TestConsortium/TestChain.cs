using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.TestConsortium;

/// <summary>What the tests of the stages make chains from: one genesis, votes, certificates, transactions.</summary>
public static class TestChain
{
    internal static readonly ConsortiumSeed Seed = ConsortiumSeed.Create();
    private static readonly (Digest Id, ISigner Signer)[] Voters =
        [.. Seed.Validators.Select(
            validator =>
                (
                    ValidatorRoster.IdOf(Seed.Genesis.Hasher, validator.KeyPair.PublicKey),
                    CheapSignatures.SignerOf(validator.KeyPair.PublicKey)))];

    private static int _nonce;

    public static GenesisFile Genesis => Seed.Genesis;

    public static ISignatureVerifier Verifier { get; } = new CheapSignatures();

    /// <summary>Time of block 0, UTC milliseconds.</summary>
    public static long StartMs => Genesis.Content.Time;

    /// <summary>The member that may create projects.</summary>
    public static Participant Centre => Seed.Zhuhai;

    /// <summary>A member that may not.</summary>
    public static Participant Guarantor => Seed.Guarantors[0].Participant;

    /// <summary>The members that own the validators' votes, one each.</summary>
    public static IReadOnlyList<Participant> Validators => [.. Seed.Validators.Select(validator => validator.Owner)];

    public static Digest ValidatorId(int validator) => Voters[validator].Id;

    public static ISigner SignerOf(int validator) => Voters[validator].Signer;

    public static Digest HashOf(byte content) => new([.. Enumerable.Repeat(content, Digest.Bytes)]);

    public static SignedVote Vote(int validator, ulong height, Digest hash, long time) => new()
    {
        Height = height,
        BlockHash = ByteString.CopyFrom(hash.ToArray()),
        Vote = new Vote
        {
            Validator = ByteString.CopyFrom(ValidatorId(validator).ToArray()),
            Time = time,
            Signature = ByteString.CopyFrom(SignerOf(validator).Sign(VoteBytes.Encode(Genesis.ChainId, height, hash, time))),
        },
    };

    /// <summary>A certificate of the validators from 0 on, one for each time.</summary>
    public static QuorumCertificate Certificate(ulong height, Digest hash, params long[] times) => new()
    {
        Height = height,
        BlockHash = ByteString.CopyFrom(hash.ToArray()),
        Votes =
        {
            times.Select((time, validator) => Vote(validator, height, hash, time).Vote).OrderBy(vote => new Digest(vote.Validator.Span)),
        },
    };

    /// <summary>A body that lands with code 0, each time another one.</summary>
    public static TxBody Body(Action<TxBody>? change = null)
    {
        var number = Interlocked.Increment(ref _nonce);
        var nonce = new byte[TransactionReader.NonceBytes];
        BitConverter.TryWriteBytes(nonce, number);
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(Genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom(nonce),
            NotAfter = StartMs + 3_600_000,
            Signer = ByteString.CopyFrom(Centre.CertificateId.ToArray()),
            Calls = { CreateProject(number) },
        };
        change?.Invoke(body);
        return body;
    }

    public static Call CreateProject(int number) => new()
    {
        Tender = new TenderCall
        {
            CreateProject = new CreateProject
            {
                ProjectCode = $"A440400{number:D10}",
                TenderProjectCode = $"A440400{number:D10}001",
                Name = "项目",
                TendererUscc = Centre.Uscc,
                Region = "440400",
                TradeClass = "A",
            },
        },
    };

    public static byte[] Sign(TxBody body, Participant? signer = null) => Sign(body.ToByteArray(), signer ?? Centre);

    public static byte[] Sign(byte[] body, Participant signer)
    {
        var id = TaggedHash.Compute(Genesis.Hasher, DomainTag.Transaction, body);
        var signature = new Signature
        {
            Algorithm = (uint)SignatureAlgorithm.Sm2Sm3,
            Value = ByteString.CopyFrom(CheapSignatures.SignerOf(signer.KeyPair.PublicKey).Sign(SignPurposes.Transaction.Over(id))),
        };
        return new Transaction { Body = ByteString.CopyFrom(body), Signature = signature }.ToByteArray();
    }

    public static SignedTransaction Read(byte[] bytes)
    {
        var refused = TransactionReader.TryRead(bytes, Genesis.Hasher, Genesis.ChainId, Genesis.Content.Limits, out var transaction);
        return transaction ?? throw new InvalidOperationException(refused.Detail);
    }

    /// <summary>A batch of validator 0, not yet signed for a place.</summary>
    public static byte[] Batch(QuorumCertificate? timeProof, params byte[][] transactions) => new Batch
    {
        Proposer = ByteString.CopyFrom(ValidatorId(0).ToArray()),
        TimeProof = timeProof,
        Transactions = { transactions.Select(ByteString.CopyFrom) },
    }.ToByteArray();

    public static byte[] Batch(params byte[][] transactions) => Batch(null, transactions);

    /// <summary>What a validator puts at a place of the order: the batch with its signature.</summary>
    public static byte[] Ordered(ulong sequence, byte[] batch, int signer = 0) => BatchBytes.Ordered(
        batch, SignerOf(signer).Sign(BatchBytes.Message(Genesis.ChainId, sequence, BatchBytes.DigestOf(Genesis.Hasher, batch))));
}
