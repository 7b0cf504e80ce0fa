using System.CommandLine;
using Ledger.Certificates;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Authorities;
using Ledger.Client.CaTrust;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Certificates;

/// <summary>The certificate of a command line, and the registration that proves its possession.</summary>
internal static class CertificateSource
{
    internal static Argument<string> File { get; } = new("FILE") { Description = "The certificate, PEM or DER." };

    internal static Option<string?> CertificateKey { get; } = new("--certificate-key")
    {
        Description = "The certificate's own key file; of an encryption certificate the subject's signing key. --key otherwise.",
        HelpName = "FILE",
    };

    internal static Option<string?> SigningCertificate { get; } = new("--signing-certificate")
    {
        Description = "For an encryption certificate: the id of the subject's registered signing certificate, 64 hexadecimal digits.",
        HelpName = "ID",
    };

    internal static ReadOnlyMemory<byte> ReadDer(string path)
    {
        var certificates = CertificateFileReader.Read(path).Certificates;
        return certificates.Count == 1
            ? certificates[0]
            : throw CliException.Usage($"{path} holds {certificates.Count} certificates; give one.");
    }

    internal static RegisterCertificate Register(Invocation invocation)
    {
        if (!Certificate.TryParse(ReadDer(invocation.Value(File)), out var certificate, out var error))
        {
            throw CliException.Usage($"{invocation.Value(File)} is no certificate that the chain registers: {error}.");
        }

        var keyFile = invocation.Value(CertificateKey)
            ?? invocation.KeyPath
            ?? throw CliException.Usage("The certificate's key proves possession: give it with --certificate-key FILE or --key FILE.");
        using var pair = new KeyOpener(invocation.Context).Open(keyFile, invocation.PinPath);
        using var signer = pair.CreateSigner();
        return invocation.Value(SigningCertificate) is { } signing
            ? CertificateCalls.RegisterEncryption(invocation.Genesis, certificate, Id(signing), signer)
            : CertificateCalls.Register(invocation.Genesis, certificate, signer);
    }

    internal static Digest Id(string text) => new(HexArgument.Read(text, Digest.Bytes, "A certificate's id"));
}
