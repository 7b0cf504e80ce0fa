using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Mail;
using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using DocumentStore = Ledger.Mail.Documents.DocumentStore;
using Mailbox = Ledger.Mail.Mailboxes.Mailbox;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Fuzz.Targets;

/// <summary>Letters, documents, and what is asked of a node about them.</summary>
internal static class MailTargets
{
    private const int RequestCost = 20;
    private const int LetterBytes = 4 * 1024;

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var parts = new Parts(world);
        yield return new FuzzTarget(
            "deposit request",
            [Deposit().ToByteArray()],
            Asked(DepositRequest.Parser, request => parts.Mailbox.Deposit(request, out _)),
            RequestCost);
        yield return new FuzzTarget(
            "fetch request",
            [parts.Fetch().ToByteArray()],
            Asked(FetchRequest.Parser, request => parts.Mailbox.Fetch(request, out _)),
            RequestCost);
        yield return new FuzzTarget(
            "upload header", [parts.Header().ToByteArray()], Asked(UploadHeader.Parser, parts.BeginAndLeave), RequestCost);
        yield return new FuzzTarget("letter content",
        [
            LetterContent.Pad(LetterKind.Letter, "content"u8, LetterBytes),
            LetterContent.Pad(LetterKind.Decoy, [], LetterBytes),
        ], input =>
            LetterContent.TryRead(input, out var kind, out var content)
                ? $"{kind} of {(content.IsEmpty ? "nothing" : "something")}"
                : "refused");
        yield return new FuzzTarget("deposit receipt", [new DepositReceiptBody(default, default, default, default, 1, 2).Encode()], input =>
            DepositReceiptBody.TryRead(input) is { } body && body.Encode().AsSpan().SequenceEqual(input) ? "taken" : "refused");
        var card = new MailboxCard
        {
            Address = ByteString.CopyFrom(new byte[32]),
            Algorithm = 1,
            EncryptionKey = ByteString.CopyFrom(parts.Key.PublicKey.Encoded),
        };
        yield return new FuzzTarget("mailbox card", [card.ToByteArray()], input =>
        {
            try
            {
                return MailboxRecipient.TryRead(MailboxCard.Parser.ParseFrom(input), CryptoSuite.Guomi, out _) ? "taken" : "refused";
            }
            catch (InvalidProtocolBufferException)
            {
                return "no message";
            }
        });
    }

    private static Func<byte[], string> Asked<T>(MessageParser<T> parser, Func<T, Refused> ask)
        where T : IMessage<T> => input =>
    {
        T request;
        try
        {
            request = parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return "no message";
        }

        var refused = ask(request);
        return !refused.IsRefused || RefusalCatalog.Find(refused.Code) is not null
            ? refused.Code.ToString()
            : throw new InvalidOperationException("The refusal's code is in no catalogue.");
    };

    private static DepositRequest Deposit() =>
        new() { Address = ByteString.CopyFrom(new byte[32]), Letter = ByteString.CopyFrom(new byte[LetterBytes]) };

    private sealed class Disk : IDiskSpace
    {
        public long FreeBytes => long.MaxValue;
    }

    private sealed class NoCards : IPublishedCards
    {
        public IReadOnlySet<Digest> Addresses { get; } = new HashSet<Digest>();
    }

    /// <summary>A node's mail in memory, with stamps that cost nothing and few places, so that full ones are met too.</summary>
    private sealed class Parts
    {
        private readonly MailNode _node;

        internal Parts(FuzzWorld world)
        {
            Key = world.Consortium.Zhuhai.KeyPair;
            _node = new MailNode(world.Genesis.ChainId, world.Genesis.Hasher, default, new ReceiptSigner(Key.CreateSigner()));
            var store = new MailStore(new MemoryStore(), new Disk(), 0, NullLogger.Instance);
            var challenges = new ChallengeBook(TimeProvider.System, new ChallengeOptions());
            var epochs = new StampEpochs(TimeProvider.System);
            var proofs = new OwnerProofs(_node, new SignatureVerifier(), challenges);
            Mailbox = new Mailbox(
                _node, store, proofs, epochs, new NoCards(), new MailboxOptions { StampBits = 0, AddressLettersMax = 20, LettersMax = 100 },
                TimeProvider.System, NullLogger<Mailbox>.Instance);
            Documents = new DocumentStore(
                _node, store, proofs, epochs, new DocumentOptions { StampBits = 0 }, TimeProvider.System,
                NullLogger<DocumentStore>.Instance);
        }

        internal KeyPair Key { get; }

        internal Mailbox Mailbox { get; }

        internal DocumentStore Documents { get; }

        internal Refused BeginAndLeave(UploadHeader header)
        {
            var refused = Documents.Begin(header, out var upload);
            upload?.Dispose();
            return refused;
        }

        internal FetchRequest Fetch()
        {
            var challenge = Mailbox.NewChallenge().Challenge;
            var address = MailboxAddress.Of(_node.Hasher, Key.PublicKey);
            return new FetchRequest
            {
                Proof = Prove(challenge, OwnerRequests.Fetch(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, address, 0, 0)),
            };
        }

        internal UploadHeader Header()
        {
            var header = new UploadHeader
            {
                Address = ByteString.CopyFrom(new byte[32]),
                Pieces = 2,
                LeaseHours = 24,
                ReadCommitment = ByteString.CopyFrom(new byte[32]),
            };
            var challenge = Mailbox.NewChallenge().Challenge;
            header.Proof = Prove(challenge, OwnerRequests.Upload(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, default, header));
            return header;
        }

        private OwnerProof Prove(ByteString challenge, SignBytes message)
        {
            using var signer = Key.CreateSigner();
            return new OwnerProof
            {
                Challenge = challenge,
                PublicKey = ByteString.CopyFrom(Key.PublicKey.Encoded),
                Signature = new Signature { Algorithm = (uint)Key.Algorithm, Value = ByteString.CopyFrom(signer.Sign(message)) },
            };
        }
    }
}
