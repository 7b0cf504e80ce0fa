using System.CommandLine;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Cli.Client;
using Ledger.Crypto.Keys;
using Ledger.Phone;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneInitCommand : CliCommand
{
    private readonly Option<string?> _certificate = FileOptions.Certificate();
    private readonly Option<string?> _encryptionKey = new("--encryption-key")
    {
        Description = "The encryption key of your dual pair, in any of the forms of --key; its PIN is that of --pin-file.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _encryptionCertificate = new("--encryption-certificate")
    {
        Description = "Its certificate, where the key's own file has none.",
        HelpName = "FILE",
    };
    private readonly Option<string[]> _trust = new("--trust")
    {
        Description = "A page that you know, and the trading centre it belongs to; once for each.",
        HelpName = "ORIGIN=USCC",
        Required = true,
    };

    internal PhoneInitCommand(CliContext context)
        : base(
            "init",
            "Make a phone: your keys under one PIN, your certificates, and the pages you trust.",
            "ledger phone init --phone ~/phone --key bidder.pfx --trust https://ggzy.zhuhai.gov.cn=12440400MB2D000001")
    {
        Add(PhoneOptions.Folder);
        Add(PhoneOptions.PinFile);
        Add(_certificate);
        Add(_encryptionKey);
        Add(_encryptionCertificate);
        Add(_trust);
        Does(context, (invocation, _) => Task.FromResult(Init(invocation)));
    }

    private int Init(Invocation invocation)
    {
        var origins = invocation.Value(_trust).Select(PhoneOptions.OriginOf).ToList();
        var pin = PhoneOptions.NewPinOf(invocation);
        var signing = FileOptions.OpenKey(invocation, _certificate);
        var encryption = invocation.Value(_encryptionKey) is { } path
            ? HeldKey.Open(invocation, path, invocation.Value(_encryptionCertificate), KeyUsages.Encryption)
            : null;
        (KeyPair Key, Certificate Certificate)? second = encryption is null ? null : (encryption.Pair, encryption.Certificate);
        var vault = PhoneVault.Create(PhoneOptions.FolderOf(invocation), (signing.Pair, signing.Certificate), second, origins, pin);
        invocation.Report.Show(("phone", "手机"), Describe(vault));
        return ExitCode.Done;
    }

    internal static Document Describe(PhoneVault vault) => new()
    {
        ["uscc"] = vault.Uscc,
        ["signing_certificate"] = ReadableName.Of(vault.SigningCertificate.Subject).Text,
        ["signing_until"] = Datum.Time(vault.SigningCertificate.NotAfterMs),
        ["encryption_certificate"] = vault.EncryptionCertificate is { } encryption ? ReadableName.Of(encryption.Subject).Text : null,
        ["encryption_until"] = vault.EncryptionCertificate is { } certificate ? Datum.Time(certificate.NotAfterMs) : null,
        ["trusts"] = Datum.List(vault.Origins.Select(origin => $"{origin.Origin}={origin.CentreUscc}")),
        ["pins_left"] = vault.AttemptsLeft,
    };
}
