using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Mail.Tests.Documents;

/// <summary>The documents of a node on a driven clock, and people who upload and read.</summary>
internal sealed class World
{
    internal const int Bits = 4;
    internal const long HourMs = 60 * 60 * 1000;
    private const long FreeBytesMin = 1_000_000;
    private static readonly SignatureVerifier Verifier = new();
    private static readonly KeyPair NodeKey = KeyPair.FromSeed(
        SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)0x4e, KeyPair.SeedBytes)]);
    private readonly ChallengeBook _challenges;
    private readonly StampEpochs _epochs;
    private int _paper;

    internal World(DocumentOptions? options = null, MemoryStore? store = null)
    {
        Memory = store ?? new MemoryStore();
        Options = options ?? new DocumentOptions { StampBits = Bits };
        Node = new MailNode(
            new Digest([.. Enumerable.Repeat((byte)7, 32)]),
            Hashers.For(CryptoSuite.Guomi),
            new Digest([.. Enumerable.Repeat((byte)9, 32)]),
            new ReceiptSigner(NodeKey.CreateSigner()));
        _challenges = new ChallengeBook(Clock, new ChallengeOptions());
        _epochs = new StampEpochs(Clock);
        Store = Open();
        Bidder = new Uploader(Node, 1, () => Store.Terms);
        Other = new Uploader(Node, 2, () => Store.Terms);
    }

    internal ManualClock Clock { get; } = new();

    internal Disk Disk { get; } = new();

    internal MemoryStore Memory { get; private set; }

    internal DocumentOptions Options { get; }

    internal MailNode Node { get; }

    internal DocumentStore Store { get; private set; }

    internal Uploader Bidder { get; }

    internal Uploader Other { get; }

    internal ByteString Challenge => Store.NewChallenge().Challenge;

    internal void Restart()
    {
        Memory = Memory.SurvivingAfterCrash();
        Store = Open();
    }

    internal Paper Paper(int pieces = 2) => Documents.Paper.Of(Node.Hasher, pieces, ++_paper);

    /// <summary>Begins or goes on, with so many pieces, and does not finish.</summary>
    internal IDocumentUpload Send(Uploader uploader, Paper paper, uint from = 0, int? count = null, uint leaseHours = 48)
    {
        Done(Store.Begin(uploader.Header(Challenge, paper, from, leaseHours), out var upload));
        foreach (var piece in paper.Pieces.Skip((int)from).Take(count ?? int.MaxValue))
        {
            Done(upload!.Append(piece));
        }

        return upload!;
    }

    internal DocumentReceipt Upload(Uploader uploader, Paper paper, uint leaseHours = 48)
    {
        Done(Send(uploader, paper, leaseHours: leaseHours).Finish(out var receipt));
        return receipt!;
    }

    internal uint Progress(Uploader uploader, Paper paper)
    {
        Done(Store.GetProgress(uploader.Progress(Challenge, paper), out var response));
        return response!.Pieces;
    }

    /// <summary>What reading gives: pieces, or the refusal that it ended with.</summary>
    internal (List<byte[]> Pieces, Refused Refused) Read(Paper paper, byte[]? token = null, uint from = 0, uint count = 0)
    {
        var request = new DownloadDocumentRequest
        {
            Address = ByteString.CopyFrom(paper.Address.ToArray()),
            ReadToken = ByteString.CopyFrom(token ?? paper.Token),
            FromPiece = from,
            Pieces = count,
        };
        var pieces = new List<byte[]>();
        var refused = Store.Open(request, out var reading);
        while (!refused.IsRefused)
        {
            refused = reading!.Next(out var piece);
            if (piece is null)
            {
                break;
            }

            pieces.Add(piece);
        }

        return (pieces, refused);
    }

    internal static void Done(Refused refused) => Assert.True(!refused.IsRefused, $"{refused.Code}: {refused.Detail}");

    private DocumentStore Open() => new(
        Node, new MailStore(Memory, Disk, FreeBytesMin, NullLogger.Instance), new OwnerProofs(Node, Verifier, _challenges), _epochs,
        Options, Clock, NullLogger<DocumentStore>.Instance);
}
