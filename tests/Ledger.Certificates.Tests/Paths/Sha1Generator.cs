using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Certificates.Tests.Paths;

/// <summary>Signs with SHA-1, which .NET's own generators no longer do: the years before 2017.</summary>
internal sealed class Sha1Generator(RSA key) : X509SignatureGenerator
{
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        Convert.FromHexString("300D06092A864886F70D0101050500");

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    protected override System.Security.Cryptography.X509Certificates.PublicKey BuildPublicKey() => new(key);
}
