using System.Text.Json.Nodes;
using Ledger.Finality;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Protocol;
using Ledger.Seeds;
using Ledger.Storage;
using Ledger.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Server.Tests;

/// <summary>An operator who lost a vote lock gets on by commands and the words of the messages alone, and the key votes at no height
/// twice.</summary>
public sealed class VoteLockTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-lock").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    private string Lock => Path.Combine(_folder, "nodes", "locks", $"{_seed.Validators[0].Name}.vote");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_lost_lock_is_made_anew_by_command_and_the_key_abstains_through_the_margin()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "genesis.json"), _seed.Genesis.FileBytes.ToArray());
        var first = await StartAsync();
        await using (first)
        {
            await UntilAsync(() => first.Nodes.All(node => node.Runner.Core.Finality.FinalHeight >= 1));
        }

        // The key may have been blocks ahead of what is final; what it voted there, it voted with its first lock.
        var (id, voted) = (first.Nodes[0].Id, first.Nodes[0].Runner.Core.Chain.Head.Height);
        File.Delete(Lock);
        var lost = await Assert.ThrowsAsync<StorageException>(StartAsync);
        Assert.Equal(StorageError.NoVoteLock, lost.Error);
        Assert.Contains($"ledger vote-lock make {Lock} --validator {id} --lost-at HEIGHT", lost.Message, StringComparison.Ordinal);

        var final = (ulong)(await RunAsync(ExitCode.Done, "reindex", "--data",
            Path.Combine(_folder, "nodes", _seed.Validators[1].Name)))["height"].Number();
        Assert.Empty(await RunAsync(ExitCode.Usage, "vote-lock", "make", Lock, "--validator", $"{id}"));
        Assert.Empty(await RunAsync(ExitCode.Usage, "vote-lock", "make", Lock, "--validator", $"{id}", "--lost-at", $"{final}",
            "--never-voted"));
        var made = await RunAsync(ExitCode.Done, "vote-lock", "make", Lock, "--validator", $"{id}", "--lost-at", $"{final}");
        Assert.Equal(final + FileVoteLock.LostLockMargin, (ulong)made["abstains_through"].Number());
        Assert.Empty(await RunAsync(ExitCode.Usage, "vote-lock", "make", Lock, "--validator", $"{id}", "--never-voted"));

        await using var again = await StartAsync();
        await UntilAsync(() => again.Nodes.All(node => node.Runner.Core.Finality.FinalHeight > voted + 1));
        var core = again.Nodes[0].Runner.Core;
        Assert.Null(core.Votes.ReadOwnVote(voted + 1));
        Assert.Null(core.Votes.ReadOwnVote(voted + 2));
        Assert.NotNull(again.Nodes[1].Runner.Core.Votes.ReadOwnVote(voted + 2));
    }

    [Fact]
    public async Task A_lock_that_begins_at_nothing_is_refused_where_the_directory_remembers_votes()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "genesis.json"), _seed.Genesis.FileBytes.ToArray());
        Digest id;
        await using (var first = await StartAsync())
        {
            await UntilAsync(() => first.Nodes.All(node => node.Runner.Core.Finality.FinalHeight >= 1));
            id = first.Nodes[0].Id;
        }

        File.Delete(Lock);
        await RunAsync(ExitCode.Done, "vote-lock", "make", Lock, "--validator", $"{id}", "--never-voted");
        var older = await Assert.ThrowsAsync<StorageException>(StartAsync);
        Assert.Equal(StorageError.NoVoteLock, older.Error);
        Assert.Contains("--lost-at HEIGHT", older.Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private Task<LocalConsortium> StartAsync() => LocalConsortium.StartAsync(
        new ConsortiumOptions
        {
            DataDirectory = Path.Combine(_folder, "nodes"),
            Genesis = _seed.Genesis,
            Validators = [.. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(),
                v.Receipts.CreateSigner()))],
            Node = new Node.NodeOptions { HeartbeatMs = 50 },
            Mail = new MailOptions { FreeDiskBytesMin = 0 },
        },
        NullLoggerFactory.Instance,
        CancellationToken.None);

    private async Task<JsonObject> RunAsync(int code, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var context = new CliContext { Out = output, Error = error, Variable = _ => null, Width = 200 };
        var ended = await new NodeCommandLine().RunAsync([.. args, "--genesis", Path.Combine(_folder, "genesis.json"), "--json"], context,
            CancellationToken.None);
        Assert.True(ended == code, $"{string.Join(' ', args)} ended with {ended}: {error}{output}");
        return output.ToString() is { Length: > 0 } text ? JsonNode.Parse(text)!.AsObject() : [];
    }
}
