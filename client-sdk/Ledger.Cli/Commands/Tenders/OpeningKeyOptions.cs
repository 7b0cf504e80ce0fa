using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>Where the centre keeps its sections' opening keys, and under which PIN.</summary>
internal static class OpeningKeyOptions
{
    internal static Option<string?> Folder { get; } = new("--opening-keys")
    {
        Description =
            "The folder of the sections' opening keys, each in a file of its own; back it up. [env: LEDGER_OPENING_KEYS; default: " +
            "opening-keys]",
        HelpName = "DIR",
    };

    internal static Option<string?> Pin { get; } = new("--opening-pin-file")
    {
        Description = "A file that holds the opening key's PIN; otherwise it has the PIN of --key.",
        HelpName = "FILE",
    };

    /// <summary>The public half of the section's opening key, made now where there is none yet, and where its file is.</summary>
    internal static (PublicKey Key, string Path) Make(Invocation invocation, string sectionCode)
    {
        var folder = FolderOf(invocation);
        var path = Named(folder, sectionCode);
        if (Confirmation.IsDryRun(invocation) && !File.Exists(path))
        {
            // A look makes no file; the key that is shown has the form of the one that will be made.
            using var form = KeyPair.Generate(OpeningKeys.AlgorithmOf(invocation.Genesis.Suite));
            return (form.PublicKey, path);
        }

        var pins = new KeyOpener(invocation.Context);
        var pin = File.Exists(path)
            ? pins.Pin(PinFileOf(invocation), $"PIN of {path}:")
            : pins.NewPin(PinFileOf(invocation), $"PIN for {path}:");
        return (folder.GetOrMake(sectionCode, pin, out var error) ?? throw DoesNotOpen(path, error), path);
    }

    /// <summary>The section's opening key, to be released.</summary>
    internal static KeyPair Open(Invocation invocation, string sectionCode)
    {
        var folder = FolderOf(invocation);
        var path = Named(folder, sectionCode);
        if (!File.Exists(path))
        {
            throw CliException.Usage(
                $"There is no {path}: the section's opening key was made there when it was announced. Name its folder with " +
                $"--opening-keys DIR.",
                $"没有 {path}：标段的开标密钥在公告时存于该处；请用 --opening-keys DIR 指定其目录。");
        }

        var pin = new KeyOpener(invocation.Context).Pin(PinFileOf(invocation), $"PIN of {path}:");
        return folder.TryOpen(sectionCode, pin, out var error) ?? throw DoesNotOpen(path, error);
    }

    private static OpeningKeyFolder FolderOf(Invocation invocation) =>
        new(invocation.Common(Folder, "LEDGER_OPENING_KEYS") ?? "opening-keys", invocation.Genesis);

    private static string? PinFileOf(Invocation invocation) =>
        invocation.Value(Pin) ?? invocation.PinPath;

    // The code names the file, so what is none is refused before any path is made of it.
    private static string Named(OpeningKeyFolder folder, string sectionCode)
    {
        try
        {
            return folder.PathOf(sectionCode);
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(
                e.Message,
                $"标段编号不能作文件名：{e.Message}");
        }
    }

    private static CliException DoesNotOpen(string path, KeyFileError error) =>
        CliException.Usage(
            $"The opening key {path} does not open: {error.Words()}",
            $"开标密钥 {path} 打不开：{KeyOpener.InChinese(error)}");
}
