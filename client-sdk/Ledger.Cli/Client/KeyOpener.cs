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
    private const string CommonPinOption = "--pin-file";
    private const int PinCharsMax = 64;

    /// <summary>The one key of a file, for <paramref name="use"/> where there are two.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pinFile">The file that holds its PIN; null where the person is asked.</param>
    /// <param name="use">For what.</param>
    /// <param name="pinOption">The option that names such a file, for the words where nobody is there to ask.</param>
    internal KeyPair Open(string path, string? pinFile, KeyUsages use = KeyUsages.Signing, string pinOption = CommonPinOption)
    {
        var opened = OpenAll(path, pinFile, pinOption);
        var key = opened.Find(use);
        foreach (var other in opened.Keys.Where(other => other != key))
        {
            other.Dispose();
        }

        return key ?? throw Ambiguous(path, opened, use);
    }

    /// <summary>Every key of a file, with the certificates in it; what protects them badly is said.</summary>
    internal OpenedKeys OpenAll(string path, string? pinFile, string pinOption = CommonPinOption)
    {
        var file = PrivateKeyFile.Read(EncodedFile.ReadAll(path));
        if (file.IsLedgerKeyFile)
        {
            return OpenedKeys.Of(OpenOwn(path, pinFile, pinOption));
        }

        var password = file.NeedsPassword ? Pin(pinFile, $"Password of {path}:", mayBeEmpty: true, pinOption) : string.Empty;
        var opened = file.TryOpen(password, out var fault)
            ?? throw DoesNotOpen(path, fault!.Words.Replace("FILE", path, StringComparison.Ordinal), IsLikeAPin(file.Kind, path));
        foreach (var warning in opened.Warnings)
        {
            context.Error.WriteLine($"Warning: {path}: {warning}. Bring it under a PIN once: ledger keys import {path} --out NEW.key");
        }

        return opened;
    }

    private static CliException DoesNotOpen(string path, string why, bool isLikeAPin) => isLikeAPin
        ? CliException.Usage(
            $"{path} does not open: {why}. It looks like a file with a PIN: were --key and --pin-file swapped?",
            $"{path} 打不开，它看起来是口令文件：--key 与 --pin-file 是否放反了？")
        : CliException.Usage($"{path} does not open: {why}.", $"{path} 打不开：{why}。");

    internal static CliException Ambiguous(string path, OpenedKeys opened, KeyUsages use)
    {
        var held = opened.Keys.Select(
            key =>
                opened.CertificateOf(key) is { } certificate
                    ? $"{ReadableName.Of(certificate.Subject).Text} ({certificate.KeyUsage})"
                    : "a key without a certificate");
        return CliException.Usage(
            $"{path} holds {opened.Keys.Count} keys, of which not exactly one is for " +
            $"{(use == KeyUsages.Signing ? "signing" : "decrypting")}: {string.Join("; ", held)}. Choose with --certificate FILE.",
            $"{path} 中有 {opened.Keys.Count} 个密钥，其中用于{(use == KeyUsages.Signing ? "签名" : "解密")}的不止一个或没有：" +
            $"{string.Join("; ", held)}。请用 --certificate 指定。");
    }

    // One short line and nothing else; what it is stays unsaid.
    private static bool IsLikeAPin(FileKind kind, string path) => kind == FileKind.Unknown &&
        StrictText.TryDecode(EncodedFile.ReadAll(path), out _, out _)?.Trim() is { Length: > 0 and <= PinCharsMax } line &&
        !line.AsSpan().ContainsAny('\r', '\n');

    private KeyPair OpenOwn(string path, string? pinFile, string pinOption)
    {
        var pin = Pin(pinFile, $"PIN of {path}:", mayBeEmpty: false, pinOption);
        var pair = KeyFile.TryOpen(path, pin, out var error)
            ?? throw CliException.Usage(
                $"Key file {path} does not open: {error.Words()}{OddPin(pin)}",
                $"密钥文件 {path} 打不开：{InChinese(error)}{(OddPin(pin).Length > 0 ? "口令首尾有空格或含全角字符。" : "")}");
        Renew(path, pair, pin);
        return pair;
    }

    // What a person does not see in a PIN that was typed or pasted.
    private static string OddPin(string pin) =>
        pin.Trim() != pin ? " The PIN as it was given begins or ends with a space."
        : pin.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E') ? " The PIN as it was given has full-width characters."
        : string.Empty;

    /// <summary>Why a key file does not open, in Chinese.</summary>
    internal static string InChinese(KeyFileError error) => error switch
    {
        KeyFileError.Permissions => "他人可以读取。请改为仅本人可读（chmod 600），并视密钥为已泄露。",
        KeyFileError.WrongPinOrDamaged => "口令错误，或文件被改动。",
        KeyFileError.Purpose => "该密钥只为一个用途生成（例如某一标段的开标），不能作他用。",
        KeyFileError.Version => "本程序不认识其版本或算法。",
        _ => "不是 Ledger 的密钥文件。",
    };

    /// <summary>A PIN for a new key; the rules say what is wrong with one that is not taken.</summary>
    internal string NewPin(string? pinFile, string question)
    {
        var pin = Pin(pinFile, question);
        return PinRules.WhyNot(pin) is not { } why ? pin : throw CliException.Usage(
            why, $"口令不可用：至少 {PinRules.CharactersMin} 个字符，不能是同一字符或连续递增、递减的字符；请另取。");
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
    internal string Pin(string? pinFile, string question, bool mayBeEmpty = false, string pinOption = CommonPinOption)
    {
        if (pinFile is not null)
        {
            if (FileKinds.Of(UnwrappedFile.Read(EncodedFile.ReadAll(pinFile))) is var kind && FileKinds.IsCredential(kind))
            {
                throw CliException.Usage(
                    $"{pinFile} is to hold a PIN, alone in its first line, and is {FileKinds.NameOf(kind)}: were two files swapped?",
                    $"{pinFile} 应只在首行写口令，但它是密钥或证书：两个文件是否放反了？");
            }

            var text = EncodedFile.ReadText(pinFile);
            var line = text.Length == 0 ? null : text.ReplaceLineEndings("\n").Split('\n')[0];
            return line is not null || mayBeEmpty
                ? line ?? string.Empty
                : throw CliException.Usage($"PIN file {pinFile} is empty.", $"口令文件 {pinFile} 为空。");
        }

        return context.AskSecret?.Invoke(question)
            ?? throw CliException.Usage(
                $"The key needs a PIN and nobody is there to ask: give {pinOption} FILE{OrVariable(", or set ")}.",
                $"密钥需要口令，而无人可问：请用 {pinOption} 指定口令文件{OrVariable("，或设置 ")}。");

        string OrVariable(string or) => pinOption == CommonPinOption ? $"{or}LEDGER_PIN_FILE" : string.Empty;
    }
}
