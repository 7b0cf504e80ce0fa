using Ledger.Crypto.Keys;

namespace Ledger.Cli.Client;

/// <summary>Opens key files with the PIN from a file or from the person.</summary>
internal sealed class KeyOpener(CliContext context)
{
    internal KeyPair Open(string path, string? pinFile)
    {
        var pin = Pin(pinFile, $"PIN of {path}:");
        var pair = KeyFile.TryOpen(path, pin, out var error) ?? throw CliException.Usage($"Key file {path} does not open: {TextOf(error)}");
        Renew(path, pair, pin);
        return pair;
    }

    /// <summary>A PIN for a new key; the rules say what is wrong with one that is not taken.</summary>
    internal string NewPin(string? pinFile, string question)
    {
        var pin = Pin(pinFile, question);
        return PinRules.WhyNot(pin) is { } why ? throw CliException.Usage(why) : pin;
    }

    // A file of the old version falls to a graphics card in minutes. Where it cannot be written, the person is told.
    private void Renew(string path, KeyPair pair, string pin)
    {
        if (!KeyFile.IsOld(path))
        {
            return;
        }

        try
        {
            KeyFile.Renew(path, pair, pin);
            context.Error.WriteLine($"{path} was of an old version and is written anew, under Argon2id.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"{path} is of an old version whose PIN is soon guessed, and cannot be written anew: {e.Message}");
        }
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
