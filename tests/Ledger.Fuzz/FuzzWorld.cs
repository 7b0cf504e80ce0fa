using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Fuzz;

/// <summary>A small chain whose parts are the good inputs: from a fixed seed, so that inputs repeat.</summary>
public sealed class FuzzWorld
{
    private const long NotAfterMs = 60 * 60 * 1000;
    private const int Transactions = 6;

    private FuzzWorld()
    {
        Consortium = ConsortiumSeed.Create();
        var random = new Random(1);
        SignedTransactions = [.. Enumerable.Range(0, Transactions).Select(i => Sign(Consortium.Guarantors[i].Participant, random))];
        Chain = OpenChain();
        Batch = new Batch { Proposer = ByteString.CopyFrom(Genesis.Validators.Set.Validators[0].Id.Span) };
        Batch.Transactions.AddRange(SignedTransactions.Select(ByteString.CopyFrom));
        Chain.Commit(Chain.Execute(Ordered(Batch.ToByteArray())), new WriteSet());
    }

    /// <summary>The world; made once.</summary>
    public static FuzzWorld Instance { get; } = new();

    /// <summary>The consortium and its keys.</summary>
    public ConsortiumSeed Consortium { get; }

    /// <summary>Its genesis.</summary>
    public GenesisFile Genesis => Consortium.Genesis;

    /// <summary>Good transactions, encoded.</summary>
    public IReadOnlyList<byte[]> SignedTransactions { get; }

    /// <summary>A batch of them.</summary>
    public Batch Batch { get; }

    /// <summary>A chain that has executed the batch.</summary>
    public Chain Chain { get; }

    /// <summary>A chain at genesis, in memory.</summary>
    public Chain OpenChain() => Chain.Open(Genesis, new MemoryStore(), new SignatureVerifier(), new StateOptions(), new ExecutionOptions());

    /// <summary>The bytes, signed for a place in the order by the validator that <see cref="Batch"/> names.</summary>
    public byte[] Ordered(byte[] batch, ulong sequence = 1)
    {
        var id = Genesis.Validators.Ids[0];
        var validator = Consortium.Validators.First(one => ValidatorRoster.IdOf(Genesis.Hasher, one.KeyPair.PublicKey) == id);
        using var signer = validator.KeyPair.CreateSigner();
        return BatchBytes.Ordered(batch, signer.Sign(BatchBytes.Message(Genesis.ChainId, sequence,
            BatchBytes.DigestOf(Genesis.Hasher, batch))));
    }

    private byte[] Sign(Participant guarantor, Random random)
    {
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(Genesis.ChainId.ToArray()),
            Nonce = Bytes(random, TransactionReader.NonceBytes),
            NotAfter = Genesis.Content.Time + NotAfterMs,
            Signer = ByteString.CopyFrom(guarantor.CertificateId.ToArray()),
            BusinessKey = Bytes(random, TransactionReader.BusinessKeyBytesMin),
            Calls = { new Call { Guarantee = new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { Sealed(random) } } } } },
        }.ToByteArray();
        return Sign(guarantor, body);
    }

    /// <summary>A transaction of this body, genuinely signed.</summary>
    public byte[] Sign(Participant who, byte[] body)
    {
        using var signer = who.KeyPair.CreateSigner();
        var id = TaggedHash.Compute(Genesis.Hasher, DomainTag.Transaction, body);
        var signature = signer.SignatureOver(SignPurposes.Transaction.Over(id));
        return new Transaction { Body = ByteString.CopyFrom(body), Signature = signature }.ToByteArray();
    }

    private static SealedGuarantee Sealed(Random random) => new()
    {
        GuaranteeId = Bytes(random, 16),
        Commitment = Bytes(random, Digest.Bytes),
        Sealed = Bytes(random, SealedTerms.SealedBytes),
    };

    private static ByteString Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
