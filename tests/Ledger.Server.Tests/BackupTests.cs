using System.Text.Json.Nodes;
using Ledger.Storage;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>A backup is the node's data at one instant, is checked file by file, and never takes anything's place.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly SmallChain _chain = new();

    private string Backup => _chain.PathOf("backup");

    private string Manifest => Path.Combine(Backup, "backup.json");

    private string Data => _chain.FolderOf(0);

    public Task InitializeAsync() => _chain.RunUntilFinalAsync(2);

    public Task DisposeAsync()
    {
        _chain.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_was_backed_up_and_restored_goes_on_where_it_was_and_votes_again()
    {
        var made = await BackUpAsync();
        Assert.True(made["final_height"].Number() >= 2);
        await _chain.RunUntilFinalAsync((ulong)made["height"].Number() + 2); // the backup is older than the vote lock
        Directory.Delete(Data, recursive: true);
        var restored = await RestoreAsync(ExitCode.Done);
        Assert.Equal(made["block_hash"]!.ToString(), restored["block_hash"]!.ToString());
        await using var again = await _chain.StartAsync();
        var core = again.Nodes[0].Runner.Core;
        var after = (ulong)made["height"].Number() + 4;
        await SmallChain.UntilAsync(() => core.Finality.FinalHeight >= after);
        await SmallChain.UntilAsync(() => core.Votes.ReadOwnVote(core.Finality.FinalHeight) is not null);
    }

    [Fact]
    public async Task Nothing_is_written_over_and_a_folder_of_which_the_end_is_missing_is_no_backup()
    {
        await BackUpAsync();
        Assert.Contains("nothing is written over", await FailAsync("backup", "--data", Data, "--out", Backup), StringComparison.Ordinal);
        Assert.Contains("is there already", await FailAsync("restore", "--from", Backup, "--data", Data), StringComparison.Ordinal);
        Assert.Contains(
            "no data directory", await FailAsync("backup", "--data", _chain.PathOf("no"), "--out", _chain.PathOf("new")),
            StringComparison.Ordinal);
        File.Delete(Manifest);
        Assert.Contains("is no finished backup", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_was_changed_in_it_is_found_before_anything_is_restored()
    {
        await BackUpAsync();
        var manifest = await File.ReadAllTextAsync(Manifest);
        var file = JsonNode.Parse(manifest)!["files"]!.AsArray().Select(one => one!["path"]!.GetValue<string>())
            .First(path => path.EndsWith(".sst", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Backup, file));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(Backup, file), bytes);
        Assert.Contains($"{file} is not what was written", await RefusedAsync(), StringComparison.Ordinal);
        File.Delete(Path.Combine(Backup, file));
        Assert.Contains($"{file} is missing", await RefusedAsync(), StringComparison.Ordinal);

        await SayAsync(root => root["files"]![0]!["path"] = "node/../../genesis.json");
        Assert.Contains("outside of it", await RefusedAsync(), StringComparison.Ordinal);
        await SayAsync(root => root["files"]![0]!["path"] = "backup.json");
        Assert.Contains("outside of it", await RefusedAsync(), StringComparison.Ordinal);
        await SayAsync(root => root["format"] = 2);
        Assert.Contains("none that this program knows", await RefusedAsync(), StringComparison.Ordinal);
        await SayAsync(root => root["more"] = 1);
        Assert.Contains("cannot be read", await RefusedAsync(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Manifest, manifest.Replace(_chain.Genesis.ChainId.ToString(), new string('a', 64)));
        Assert.Contains($"of chain {new string('a', 64)}", await RefusedAsync(), StringComparison.Ordinal);

        async Task SayAsync(Action<JsonNode> change)
        {
            var root = JsonNode.Parse(manifest)!;
            change(root);
            await File.WriteAllTextAsync(Manifest, root.ToJsonString());
        }
    }

    [Fact]
    public async Task A_backup_whose_head_is_not_what_it_says_takes_no_place_and_a_run_that_was_ended_leaves_nothing_in_the_way()
    {
        await BackUpAsync();
        var target = _chain.PathOf("restored");
        Directory.CreateDirectory($"{target}.restoring/store");
        var manifest = await File.ReadAllTextAsync(Manifest);
        var root = JsonNode.Parse(manifest)!;
        root["height"] = root["height"]!.GetValue<ulong>() + 1;
        await File.WriteAllTextAsync(Manifest, root.ToJsonString());
        Assert.Contains("its newest block is", await FailAsync("restore", "--from", Backup, "--data", target), StringComparison.Ordinal);
        Assert.False(Path.Exists(target));
        await File.WriteAllTextAsync(Manifest, manifest);
        await _chain.RunAsync(ExitCode.Done, "restore", "--from", Backup, "--data", target);
        using var opened = DataDirectory.Open(target, _chain.Genesis.ChainId.ToArray(), new RocksStoreOptions());
        Assert.False(Path.Exists($"{target}.restoring"));
    }

    private Task<JsonObject> BackUpAsync() => _chain.RunAsync(ExitCode.Done, "backup", "--data", Data, "--out", Backup);

    private Task<JsonObject> RestoreAsync(int code) => _chain.RunAsync(code, "restore", "--from", Backup, "--data", Data);

    private async Task<string> RefusedAsync()
    {
        var target = _chain.PathOf("restored");
        var error = await FailAsync("restore", "--from", Backup, "--data", target);
        Assert.False(Path.Exists(target));
        return error;
    }

    private async Task<string> FailAsync(params string[] args)
    {
        var (code, _, error) = await _chain.TryAsync(args);
        Assert.Equal(ExitCode.Usage, code);
        return error;
    }
}
