using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Mail.Tests.Mailboxes;

/// <summary>The mailboxes of a node on a driven clock, and the people who use them.</summary>
internal sealed class World
{
    internal const int Bits = 6;
    internal const long HourMs = 60 * 60 * 1000;
    private const long FreeBytesMin = 1_000_000;
    private static readonly SignatureVerifier Verifier = new();
    private static readonly KeyPair NodeKey = KeyPair.FromSeed(
        SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)0x4e, KeyPair.SeedBytes)]);
    private byte _letter = 1;

    private readonly IDiskSpace? _space;
    private readonly long _freeBytesMin;

    internal World(
        MailboxOptions? options = null,
        IStore? store = null,
        CryptoSuite suite = CryptoSuite.Guomi,
        IDiskSpace? space = null,
        long freeBytesMin = FreeBytesMin)
    {
        (_space, _freeBytesMin) = (space, freeBytesMin);
        Store = store ?? new MemoryStore();
        Node = new MailNode(
            new Digest([.. Enumerable.Repeat((byte)7, 32)]),
            Hashers.For(suite),
            new Digest([.. Enumerable.Repeat((byte)9, 32)]),
            new ReceiptSigner(NodeKey.CreateSigner()));
        Options = options ?? new MailboxOptions { StampBits = Bits };
        Challenges = new ChallengeBook(Clock, new ChallengeOptions());
        Epochs = new StampEpochs(Clock);
        Box = Open();
        Bidder = new Owner(Node, 1);
        Guarantor = new Owner(Node, 2);
    }

    internal ManualClock Clock { get; } = new();

    internal Disk Disk { get; } = new();

    internal IStore Store { get; private set; }

    internal MailNode Node { get; }

    internal MailboxOptions Options { get; }

    internal ChallengeBook Challenges { get; }

    internal StampEpochs Epochs { get; private set; }

    internal Cards Cards { get; } = new();

    internal Mailbox Box { get; private set; }

    internal Owner Bidder { get; }

    internal Owner Guarantor { get; }

    internal ByteString Challenge => Box.NewChallenge().Challenge;

    /// <summary>The node killed and started again on what was durable.</summary>
    internal void Restart(IStore? survivor = null)
    {
        Store = survivor ?? ((MemoryStore)Store).SurvivingAfterCrash();
        Epochs = new StampEpochs(Clock);
        Box = Open();
    }

    /// <summary>A letter that no other is like.</summary>
    internal byte[] Letter(int bytes = Letters.BytesMin)
    {
        var letter = new byte[bytes];
        new Random(_letter++).NextBytes(letter);
        return letter;
    }

    internal DepositRequest Request(Digest address, byte[] letter)
    {
        var terms = Terms(address);
        var subject = Stamps.Subject(Node.Hasher, Node.ChainId, terms.StampEpoch.Span, address, Letters.DigestOf(Node.Hasher, letter));
        return new DepositRequest
        {
            Address = ByteString.CopyFrom(address.ToArray()),
            Letter = ByteString.CopyFrom(letter),
            Stamp = Stamps.Find(Node.Hasher, subject, Letters.StampBits((int)terms.StampBits, letter.Length), CancellationToken.None),
        };
    }

    internal MailboxTerms Terms(Digest? address = null)
    {
        Done(
            Box.GetTerms(
                new GetMailboxTermsRequest { Address = address is { } one ? ByteString.CopyFrom(one.ToArray()) : ByteString.Empty },
                out var terms));
        return terms!;
    }

    internal Refused Deposit(Owner owner, byte[] letter, out DepositReceipt? receipt) =>
        Box.Deposit(Request(owner.Address, letter), out receipt);

    internal byte[] Deposit(Owner owner, int bytes = Letters.BytesMin)
    {
        var letter = Letter(bytes);
        Done(Deposit(owner, letter, out _));
        return letter;
    }

    internal FetchResponse Fetch(Owner owner, ulong after = 0, uint max = 0)
    {
        Done(Box.Fetch(owner.Fetch(Challenge, after, max), out var response));
        return response!;
    }

    internal void Acknowledge(Owner owner, ulong through) => Done(Box.Acknowledge(owner.Acknowledge(Challenge, through), out _));

    internal static void Done(Refused refused) => Assert.True(!refused.IsRefused, $"{refused.Code}: {refused.Detail}");

    private Mailbox Open() => new(
        Node, new MailStore(Store, _space ?? Disk, _freeBytesMin, NullLogger.Instance), new OwnerProofs(Node, Verifier, Challenges), Epochs,
        Cards, Options, Clock,
        NullLogger<Mailbox>.Instance);
}
