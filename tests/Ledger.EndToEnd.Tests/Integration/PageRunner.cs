using System.Text.RegularExpressions;

namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>A page of the documents whose blocks of <c>sh</c> are run as they stand, in order and in an empty folder.</summary>
internal static partial class PageRunner
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The page's commands, block by block.</summary>
    internal static IReadOnlyList<string> BlocksOf(string path) =>
        [.. Blocks().Matches(File.ReadAllText(path)).Select(block => block.Groups[1].Value)];

    /// <summary>Runs commands, each of which must end well; gives what they said.</summary>
    /// <param name="commands">The blocks.</param>
    /// <param name="folder">Where.</param>
    /// <param name="variables">What the pages take for granted.</param>
    internal static async Task<string> RunAsync(
        IEnumerable<string> commands, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var script = Path.Combine(folder, "page.sh");
        await File.WriteAllTextAsync(script, string.Concat(commands));
        var run = await ProgramRun.InAsync(folder, "sh", ["-eux", script], variables, Limit);
        Assert.True(run.Succeeded, run.Said);
        return run.Said;
    }

    [GeneratedRegex("^```sh\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
