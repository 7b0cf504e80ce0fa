using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Cms;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Client;

/// <summary>The person's private key with its certificate, out of any file that holds one.</summary>
internal sealed class HeldKey
{
    private HeldKey(KeyPair pair, Certificate certificate, IReadOnlyList<Certificate> others)
    {
        Pair = pair;
        Certificate = certificate;
        Others = others;
    }

    internal KeyPair Pair { get; }

    internal Certificate Certificate { get; }

    /// <summary>What else the container holds, usually the authorities' certificates.</summary>
    internal IReadOnlyList<Certificate> Others { get; }

    internal MessageSigner Signer(Invocation invocation) => new(Certificate, invocation.Own(Pair.CreateSigner()));

    /// <summary>
    /// Opens the key for <paramref name="use"/>; where a file holds a dual pair, or no certificate, <paramref name="certificatePath"/>
    /// decides.
    /// </summary>
    internal static HeldKey Open(Invocation invocation, string path, string? certificatePath, KeyUsages use = KeyUsages.Signing)
    {
        var pinFile = invocation.PinPath;
        var opened = invocation.Own(new KeyOpener(invocation.Context).OpenAll(path, pinFile));
        var given = certificatePath is null ? null : EncodedFile.ReadCertificate(certificatePath);
        var pair = given is null
            ? opened.Find(use) ?? throw KeyOpener.Ambiguous(path, opened, use)
            : opened.Keys.FirstOrDefault(key => key.PublicKey.Equals(given.PublicKey))
                ?? throw CliException.Usage(
                    $"The certificate {certificatePath} is not for the key in {path}.",
                    $"证书 {certificatePath} 不是 {path} 中密钥的证书。");
        var certificate = given
            ?? opened.CertificateOf(pair)
                ?? throw CliException.Usage(
                    $"{path} holds no certificate for its key: give it with --certificate FILE.",
                    $"{path} 中没有其密钥的证书：请用 --certificate 指定。");
        return new HeldKey(pair, certificate, [.. opened.Certificates.Where(one => !one.Der.Span.SequenceEqual(certificate.Der.Span))]);
    }
}
