using System.Globalization;
using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol.Mail;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

/// <summary>No signature of one kind is one of another, nor one over bytes that a stranger's "challenge" could be.</summary>
public sealed class SignPurposeTests
{
    private static readonly IHasher Hasher = Hashers.For(CryptoSuite.International);

    public static TheoryData<string> Purposes => new(SignPurposes.All.Select(purpose => purpose.Name));

    [Fact]
    public void Every_purpose_is_in_the_table_once_with_a_tag_of_its_own()
    {
        var declared = typeof(SignPurposes).GetProperties().Where(property => property.PropertyType == typeof(SignPurpose))
            .Select(property => property.GetValue(null));
        Assert.Equal(declared, SignPurposes.All);
        Assert.Equal(SignPurposes.All.Count, SignPurposes.All.Select(purpose => Convert.ToHexString(purpose.Tag.Span)).Distinct().Count());
        Assert.All(SignPurposes.All, purpose =>
        {
            Assert.Equal(DomainTag.Bytes, purpose.Tag.Length);
            Assert.True(purpose.Tag.Span.StartsWith("ledger/"u8)); // what bare CMS content may not begin with
            Assert.True(File.Exists(SpecDocument.Path(purpose.Document)), purpose.Document);
        });
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void What_is_signed_begins_with_its_own_tag_and_is_no_challenge_nor_der(string name)
    {
        var message = Message(name).Span;
        Assert.True(message.StartsWith(Purpose(name).Tag.Span));
        Assert.True(message.Length > Digest.Bytes);
        Assert.NotInRange(message[0], (byte)0x30, (byte)0x31); // SEQUENCE and SET: certificates, requests, lists, CMS attributes, seals
    }

    [Fact]
    public void No_message_is_a_prefix_of_another()
    {
        var messages = SignPurposes.All.Select(purpose => Message(purpose.Name)).ToList();
        Assert.All(messages, one => Assert.All(messages, other => Assert.Equal(
            one.Span.SequenceEqual(other.Span), one.Span.StartsWith(other.Span) || other.Span.StartsWith(one.Span))));
    }

    [Fact]
    public void A_signature_counts_for_its_own_purpose_alone()
    {
        using var pair = KeyPair.FromSeed(SignatureAlgorithm.EcdsaP256Sha256, Samples.Bytes(32, 0x21));
        using var key = pair.CreateSigner();
        var verifier = new SignatureVerifier();
        var content = Samples.Fill(0x07);
        foreach (var signed in SignPurposes.All)
        {
            var signature = key.Sign(signed.Over(content));
            Assert.Equal([signed], SignPurposes.All.Where(purpose => Holds(verifier, pair.PublicKey, purpose.Over(content), signature)));
        }

        var challenge = key.Sign(content.ToArray()); // what a stranger's site asks a person to sign
        Assert.DoesNotContain(SignPurposes.All, purpose => Holds(verifier, pair.PublicKey, purpose.Over(content), challenge));
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_receipt_key_signs_receipts_and_nothing_else(string name)
    {
        var pair = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, Samples.Bytes(KeyPair.SeedBytes, 0x05));
        var signer = new ReceiptSigner(pair.CreateSigner());
        var message = Message(name);
        if (name.Contains("receipt", StringComparison.Ordinal))
        {
            Assert.True(Holds(new SignatureVerifier(), pair.PublicKey, message, signer.Sign(message).Value.ToByteArray()));
        }
        else
        {
            Assert.Throws<ArgumentException>(() => signer.Sign(message));
        }
    }

    [Fact]
    public void The_document_is_the_table()
    {
        var document = new StringBuilder("""
            # Signed messages

            Everything that a key signs for the ledger. A message is a tag of 16 bytes ([encodings](encodings.md#domain-tags)), padded with zeros, and the content below; where that is a
            digest, the message has 48 bytes. `H` is the chain's hash; H(tag ‖ …) has the same tag. Tags differ, so none of these messages is a prefix or a form of another, and none is the bare
            hash or random number that a site gives a person to sign as a challenge: a signature of one kind is never one of another. Generated from `SignPurposes`:
            `LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Protocol.Tests`.

            | tag | what | who signs | content | more |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var purpose in SignPurposes.All)
        {
            document.Append(
                CultureInfo.InvariantCulture,
                $"| `{Encoding.ASCII.GetString(purpose.Tag.Span).TrimEnd('\0')}` | {purpose.Name} | {purpose.Signer} | " +
                $"{purpose.Content} | [{purpose.Document}]({purpose.Document}) |\n");
        }

        document.Append("""

            The same keys also sign certificates, requests and revocation lists (X.509, PKCS #10), the attributes of CMS messages and time stamps, and e-seals (GB/T 38540): each of these is DER and begins
            with 30 or 31, and no tag does. Tokens for verifiers outside (SD-JWT VC and their key bindings, docs/integration/sd-jwt.md) begin with `eyJ`. A CMS message without signed attributes is a signature over its content itself: none is made of content that begins with `ledger/`.

            In code a message is a `SignBytes`, which only a row of the table makes, and `Signing.Sign` signs it; the build forbids every other way to sign (`build/BannedSymbols.Signing.txt`) outside `Ledger.Crypto`
            and `Ledger.Seals`, where the DER is written.

            """.ReplaceLineEndings("\n"));
        var path = SpecDocument.Path("signed-messages.md");
        if (SpecDocument.Update)
        {
            File.WriteAllText(path, document.ToString());
        }

        Assert.Equal(document.ToString(), File.ReadAllText(path));
    }

    private static bool Holds(SignatureVerifier verifier, PublicKey key, SignBytes message, byte[] signature)
    {
        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(key, message, signature)], valid);
        return valid[0];
    }

    private static SignPurpose Purpose(string name) => SignPurposes.All.Single(purpose => purpose.Name == name);

    /// <summary>A message of each kind as its own code makes it, so that a kind which forgets the table shows.</summary>
    private static SignBytes Message(string name)
    {
        var (one, two) = (Samples.Fill(0x01), Samples.Fill(0x02));
        var answer = Samples.SessionOpening().Answer;
        return name switch
        {
            "transaction" => Read().SignedMessage,
            "vote" => VoteBytes.Encode(one, 7, two, 1_700_000_000_000),
            "settling declaration" => Settlements.Message(one, new SettleDeclaration
            {
                Height = 7,
                BlockHash = ByteString.CopyFrom(two.ToArray()),
                Voted = ByteString.CopyFrom(one.ToArray()),
            }),
            "checkpoint for an anchor" => CosignBytes.Encode(one, 7, two, one),
            "batch" => BatchBytes.Message(one, 7, two),
            "proof of possession" => PossessionBytes.Encode(one, two),
            "evaluation" =>
                EvaluationBytes.Encode(
                    one,
                    new RecordEvaluation
                    {
                        SectionCode = new string('A', 23),
                        ReportDigest = ByteString.CopyFrom(two.ToArray()),
                        Candidates = { "91350100M000100Y43" },
                    }),
            "guarantee's terms" =>
                ApplicantSignatures.MessageOf(Hasher, one, Samples.Terms().ToByteArray(), Samples.Terms().ApplicantSignature),
            "scan session's ticket" => ScanTickets.SignedByCentre(Hasher, one, answer.Ticket, two),
            "scan session's answer" => ScanAnswers.SignedByPhone(Hasher, answer),
            "mailbox or document request" => OwnerRequests.Fetch(Hasher, one, two, new byte[OwnerRequests.ChallengeBytes], one, 0, 0),
            "call token" => CallToken.Message(one, two, one, 7),
            "letter's receipt" => DepositReceiptBody.Message(Hasher, new byte[DepositReceiptBody.Bytes]),
            "document's receipt" => DocumentReceiptBody.Message(Hasher, new byte[DocumentReceiptBody.Bytes]),
            "refusal receipt" => RefusalReceiptBytes.Message(Hasher, []),
            _ => Purpose(name).Over(one), // a digest and its tag, which the caller has from the row itself
        };
    }

    private static SignedTransaction Read()
    {
        Assert.False(Samples.Read(Samples.Encoded(), out var transaction).IsRefused);
        return transaction!;
    }
}
