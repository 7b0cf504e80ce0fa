using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.Sessions;

namespace Ledger.Protocol.Tests;

/// <summary>Computes every golden vector by its name in the specification, hexadecimal.</summary>
internal static class GoldenVectors
{
    internal static Dictionary<string, string> Compute()
    {
        var vectors = new Dictionary<string, string>
        {
            ["header"] = Hex(Samples.Header().Encode()),
            ["vote"] = Hex(VoteBytes.Encode(Samples.Fill(0x01), 7, Samples.Fill(0x02), 1_700_000_000_000).ToArray()),
            ["possession"] = Hex(PossessionBytes.Encode(Samples.Fill(0x01), Samples.Fill(0x02)).ToArray()),
            ["transaction body"] = Hex(Samples.Body().ToByteArray()),
        };
        foreach (var suite in new[] { CryptoSuite.Guomi, CryptoSuite.International })
        {
            Add(vectors, suite, Hashers.For(suite));
        }

        return vectors;
    }

    private static void Add(Dictionary<string, string> vectors, CryptoSuite suite, IHasher hasher)
    {
        var name = suite == CryptoSuite.Guomi ? "GUOMI" : "INTERNATIONAL";
        vectors[$"{name} header hash"] = TaggedHash.Compute(hasher, DomainTag.Block, Samples.Header().Encode()).ToString();
        vectors[$"{name} batch's signed message"] = Hex(BatchBytes.Message(Samples.Fill(0x01), 7,
            BatchBytes.DigestOf(hasher, "batch"u8)).ToArray());
        vectors[$"{name} transaction id"] = TaggedHash.Compute(hasher, DomainTag.Transaction, Samples.Body().ToByteArray()).ToString();
        vectors[$"{name} transaction's signed message"] = Hex(Transaction(hasher).SignedMessage.ToArray());
        vectors[$"{name} content digest"] = Transaction(hasher).ContentDigest(hasher).ToString();
        vectors[$"{name} certificate id"] = CertificateId.Compute(hasher, "certificate"u8).ToString();
        vectors[$"{name} commitment"] = GuaranteeCommitment.Compute(hasher, Samples.Bytes(32, 0x05), "terms"u8).ToString();
        vectors[$"{name} field commitment"] =
            FieldCommitment.Compute(hasher, Samples.Bytes(32, 0x05), Samples.Bytes(16, 0x01), "field"u8).ToString();
        vectors[$"{name} commitments' message"] =
            Hex(SignPurposes.FieldCommitments.Over(FieldCommitment.DigestOf(hasher, "commitments"u8)).ToArray());
        vectors[$"{name} presentation's message"] =
            Hex(PresentationBytes.Message(hasher, "passport"u8, Samples.Fill(0x02), "request"u8).ToArray());
        vectors[$"{name} applicant's message"] = Hex(
            ApplicantSignatures.MessageOf(hasher, Samples.Fill(0x01), Samples.Terms().ToByteArray(), Samples.Terms().ApplicantSignature)
                .ToArray());
        vectors[$"{name} session commitment"] = SessionCommitment.Compute(
            hasher, Samples.Bytes(16, 0x01), Samples.Bytes(16, 0x02), "91350100M000100Y43", Samples.Fill(0x03)).ToString();
        var record = SessionRecords.Of(hasher, Samples.SessionOpening());
        vectors[$"{name} session payload"] = Hex(record.PayloadDigest.ToByteArray());
        vectors[$"{name} session confirmation"] = Hex(record.ConfirmationDigest.ToByteArray());
        vectors[$"{name} session book's root"] = SessionBooks.RootOf(hasher, Samples.SessionBook(record)).ToString();
        vectors[$"{name} validators hash"] = ValidatorRoster.TryCreate(hasher, Samples.Validators(suite))!.Hash.ToString();
        vectors[$"{name} build of pages"] = PageBuild.DigestOf(
            hasher, [new PageFile("index.html", Samples.Fill(0x02)), new PageFile("assets/a.js", Samples.Fill(0x01))]).ToString();
        vectors[$"{name} Merkle root of none"] = MerkleTree.Root(hasher, []).ToString();
        Digest[] leaves = [.. Enumerable.Range(0, 5).Select(i => MerkleTree.LeafHash(hasher, [(byte)i]))];
        vectors[$"{name} Merkle root of five"] = MerkleTree.Root(hasher, leaves).ToString();
    }

    private static SignedTransaction Transaction(IHasher hasher)
    {
        TransactionReader.TryRead(Samples.Encoded(), hasher, Samples.Fill(0x01), Samples.Limits, out var transaction);
        return transaction!;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
