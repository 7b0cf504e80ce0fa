using Ledger.Crypto;

namespace Ledger.Cli.Client;

/// <summary>Opens key files with the PIN from a file or from the person.</summary>
internal sealed class KeyOpener(CliContext context)
{
    internal KeyPair Open(string path, string? pinFile)
    {
        var pin = Pin(pinFile, $"PIN of {path}:");
        return KeyFile.TryOpen(path, pin, out var error) ?? throw CliException.Usage($"Key file {path} does not open: {TextOf(error)}");
    }

    /// <summary>The PIN: the file's first line, or what the person types.</summary>
    internal string Pin(string? pinFile, string question)
    {
        if (pinFile is not null)
        {
            return File.ReadLines(pinFile).FirstOrDefault() ?? throw CliException.Usage($"PIN file {pinFile} is empty.");
        }

        return context.AskSecret?.Invoke(question) ?? throw CliException.Usage("The key needs a PIN and nobody is there to ask: give --pin-file FILE, or set LEDGER_PIN_FILE.");
    }

    private static string TextOf(KeyFileError error) => error switch
    {
        KeyFileError.Permissions => "others may read it. Make it yours alone (chmod 600) and think of the key as known.",
        KeyFileError.WrongPinOrDamaged => "the PIN is wrong, or the file was changed.",
        KeyFileError.Version => "it is of a version or algorithm that this program does not know.",
        _ => "it is no key file of Ledger.",
    };
}
