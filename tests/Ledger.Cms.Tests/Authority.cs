using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.Tests;

/// <summary>An authority and the people whom it certifies.</summary>
internal static class Authority
{
    private static readonly CertificateIssuer Issuer = new(Name("Authority"), TestKeys.Of(SignatureAlgorithm.Sm2Sm3, 1).CreateSigner());

    internal static MessageSigner Signer(
        byte seed = 2, KeyUsages usage = KeyUsages.Signing, SignatureAlgorithm algorithm = SignatureAlgorithm.Sm2Sm3)
    {
        var pair = TestKeys.Of(algorithm, seed);
        return new MessageSigner(Certify(pair, seed, usage), pair.CreateSigner());
    }

    internal static MessageRecipient Recipient(
        byte seed = 3, KeyUsages usage = KeyUsages.Encryption, SignatureAlgorithm algorithm = SignatureAlgorithm.Sm2Sm3)
    {
        var pair = TestKeys.Of(algorithm, seed);
        return new MessageRecipient(Certify(pair, seed, usage), pair);
    }

    internal static Certificate Certify(KeyPair pair, byte serial = 4, KeyUsages usage = KeyUsages.Signing) =>
        Issuer.Issue(new CertificateTemplate
        {
            Subject = Name($"Person {serial}"),
            PublicKey = pair.PublicKey,
            SerialNumber = new byte[] { serial },
            NotBeforeMs = 0,
            NotAfterMs = 4_000_000_000_000,
            KeyUsage = usage,
        });

    private static DistinguishedName Name(string common) =>
        DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, common));
}
