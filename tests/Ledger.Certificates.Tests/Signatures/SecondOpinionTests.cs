using System.Formats.Asn1;
using Ledger.Crypto.Signatures;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Ledger.Certificates.Tests.Signatures;

/// <summary>BouncyCastle about the same signatures: of every certificate in the data that some other of it issued.</summary>
public sealed class SecondOpinionTests
{
    [SharedDataFact]
    public void BouncyCastle_agrees_about_every_signature_of_the_data()
    {
        var all = new List<Certificate>();
        foreach (var file
            in CertificateFiles.In("01-cn-sm2-pki", ".crt", ".pem", ".der").Concat(CertificateFiles.In("02-cn-rsa-ecdsa-ca", ".crt"))
                .Concat(CertificateFiles.In("09-nist-pkits/certs", ".crt")))
        {
            if (Certificate.TryParseAnyKey(CertificateFiles.Read(file), out var certificate, out _) &&
                certificate.Key.Algorithm != KeyAlgorithm.Unsupported)
            {
                all.Add(certificate);
            }
        }

        var verifier = new SignatureVerifier();
        var compared = 0;
        var counts = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        foreach (var certificate in all.Where(one => NameOf(one.SignatureScheme) is not null))
        {
            foreach (var issuer in all.Where(one => one.Subject.Equals(certificate.Issuer)).Take(4))
            {
                var ours = CertificateSignatures.Verify(
                    issuer.Key, certificate.SignatureScheme, certificate.SignedBytes, certificate.Signature, verifier);
                Assert.True(ours == Theirs(issuer, certificate), $"{certificate.Subject} under {issuer.Subject}: here {ours}");
                counts[ours]++;
                compared++;
            }
        }

        Assert.True(compared > 400 && counts[false] > 5, $"{compared} compared, {counts[false]} wrong ones");
    }

    private static bool Theirs(Certificate issuer, Certificate certificate)
    {
        // Its parser sees only keys that have passed ours.
        var key = PublicKeyFactory.CreateKey(issuer.Key.SubjectPublicKeyInfo.ToArray());
        var signer = SignerUtilities.GetSigner(NameOf(certificate.SignatureScheme));
        try
        {
            signer.Init(false, key);
            var signed = certificate.SignedBytes.ToArray();
            signer.BlockUpdate(signed, 0, signed.Length);
            return signer.VerifySignature(certificate.Signature.ToArray());
        }
        catch (Exception e) when (e is CryptoException or InvalidKeyException or ArgumentException or InvalidCastException
            or AsnContentException)
        {
            return false;
        }
    }

    private static string? NameOf(CertificateSignatureScheme scheme) => (scheme.Kind, scheme.Hash) switch
    {
        (CertificateSignatureKind.Sm2, _) => "SM3withSM2",
        (CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha1) => "SHA1withRSA",
        (CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha256) => "SHA256withRSA",
        (CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha384) => "SHA384withRSA",
        (CertificateSignatureKind.Ecdsa, CertificateHash.Sha256) => "SHA256withECDSA",
        (CertificateSignatureKind.Ecdsa, CertificateHash.Sha384) => "SHA384withECDSA",
        _ => null,
    };
}
