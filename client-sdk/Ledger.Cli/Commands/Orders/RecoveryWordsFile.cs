using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The 24 words of a recovery secret, from a file or from the person.</summary>
internal static class RecoveryWordsFile
{
    internal static Option<string?> Option() => new("--words")
    {
        Description = "The file with the 24 words of `ledger order backup`; asked for otherwise.",
        HelpName = "FILE",
    };

    internal static byte[] Read(Invocation invocation, Option<string?> option)
    {
        var text = invocation.Value(option) is { } path
            ? EncodedFile.ReadText(path, invocation.Context)
            : invocation.Context.AskSecret?.Invoke("The 24 words:")
                ?? throw CliException.Usage(
                    "Nobody is there to ask for the 24 words: give their file with --words FILE.",
                    "无人可询问 24 个词：请用 --words 指定其文件。");
        return RecoveryWords.Read(invocation.Genesis.Hasher, text);
    }
}
