using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Client;
using Ledger.Crypto.Keys;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>Four validators that keep mail, key files of whom a test names, and commands against them.</summary>
public abstract class ConsortiumFixture : IAsyncLifetime
{
    private const string Pin = "628153";
    private const int StampBits = 4; // clients and nodes share these cores
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-cli-consortium").FullName;

    private protected ConsortiumSeed Seed { get; } = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    private protected LocalConsortium Consortium { get; private set; } = null!;

    /// <summary>How the nodes are served.</summary>
    private protected virtual NodeServerOptions Served => new();

    private protected string Node => Consortium.Nodes[0].Server.GrpcAddress.ToString();

    public virtual async Task InitializeAsync()
    {
        Consortium = await LocalConsortium.StartAsync(
            new ConsortiumOptions
            {
                DataDirectory = PathOf("nodes"),
                Genesis = Seed.Genesis,
                Validators =
                [
                    .. Seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
                ],
                Server = Served,
                Mail = new MailOptions { Mailbox = new MailboxOptions { StampBits = StampBits }, FreeDiskBytesMin = 0 },
            },
            NullLoggerFactory.Instance,
            CancellationToken.None);
        await File.WriteAllBytesAsync(PathOf("genesis.json"), Seed.Genesis.FileBytes.ToArray());
        await File.WriteAllTextAsync(PathOf("pin"), Pin);
    }

    public async Task DisposeAsync()
    {
        await Consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected string PathOf(string name) => Path.Combine(_folder, name);

    private protected void WriteKey(string name, Participant who) =>
        KeyFile.Create(PathOf(name), who.KeyPair, Pin, KeyFileCost.OfKnownKeys);

    private protected LedgerClient ClientOf(Participant who) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = Seed.Genesis,
        Node = new Uri(Node),
        Signer = new ClientSigner(who.CertificateId, who.KeyPair.CreateSigner()),
    });

    /// <summary>Votes a change in.</summary>
    private protected async Task EnactAsync(ProposeChange change)
    {
        var proposer = Seed.Validators[0].Owner;
        change.ProposalId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16));
        change.ClosesAt = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();
        await SendAsync(proposer, new MembershipCall { Propose = change });
        foreach (var voter in Seed.Validators.Take(3))
        {
            await SendAsync(voter.Owner, new MembershipCall
            {
                Vote = new VoteOnProposal { ProposalId = change.ProposalId, Approve = true },
            });
        }

        async Task SendAsync(Participant who, MembershipCall call)
        {
            using var client = ClientOf(who);
            (await client.SubmitAsync(new Call { Membership = call })).EnsureDone();
        }
    }

    /// <summary>Votes the newest rules in that this program knows.</summary>
    private protected async Task EnactRulesAsync()
    {
        for (var version = 2u; version <= RuleVersions.Known; version++)
        {
            await EnactAsync(new ProposeChange { RuleVersion = version });
        }
    }

    /// <summary>Runs a command with a key, expects how it ends, and gives its document; an empty one where it wrote none.</summary>
    private protected async Task<JsonNode> RunAsync(int code, string key, params string[] args) =>
        await TextAsync(code, key, args) is { Length: > 0 } text ? JsonNode.Parse(text)! : new JsonObject();

    /// <summary>The same for a command that writes one document a line.</summary>
    private protected async Task<JsonNode[]> LinesAsync(int code, string key, params string[] args) =>
        [.. (await TextAsync(code, key, args)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Runs a command that is refused before anything is sent, and gives what its error says.</summary>
    private protected async Task<JsonNode> RefusedAsync(string key, params string[] args)
    {
        var (code, output, error) = await ScriptAsync(key, [.. args, "--json"]);
        Assert.True(code == ExitCode.Refused && output.Length == 0, $"{string.Join(' ', args)} ended with {code}: {error}{output}");
        var document = JsonNode.Parse(error.TrimEnd().Split('\n')[^1])!["error"]!; // doubts stand in the lines before
        Assert.False((bool?)document["sent"]);
        return document;
    }

    /// <summary>Runs a command as a person at a terminal; gives how it ends and what was shown beside its results.</summary>
    private protected async Task<(int Code, string Shown)> AskedAsync(string key, string[] args, Func<string, bool> ask)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await ReusedTrees.RunAsync<LedgerCommandLine>(
            args, Context(key, output, error) with { Ask = ask }, CancellationToken.None);
        return (code, error.ToString());
    }

    /// <summary>Runs a command in a script, without a terminal; gives how it ends and everything that it wrote.</summary>
    private protected async Task<(int Code, string Output, string Error)> ScriptAsync(string key, string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await ReusedTrees.RunAsync<LedgerCommandLine>(args, Context(key, output, error), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that goes on until it is stopped, stops it as a signal does, and expects that it ends in order.</summary>
    private protected async Task CancelAsync(string key, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var ended = await ReusedTrees.RunAsync<LedgerCommandLine>(args, Context(key, output, error), stop.Token);
        Assert.True(ended == ExitCode.Interrupted, $"{string.Join(' ', args)} ended with {ended}: {error}{output}");
    }

    private async Task<string> TextAsync(int code, string key, string[] args)
    {
        var (ended, output, error) = await ScriptAsync(key, [.. args, "--json"]);
        Assert.True(ended == code, $"{string.Join(' ', args)} ended with {ended}: {error}{output}");
        return output;
    }

    private CliContext Context(string key, TextWriter output, TextWriter error)
    {
        var variables = new Dictionary<string, string>
        {
            ["LEDGER_GENESIS"] = PathOf("genesis.json"),
            ["LEDGER_NODE"] = Node,
            ["LEDGER_KEY"] = PathOf(key),
            ["LEDGER_PIN_FILE"] = PathOf("pin"),
        };
        return new CliContext { Out = output, Error = error, Variable = name => variables.GetValueOrDefault(name), Width = 200 };
    }
}
