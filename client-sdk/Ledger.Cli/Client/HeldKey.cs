using Ledger.Certificates;
using Ledger.Cms;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Client;

/// <summary>
/// The person's private key with its certificate, out of a key file, a PKCS#8 key in PEM, a PKCS#12 file, or a CFCA <c>.sm2</c> file: each
/// says by its first bytes which it is.
/// </summary>
internal sealed class HeldKey : IDisposable
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

    public void Dispose() => Pair.Dispose();

    internal MessageSigner Signer(Invocation invocation) => new(Certificate, invocation.Own(Pair.CreateSigner()));

    internal static HeldKey Open(Invocation invocation, string path, string? certificatePath)
    {
        var keys = new KeyOpener(invocation.Context);
        var pinFile = invocation.Parsed.GetValue(CommonOptions.PinFile) ?? invocation.Context.Variable("LEDGER_PIN_FILE");
        var bytes = EncodedFile.ReadAll(path);
        if (bytes.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("{"u8))
        {
            return Complete(keys.Open(path, pinFile), [], path, certificatePath);
        }

        var der = EncodedFile.Decode(bytes);
        if (bytes.AsSpan().IndexOf("BEGIN PRIVATE KEY"u8) >= 0)
        {
            var pair = Pkcs8PrivateKey.TryRead(der, out var error) ?? throw DoesNotOpen(path, error);
            return Complete(pair, [], path, certificatePath);
        }

        var password = keys.Pin(pinFile, $"Password of {path}:");
        var isCfca = bytes.AsSpan().IndexOf("BEGIN CFCA KEY"u8) >= 0 || path.EndsWith(".sm2", StringComparison.OrdinalIgnoreCase);
        var imported = (isCfca ? CfcaSm2File.TryOpen(der, password, out var why) : Pkcs12File.TryOpen(der, password, out why)) ?? throw DoesNotOpen(path, why);
        return Complete(imported.Key, imported.Certificates, path, certificatePath);
    }

    private static HeldKey Complete(KeyPair pair, IReadOnlyList<Certificate> certificates, string path, string? certificatePath)
    {
        var certificate = certificatePath is null ? certificates.FirstOrDefault(one => one.PublicKey.Equals(pair.PublicKey)) : EncodedFile.ReadCertificate(certificatePath);
        if (certificate is null || !certificate.PublicKey.Equals(pair.PublicKey))
        {
            pair.Dispose();
            throw CliException.Usage(certificate is null
                ? $"{path} holds no certificate for its key: give it with --certificate FILE."
                : $"The certificate {certificatePath} is not for the key in {path}.");
        }

        return new HeldKey(pair, certificate, [.. certificates.Where(one => !one.Der.Span.SequenceEqual(certificate.Der.Span))]);
    }

    private static CliException DoesNotOpen(string path, KeyContainerError error) => CliException.Usage($"{path} does not open: {error switch
    {
        KeyContainerError.WrongPasswordOrDamaged => "the password is wrong, or the file was changed.",
        KeyContainerError.Algorithm => "it uses an algorithm that is not taken.",
        KeyContainerError.NoSingleKey => "it does not hold exactly one private key.",
        _ => $"{error}.",
    }}");
}
