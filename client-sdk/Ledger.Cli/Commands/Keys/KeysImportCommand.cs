using System.CommandLine;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Cli.Client;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Keys;

/// <summary>Once in, a key of an old container, or one that lay open, is under Argon2id and a PIN that keeps the rules.</summary>
internal sealed class KeysImportCommand : CliCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "PKCS#12, PKCS#8, PEM or .sm2, as CAs and other tools hand keys out; or the encryption key of a pair in an envelope.",
    };
    private static readonly Option<string?> SigningKey = new("--signing-key")
    {
        Description = "Your signing key, to which the authority enveloped the encryption key of the pair; --pin-file holds its PIN.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Certificate = FileOptions.Certificate(
        "The certificate of the enveloped key, where it stands outside.");
    private static readonly Option<string?> CertificateOut = new("--certificate-out")
    {
        Description = "Where the key's certificate goes, in DER.",
        HelpName = "FILE",
    };
    private static readonly Option<string> Use = new Option<string>("--use")
    {
        Description = "Which key of a dual pair: sign or decrypt.",
        DefaultValueFactory = _ => "sign",
    }.AcceptOnlyFromAmong("sign", "decrypt");

    internal KeysImportCommand(CliContext context)
        : base(
            "import",
            "Bring a key out of another tool's file under a PIN of yours; the old file is not touched.",
            "ledger keys import old.pfx --pin-file old.password --out centre.key --new-pin-file centre.pin")
    {
        Add(File);
        Add(SigningKey);
        Add(Certificate);
        Add(KeyDocuments.Out);
        Add(KeyDocuments.NewPinFile);
        Add(CertificateOut);
        Add(Use);
        Does(context, (invocation, _) => Task.FromResult(Import(invocation)));
    }

    private static int Import(Invocation invocation)
    {
        var from = invocation.Value(File);
        var (pair, certificate) = invocation.Value(SigningKey) is { } signing ? Unwrap(invocation, from, signing) : Open(invocation, from);
        var path = invocation.Value(KeyDocuments.Out);
        var certificatePath = invocation.Value(CertificateOut);
        if (certificatePath is not null && certificate is null)
        {
            throw CliException.Usage(
                $"{from} holds no certificate for its key.",
                $"{from} 中没有其密钥的证书。");
        }

        KeyFile.Create(path, pair, KeyDocuments.NewPinOf(invocation, path));
        if (certificatePath is not null)
        {
            EncodedFile.WriteNew(certificatePath, certificate!.Der.Span);
        }

        var document = KeyDocuments.Of(path, pair.PublicKey);
        document["from"] = from;
        document["certificate"] = certificate is null ? null : Names.Show(invocation.Context, certificate.Subject);
        invocation.Report.Show(("key", "密钥"), document);
        return ExitCode.Done;
    }

    private static (KeyPair Key, Certificate? Certificate) Open(Invocation invocation, string from)
    {
        var use = invocation.Value(Use) == "sign" ? KeyUsages.Signing : KeyUsages.Encryption;
        var opened = invocation.Own(new KeyOpener(invocation.Context).OpenAll(from, invocation.PinPath));
        var pair = opened.Find(use) ?? throw KeyOpener.Ambiguous(from, opened, use);
        return (pair, opened.CertificateOf(pair));
    }

    private static (KeyPair Key, Certificate? Certificate) Unwrap(Invocation invocation, string from, string signing)
    {
        using var signingKey = new KeyOpener(invocation.Context).Open(signing, invocation.PinPath);
        var certificate = invocation.Value(Certificate) is { } given ? EncodedFile.ReadCertificate(given) : null;
        var imported = EnvelopedKeyFile.TryOpen(EncodedFile.ReadAll(from), signingKey, certificate, new SignatureVerifier(), out var fault)
            ?? throw CliException.Usage(
                $"{from} does not open with {signing}: {fault!.Words}.",
                $"{from} 用 {signing} 打不开：{fault!.Words}。");
        invocation.Own(imported);
        return (imported.Key, imported.Certificate);
    }
}
