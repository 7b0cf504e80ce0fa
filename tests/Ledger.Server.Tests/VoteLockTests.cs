using System.Text.Json.Nodes;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Storage;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>An operator who lost a vote lock gets on by commands and the words of the messages alone, and the key votes at no height
/// twice.</summary>
public sealed class VoteLockTests : IDisposable
{
    private readonly SmallChain _chain = new();

    private string Lock => Path.Combine(_chain.Nodes, "locks", $"{_chain.Validator(0)}.vote");

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task A_lost_lock_is_made_anew_by_command_and_the_key_abstains_through_the_margin()
    {
        var first = await _chain.StartAsync();
        await using (first)
        {
            await SmallChain.UntilAsync(() => first.Nodes.All(node => node.Runner.Core.Finality.FinalHeight >= 1));
        }

        // The key may have been blocks ahead of what is final; what it voted there, it voted with its first lock.
        var (id, voted) = (first.Nodes[0].Id, first.Nodes[0].Runner.Core.Chain.Head.Height);
        File.Delete(Lock);
        var lost = await Assert.ThrowsAsync<StorageException>(_chain.StartAsync);
        Assert.Equal(StorageError.NoVoteLock, lost.Error);
        Assert.Contains($"ledger vote-lock make {Lock} --validator {id} --lost-at HEIGHT", lost.Message, StringComparison.Ordinal);

        var final = (ulong)(await RunAsync(ExitCode.Done, "reindex", "--data",
            _chain.FolderOf(1)))["height"].Number();
        Assert.Empty(await RunAsync(ExitCode.Usage, "vote-lock", "make", Lock, "--validator", $"{id}"));
        Assert.Empty(await RunAsync(ExitCode.Usage, "vote-lock", "make", Lock, "--validator", $"{id}", "--lost-at", $"{final}",
            "--never-voted"));
        var made = await RunAsync(ExitCode.Done, "vote-lock", "make", Lock, "--validator", $"{id}", "--lost-at", $"{final}");
        Assert.Equal(final + FileVoteLock.LostLockMargin, (ulong)made["abstains_through"].Number());
        Assert.Empty(await RunAsync(ExitCode.Usage, "vote-lock", "make", Lock, "--validator", $"{id}", "--never-voted"));

        await using var again = await _chain.StartAsync();
        await SmallChain.UntilAsync(() => again.Nodes.All(node => node.Runner.Core.Finality.FinalHeight > voted + 1));
        var core = again.Nodes[0].Runner.Core;
        Assert.Null(core.Votes.ReadOwnVote(voted + 1));
        Assert.Null(core.Votes.ReadOwnVote(voted + 2));
        Assert.NotNull(again.Nodes[1].Runner.Core.Votes.ReadOwnVote(voted + 2));
    }

    [Fact]
    public async Task A_lock_that_begins_at_nothing_is_refused_where_the_directory_remembers_votes()
    {
        Digest id;
        await using (var first = await _chain.StartAsync())
        {
            await SmallChain.UntilAsync(() => first.Nodes.All(node => node.Runner.Core.Finality.FinalHeight >= 1));
            id = first.Nodes[0].Id;
        }

        File.Delete(Lock);
        await RunAsync(ExitCode.Done, "vote-lock", "make", Lock, "--validator", $"{id}", "--never-voted");
        var older = await Assert.ThrowsAsync<StorageException>(_chain.StartAsync);
        Assert.Equal(StorageError.NoVoteLock, older.Error);
        Assert.Contains("--lost-at HEIGHT", older.Message, StringComparison.Ordinal);
    }

    private Task<JsonObject> RunAsync(int code, params string[] args) => _chain.RunAsync(code, args);
}
