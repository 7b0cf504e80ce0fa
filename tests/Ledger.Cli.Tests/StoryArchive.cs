using System.Text.Json.Nodes;
using Ledger.Audit.Archive;
using Ledger.TestConsortium;

namespace Ledger.Cli.Tests;

/// <summary>The archive of a section's course, and commands about it.</summary>
internal sealed class StoryArchive : IDisposable
{
    internal StoryArchive(Action<TenderStory> tell)
    {
        File.WriteAllBytes(Path.Combine(Folder, "genesis.json"), Seeds.ConsortiumSeed.Create().GenesisBytes.ToArray());
        Write(Archive, tell);
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("ledger-story").FullName;

    internal string Archive => Path.Combine(Folder, "archive");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal static void Write(string archive, Action<TenderStory> tell)
    {
        var story = new TenderStory();
        tell(story);
        var writer = ArchiveWriter.Open(archive, TestChain.Genesis.ChainId);
        foreach (var block in story.Chain.Blocks)
        {
            writer.Add(block);
        }

        writer.Flush();
    }

    internal Task<JsonObject> JsonAsync(params string[] args) => JsonAsync(ExitCode.Done, args);

    internal async Task<JsonObject> JsonAsync(int code, params string[] args)
    {
        var (exit, output, error) = await RunAsync([.. args, "--json"]);
        Assert.True(exit == code, $"{string.Join(' ', args)}: {exit} {error}");
        return JsonNode.Parse(output.Length > 0 ? output : error)!.AsObject();
    }

    internal async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var genesis = Path.Combine(Folder, "genesis.json");
        var context = new CliContext { Out = output, Error = error, Variable = name => name == "LEDGER_GENESIS" ? genesis : null };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var exit = await ReusedTrees.RunAsync<LedgerCommandLine>(args, context, stop.Token);
        return (exit, output.ToString(), error.ToString());
    }
}
