using System.Runtime.CompilerServices;

namespace Ledger.Cli.Tests.Views;

/// <summary>Texts that stand beside the tests. Verify would do the same; its current versions need another test framework.</summary>
internal static class Snapshots
{
    /// <summary>
    /// Holds a text to its snapshot; with LEDGER_UPDATE_DOCS=1 it is written anew, for a person to look at the difference.
    /// </summary>
    internal static void Check(string name, string text, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("LEDGER_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"There is no snapshot {path}. Write it: LEDGER_UPDATE_DOCS=1 ./test Cli");
        Assert.True(
            File.ReadAllText(path) == text,
            $"The view {name} differs from its snapshot. Look at the difference after LEDGER_UPDATE_DOCS=1 ./test Cli:\n{text}");
    }
}
