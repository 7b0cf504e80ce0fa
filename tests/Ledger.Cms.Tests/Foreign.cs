using System.Security.Cryptography;
using System.Text;
using Ledger.Cms.KeyContainers;

namespace Ledger.Cms.Tests;

/// <summary>Keys and certificates that the openssl program made, in a folder of their own.</summary>
internal sealed class Foreign : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("ledger-cms").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal Task<string> Run(string arguments) => OpenSslProgram.Run(Folder, arguments);

    /// <summary>Makes NAME.key and a certificate NAME.crt signed by itself.</summary>
    internal async Task<(MessageSigner Signer, MessageRecipient Recipient)> Make(
        string name, string usage = "digitalSignature,keyEncipherment", string extra = "")
    {
        var (key, sign) = name switch
        {
            "rsa" => ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha256"),
            "p256" => ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-sha256"),
            "p384" => ("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "-sha384"),
            _ => ("-algorithm EC -pkeyopt ec_paramgen_curve:SM2", "-sm3 -sigopt distid:1234567812345678"),
        };
        await Run($"genpkey {key} -out {name}.key");
        await Run(
            $"req -x509 -new -key {name}.key {sign} -subj /CN={name} -days 100 -addext keyUsage=critical,{usage} {extra} -out {name}.crt");
        var pair = Pkcs8PrivateKey.TryRead(Pem($"{name}.key"), out var error) ?? throw new InvalidOperationException($"{error}");
        var certificate = CertificateFiles.Parse(PathOf($"{name}.crt"));
        return (new MessageSigner(certificate, pair.CreateSigner()), new MessageRecipient(certificate, pair));
    }

    internal byte[] Pem(string name)
    {
        var bytes = File.ReadAllBytes(PathOf(name));
        Assert.True(PemEncoding.TryFindUtf8(bytes, out var fields));
        return Convert.FromBase64String(Encoding.ASCII.GetString(bytes.AsSpan()[fields.Base64Data]));
    }
}
