using Ledger.Client.Documents;
using Ledger.Client.Mailbox;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Client.Mail.Tests;

/// <summary>Four validators over real gRPC that keep mail on real disks, with cheap stamps.</summary>
public sealed class ServedMail : IAsyncLifetime
{
    internal const int StampBits = 4;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-mail").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));
    private LocalConsortium _consortium = null!;
    private int _files;

    public async Task InitializeAsync() => _consortium = await LocalConsortium.StartAsync(
        new ConsortiumOptions
        {
            DataDirectory = Path.Combine(_folder, "nodes"),
            Genesis = _seed.Genesis,
            Validators =
            [
                .. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Mail = new MailOptions
            {
                Mailbox = new MailboxOptions { StampBits = StampBits, PageLettersMax = 3, AddressLettersMax = 50 },
                Documents = new DocumentOptions { StampBits = StampBits },
                FreeDiskBytesMin = 0,
            },
        },
        NullLoggerFactory.Instance,
        CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal GenesisFile Genesis => _seed.Genesis;

    internal Uri Node(int index) => _consortium.Nodes[index].Server.GrpcAddress;

    internal Digest NodeId(int index) => _consortium.Nodes[index].Id;

    internal string NewPath() => Path.Combine(_folder, $"file-{Interlocked.Increment(ref _files)}");

    internal MailboxClientOptions Options(params Uri[] nodes) => new() { Genesis = Genesis, Nodes = nodes.Length == 0 ? [Node(0)] : nodes };

    internal MailboxClient Letters(params Uri[] nodes) => MailboxClient.Open(Options(nodes));

    internal DocumentClient Documents(params Uri[] nodes) => DocumentClient.Open(Options(nodes));

    internal MailboxOwner NewOwner() => MailboxOwner.Generate(Genesis.Suite);

    internal static async Task<List<MailboxPage>> ReadAllAsync(MailboxClient client, MailboxOwner owner, IMailboxCursor cursor)
    {
        var pages = new List<MailboxPage>();
        await foreach (var page in client.ReceiveAsync(owner, cursor))
        {
            pages.Add(page);
        }

        return pages;
    }

    /// <summary>Nobody listens there.</summary>
    internal static Uri Nowhere { get; } = new("http://127.0.0.1:9");
}
