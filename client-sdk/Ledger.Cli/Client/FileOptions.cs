using System.CommandLine;
using Ledger.Certificates.Extensions;

namespace Ledger.Cli.Client;

/// <summary>Options that the commands on messages and seals share.</summary>
internal static class FileOptions
{
    internal static Option<string> Out(string what) =>
        new("--out") { Description = $"Where {what} goes; a file that exists is not touched.", HelpName = "FILE", Required = true };

    internal static Option<string?> Certificate(string description = "The certificate of --key, where the key's own file has none.") =>
        new("--certificate") { Description = description, HelpName = "FILE" };

    internal static Argument<string[]> Files(string what) => new("FILE") { Description = what, Arity = ArgumentArity.OneOrMore };

    internal static Option<string?> Font() => new("--font")
    {
        Description = "The PDF's font, TrueType with Chinese; otherwise the first of the places where systems keep one.",
        HelpName = "FILE",
    };

    internal static Option<bool> RawSignatures() =>
        new("--raw-signatures") { Description = "The CA's profile: SM2 signatures are raw r‖s of 64 bytes, and no DER." };

    internal static Option<string?> Content() =>
        new("--content") { Description = "What was signed, where the file does not hold it.", HelpName = "FILE" };

    /// <summary>The key of a command that signs or decrypts.</summary>
    internal static HeldKey OpenKey(Invocation invocation, Option<string?> certificate, KeyUsages use = KeyUsages.Signing) => HeldKey.Open(
        invocation,
        invocation.KeyPath
            ?? throw CliException.Usage(
                "This command needs your key: give it with --key FILE, or set LEDGER_KEY.",
                "此命令需要您的密钥：请用 --key 指定，或设置 LEDGER_KEY。"),
        invocation.Value(certificate),
        use);
}
