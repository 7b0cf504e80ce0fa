using System.Security.Cryptography;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Signatures;

/// <summary>RSA PKCS#1 v1.5 signing by .NET.</summary>
internal sealed class RsaSigner : Signer
{
    /// <summary>.NET promises no concurrent use of one instance.</summary>
    private readonly Lock _lock = new();
    private readonly RSA _key;

    internal RsaSigner(ReadOnlySpan<byte> rsaPrivateKey)
        : this(Import(rsaPrivateKey))
    {
    }

    private RsaSigner(RSA key)
        : base(new PublicKey(SignatureAlgorithm.RsaPkcs1Sha256, key.ExportRSAPublicKey())) => _key = key;

    public override byte[] Sign(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            return _key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    public override void Dispose() => _key.Dispose();

    private static RSA Import(ReadOnlySpan<byte> rsaPrivateKey)
    {
        var key = RSA.Create();
        try
        {
            key.ImportRSAPrivateKey(rsaPrivateKey, out var read);
            if (read != rsaPrivateKey.Length || key.KeySize is < RsaKeyRules.ModulusBitsMin or > RsaKeyRules.ModulusBitsMax)
            {
                throw new CryptographicException("The private key is not one RSAPrivateKey with a modulus of 2048 to 8192 bits.");
            }

            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
