using Ledger.Certificates.Extensions;
using Ledger.Certificates.Files;
using Ledger.Certificates.Names;
using Ledger.Cms.Files;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.Cli.Client;

/// <summary>Opens files with private keys, in whatever form they come, with the PIN from a file or from the person.</summary>
internal sealed class KeyOpener(CliContext context)
{
    private const int PinCharsMax = 64;

    /// <summary>The one key of a file, for <paramref name="use"/> where there are two.</summary>
    internal KeyPair Open(string path, string? pinFile, KeyUsages use = KeyUsages.Signing)
    {
        var opened = OpenAll(path, pinFile);
        var key = opened.Find(use);
        foreach (var other in opened.Keys.Where(other => other != key))
        {
            other.Dispose();
        }

        return key ?? throw Ambiguous(path, opened, use);
    }

    /// <summary>Every key of a file, with the certificates in it; what protects them badly is said.</summary>
    internal OpenedKeys OpenAll(string path, string? pinFile)
    {
        var file = PrivateKeyFile.Read(EncodedFile.ReadAll(path));
        if (file.IsLedgerKeyFile)
        {
            return OpenedKeys.Of(OpenOwn(path, pinFile));
        }

        var password = file.NeedsPassword ? Pin(pinFile, $"Password of {path}:", mayBeEmpty: true) : string.Empty;
        var opened = file.TryOpen(password, out var fault)
            ?? throw CliException.Usage(
                $"{path} does not open: {fault!.Words.Replace("FILE", path, StringComparison.Ordinal)}." +
                (IsLikeAPin(file.Kind, path) ? " It looks like a file with a PIN: were --key and --pin-file swapped?" : string.Empty));
        foreach (var warning in opened.Warnings)
        {
            context.Error.WriteLine($"Warning: {path}: {warning}. Bring it under a PIN once: ledger keys import {path} --out NEW.key");
        }

        return opened;
    }

    internal static CliException Ambiguous(string path, OpenedKeys opened, KeyUsages use)
    {
        var held = opened.Keys.Select(
            key =>
                opened.CertificateOf(key) is { } certificate
                    ? $"{ReadableName.Of(certificate.Subject).Text} ({certificate.KeyUsage})"
                    : "a key without a certificate");
        return CliException.Usage(
            $"{path} holds {opened.Keys.Count} keys, of which not exactly one is for " +
            $"{(use == KeyUsages.Signing ? "signing" : "decrypting")}: {string.Join("; ", held)}. Choose with --certificate FILE.");
    }

    // One short line and nothing else; what it is stays unsaid.
    private static bool IsLikeAPin(FileKind kind, string path) => kind == FileKind.Unknown &&
        StrictText.TryDecode(EncodedFile.ReadAll(path), out _, out _)?.Trim() is { Length: > 0 and <= PinCharsMax } line &&
        !line.AsSpan().ContainsAny('\r', '\n');

    private KeyPair OpenOwn(string path, string? pinFile)
    {
        var pin = Pin(pinFile, $"PIN of {path}:");
        var pair = KeyFile.TryOpen(path, pin, out var error) ?? throw CliException.Usage($"Key file {path} does not open: {error.Words()}");
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

    /// <summary>The PIN: the file's first line, or what the person types. Only containers of others may have an empty one.</summary>
    internal string Pin(string? pinFile, string question, bool mayBeEmpty = false)
    {
        if (pinFile is not null)
        {
            if (FileKinds.Of(UnwrappedFile.Read(EncodedFile.ReadAll(pinFile))) is var kind && FileKinds.IsCredential(kind))
            {
                throw CliException.Usage(
                    $"{pinFile} is to hold a PIN, alone in its first line, and is {FileKinds.NameOf(kind)}: were two files swapped?");
            }

            var text = EncodedFile.ReadText(pinFile);
            var line = text.Length == 0 ? null : text.ReplaceLineEndings("\n").Split('\n')[0];
            return line is not null || mayBeEmpty ? line ?? string.Empty : throw CliException.Usage($"PIN file {pinFile} is empty.");
        }

        return context.AskSecret?.Invoke(question)
            ?? throw CliException.Usage("The key needs a PIN and nobody is there to ask: give --pin-file FILE, or set LEDGER_PIN_FILE.");
    }
}
