using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

/// <summary>The values of the golden vectors in docs/spec/encodings.md and docs/spec/transaction.md.</summary>
internal static class Samples
{
    internal static readonly ChainLimits Limits = new()
    {
        TransactionBytesMax = 65536,
        BatchBytesMax = 98304,
        CallsMax = 256,
        NotAfterMsMax = 86_400_000,
    };

    internal static Digest Fill(byte value) => new(Bytes(32, value));

    internal static byte[] Bytes(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    internal static BlockHeader Header() => new(
        Fill(0x01), 7, 1_700_000_000_000, Fill(0x02), Fill(0x03), Fill(0x04), Fill(0x05), Fill(0x06), Fill(0x07), Fill(0x08), 1);

    internal static TxBody Body(Action<TxBody>? change = null)
    {
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(Bytes(32, 0x01)),
            Nonce = ByteString.CopyFrom(Bytes(16, 0x0A)),
            NotAfter = 1_700_000_060_000,
            Signer = ByteString.CopyFrom(Bytes(32, 0x0B)),
            Calls =
            {
                new Call
                {
                    Guarantee = new GuaranteeCall
                    {
                        Surrender = new SurrenderGuarantee { GuaranteeId = ByteString.CopyFrom(Bytes(16, 0x0C)) },
                    },
                },
            },
        };
        change?.Invoke(body);
        return body;
    }

    internal static byte[] Envelope(ReadOnlySpan<byte> body, int signatureBytes = 70) => new Transaction
    {
        Body = ByteString.CopyFrom(body),
        Signature = new Signature { Algorithm = 1, Value = ByteString.CopyFrom(Bytes(signatureBytes, 0x0D)) },
    }.ToByteArray();

    internal static byte[] Encoded(Action<TxBody>? change = null) => Envelope(Body(change).ToByteArray());

    internal static Refused Read(byte[] bytes, out SignedTransaction? transaction) =>
        TransactionReader.TryRead(bytes, Hashers.For(CryptoSuite.Guomi), Fill(0x01), Limits, out transaction);

    internal static ValidatorSet Validators(CryptoSuite suite)
    {
        var hasher = Hashers.For(suite);
        var algorithm = suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
        var set = new ValidatorSet();
        set.Validators.AddRange(Enumerable.Range(1, 3)
            .Select(i => new Validator
            {
                Algorithm = (uint)algorithm,
                PublicKey = ByteString.CopyFrom(Bytes(65, (byte)i)),
                Power = (ulong)i,
                Id = ByteString.CopyFrom(ValidatorRoster.IdOf(hasher, new PublicKey(algorithm, Bytes(65, (byte)i))).ToArray()),
            })
            .OrderBy(validator => new Digest(validator.Id.Span)));
        return set;
    }

    internal static SessionBook SessionBook(params FinishedSession[] sessions) => new()
    {
        Day = Protocol.Sessions.SessionBooks.DayOf(1_700_000_030_000),
        Secret = ByteString.CopyFrom(Bytes(32, 0x08)),
        Depth = 10,
        Sessions = { sessions },
    };

    internal static SessionOpening SessionOpening() => new()
    {
        Salt = ByteString.CopyFrom(Bytes(32, 0x01)),
        SubjectUscc = "91350100M000100Y43",
        FinishedAt = 1_700_000_030_000,
        Answer = new ScanAnswer
        {
            Ticket = new ScanTicket
            {
                V = 1,
                Act = ScanAct.Sign,
                Sid = ByteString.CopyFrom(Bytes(16, 0x02)),
                Origin = "https://ggzy.example.cn",
                NonceDigest = ByteString.CopyFrom(Bytes(32, 0x04)),
                Iat = 1_700_000_000_000,
                Exp = 1_700_000_120_000,
                Digest = ByteString.CopyFrom(Bytes(32, 0x05)),
            },
            Context = ByteString.CopyFrom(Bytes(32, 0x06)),
            ChainId = ByteString.CopyFrom(Bytes(32, 0x07)),
            CertificateId = ByteString.CopyFrom(Bytes(32, 0x03)),
            Number = 42,
            Result = ByteString.CopyFrom(Bytes(32, 0x08)),
            Signature = new Signature { Algorithm = 1, Value = ByteString.CopyFrom(Bytes(70, 0x09)) },
        },
    };

    internal static GuaranteeTerms Terms() => new()
    {
        GuaranteeNo = "BH-1",
        AmountFen = 5,
        ApplicantSignature = new ApplicantSignature
        {
            CertificateId = ByteString.CopyFrom(Bytes(32, 0x02)),
            Value = ByteString.CopyFrom(Bytes(64, 0x03)),
        },
    };
}
