using System.CommandLine;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Files;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Authorities;
using Ledger.Client.CaTrust;
using Ledger.Cms.Files;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Certificates;

/// <summary>The certificate of a command line, and the registration that proves its possession.</summary>
internal static class CertificateSource
{
    internal static Argument<string> File { get; } = new("FILE") { Description = "The certificate, PEM or DER." };

    internal static Argument<string> Registration { get; } = new("FILE")
    {
        Description = "What the subject made with `cert possession`; or, where its key is at hand, the certificate, PEM or DER.",
    };

    internal static Option<string?> CertificateKey { get; } = new("--certificate-key")
    {
        Description = "The certificate's own key file; of an encryption certificate the subject's signing key. --key otherwise.",
        HelpName = "FILE",
    };

    internal static Option<string?> CertificatePin { get; } = new("--certificate-pin-file")
    {
        Description = "A file that holds the PIN of --certificate-key; otherwise it has the PIN of --key.",
        HelpName = "FILE",
    };

    internal static Option<string?> SigningCertificate { get; } = new("--signing-certificate")
    {
        Description =
            "For an encryption certificate: the id of the subject's registered signing certificate; otherwise it is found on the chain.",
        HelpName = "ID",
    };

    /// <summary>The one certificate of a file, also of a bundle (.p7b).</summary>
    /// <param name="path">The file.</param>
    /// <param name="anyKey">Whether keys that no signature is checked with here are taken too.</param>
    internal static Certificate ReadOne(string path, bool anyKey = false)
    {
        var certificates = CertificateFileReader.Read(path).Certificates;
        if (certificates.Count > 1)
        {
            throw CliException.Usage(
                $"{path} holds {certificates.Count} certificates; give one.", $"{path} 中有 {certificates.Count} 张证书，请只给一张。");
        }

        Certificate? certificate = null;
        return certificates is [var der]
            && (anyKey ? Certificate.TryParseAnyKey(der, out certificate, out _) : Certificate.TryParse(der, out certificate, out _))
            ? certificate
            : EncodedFile.ReadCertificate(path, anyKey);
    }

    /// <summary>The registration that a command line asks for: by the subject's proof, or of a certificate whose key is at hand.</summary>
    internal static async Task<RegisterCertificate> ReadAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = invocation.Value(Registration);
        var bytes = EncodedFile.ReadAll(path);
        if (FileKinds.Of(UnwrappedFile.Read(bytes)) != FileKind.Json)
        {
            return await MakeAsync(invocation, path, invocation.Value(CertificateKey), cancellationToken);
        }

        foreach (var option in (Option<string?>[])[CertificateKey, CertificatePin, SigningCertificate])
        {
            if (invocation.Value(option) is not null)
            {
                throw CliException.Usage(
                    $"{path} proves possession already: leave {option.Name} out.", $"{path} 已是持有证明，请去掉 {option.Name}。");
            }
        }

        var registration = PossessionFile.TryRead(invocation.Genesis, bytes, out var why)
            ?? throw CliException.Usage($"{path} {why}.", $"{path} 不是本链的持有证明。（{why}）");
        PossessionFile.Require(invocation.Genesis, registration);
        return registration;
    }

    /// <summary>A certificate's registration, whose possession the key at hand proves.</summary>
    internal static async Task<RegisterCertificate> MakeAsync(
        Invocation invocation, string path, string? keyPath, CancellationToken cancellationToken)
    {
        var certificate = ReadOne(path);
        keyPath ??= invocation.KeyPath
            ?? throw CliException.Usage(
                "The certificate's key proves possession: give it with --key FILE, or set LEDGER_KEY.",
                "须由证书自己的密钥证明持有：请用 --key 指定，或设置 LEDGER_KEY。");
        using var pair = new KeyOpener(invocation.Context).Open(keyPath, invocation.Value(CertificatePin) ?? invocation.PinPath);
        using var signer = pair.CreateSigner();
        if (!IsForDecryption(certificate))
        {
            return certificate.PublicKey.Equals(pair.PublicKey)
                ? CertificateCalls.Register(invocation.Genesis, certificate, signer)
                : throw CliException.Usage(
                    $"{path} is not for the key in {keyPath}: that key proves nothing of it.",
                    $"{path} 不是 {keyPath} 中密钥的证书，该密钥不能证明持有。");
        }

        return certificate.PublicKey.Equals(pair.PublicKey)
            ? throw CliException.Usage(
                $"{keyPath} is the encryption key, which never signs: give the subject's signing key.",
                $"{keyPath} 是加密密钥，不能用于签名：请给出主体的签名密钥。")
            : CertificateCalls.RegisterEncryption(
                invocation.Genesis, certificate, await VouchingAsync(invocation, keyPath, pair, cancellationToken), signer);
    }

    private static async Task<Digest> VouchingAsync(
        Invocation invocation, string keyPath, KeyPair pair, CancellationToken cancellationToken) =>
        invocation.Value(SigningCertificate) is { } id
            ? Id(id)
            : await CertificateFinder.FindAsync(invocation.OpenReader(), pair.PublicKey, keyPath, cancellationToken);

    private static bool IsForDecryption(Certificate certificate) =>
        certificate.KeyUsage is { } usage && (usage & KeyUsages.Signing) == 0 && (usage & KeyUsages.Encryption) != 0;

    /// <summary>The id that an argument names: by its digits, or by the file of the certificate.</summary>
    internal static Digest IdOf(Invocation invocation, string text) => System.IO.File.Exists(text)
        ? CertificateId.Compute(invocation.Genesis.Hasher, EncodedFile.ReadCertificate(text).Der.Span)
        : Id(text);

    private static Digest Id(string text) => new(HexArgument.Read(text, Digest.Bytes, "A certificate's id"));
}
