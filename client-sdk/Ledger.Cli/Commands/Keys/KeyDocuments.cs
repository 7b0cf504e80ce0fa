using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Crypto;

namespace Ledger.Cli.Commands.Keys;

/// <summary>What the commands on keys take and show alike.</summary>
internal static class KeyDocuments
{
    internal static Option<string> Out { get; } = new("--out")
    {
        Description = "The file to make; one that exists is not touched.",
        HelpName = "FILE",
        Required = true,
    };

    internal static Option<string?> NewPinFile { get; } = new("--new-pin-file")
    {
        Description = "A file that holds the new file's PIN; asked for otherwise. --pin-file holds that of the file that is read.",
        HelpName = "FILE",
    };

    /// <summary>The PIN of the file that is made: never that of <c>--pin-file</c>, which is the other file's.</summary>
    internal static string NewPinOf(Invocation invocation, string path) => new KeyOpener(invocation.Context).NewPin(
        invocation.Common(NewPinFile, "LEDGER_PIN_FILE"), $"PIN for {path}:");

    internal static Document Of(string path, PublicKey key) => new()
    {
        ["file"] = path,
        ["algorithm"] = Datum.Word(key.Algorithm),
        ["public_key"] = Datum.Id(key.Encoded),
    };
}
