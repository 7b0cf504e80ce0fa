using System.Globalization;
using System.Security.Cryptography;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Tests.Paths;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Host;

/// <summary>Everything that contracts ask of cryptography, as lines of text: on two hosts of whatever kind the same lines.</summary>
internal static class HostVectors
{
    private const string Good = "good";
    private const string Spoilt = "spoilt";

    /// <summary>
    /// Writes one authority and two certificates for each scheme that certificates are signed with: one good, one with another signature.
    /// </summary>
    internal static void Make(string folder)
    {
        foreach (var (name, authority) in Authorities())
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}.root"), authority.Certificate.Der.ToArray());
            var leaf = authority.Leaf().Der.ToArray();
            File.WriteAllBytes(Path.Combine(folder, $"{name}.{Good}"), leaf);
            leaf[^1] ^= 1;
            File.WriteAllBytes(Path.Combine(folder, $"{name}.{Spoilt}"), leaf);
        }

        foreach (var algorithm in Enum.GetValues<SignatureAlgorithm>())
        {
            using var pair = KeyPair.Generate(algorithm);
            using var signer = pair.CreateSigner();
            File.WriteAllBytes(Path.Combine(folder, $"{algorithm}.key"), pair.PublicKey.ToSubjectPublicKeyInfo());
            File.WriteAllBytes(Path.Combine(folder, $"{algorithm}.signature"), signer.Sign("message"u8));
        }
    }

    internal static void Print(string folder, TextWriter output)
    {
        var verifier = new SignatureVerifier();
        foreach (var root in Directory.GetFiles(folder, "*.root").Order(StringComparer.Ordinal))
        {
            var authority = Read(root);
            foreach (var kind in (string[])[Good, Spoilt])
            {
                var leaf = Read(Path.ChangeExtension(root, kind));
                var holds = CertificateSignatures.Verify(authority.Key, leaf.SignatureScheme, leaf.SignedBytes, leaf.Signature, verifier);
                var options = new PathOptions { AtMs = PathCase.Now };
                var path = new PathValidator(verifier, new CertificateSignatureCache())
                    .Validate(leaf, CertificatePool.Empty, new TrustAnchorSet([new TrustAnchor(authority)]), options);
                output.WriteLine($"{Path.GetFileNameWithoutExtension(root)} {kind} {holds} {path.Reason.Code}");
            }
        }

        foreach (var file in Directory.GetFiles(folder, "*.key").Order(StringComparer.Ordinal))
        {
            var key = PublicKey.FromSubjectPublicKeyInfo(File.ReadAllBytes(file), out _)!;
            Span<bool> valid = [false, false];
            var signature = File.ReadAllBytes(Path.ChangeExtension(file, "signature"));
            verifier.Verify(
                [new SignatureCheck(key, "message"u8.ToArray(), signature), new SignatureCheck(key, "another"u8.ToArray(), signature)],
                valid);
            output.WriteLine($"{key.Algorithm} {valid[0]} {valid[1]}");
        }

        var digest = new byte[IHasher.DigestBytes];
        foreach (var suite in Enum.GetValues<CryptoSuite>())
        {
            Hashers.For(suite).Hash("abc"u8, digest);
            output.WriteLine($"{suite} {Convert.ToHexString(digest)}");
        }

        PrintData(verifier, output);
        output.WriteLine($"host {HostHash()}");
    }

    /// <summary>Every certificate of the data under every one that may have issued it.</summary>
    private static void PrintData(SignatureVerifier verifier, TextWriter output)
    {
        if (SharedData.Root is null)
        {
            return;
        }

        var all = new List<Certificate>();
        foreach (var file
            in CertificateFiles.In("02-cn-rsa-ecdsa-ca", ".crt").Concat(CertificateFiles.In("09-nist-pkits/certs", ".crt"))
                .Order(StringComparer.Ordinal))
        {
            if (Certificate.TryParseAnyKey(CertificateFiles.Read(file), out var certificate, out _))
            {
                all.Add(certificate);
            }
        }

        var bySubject = all.ToLookup(one => one.Subject.Comparable.Text, StringComparer.Ordinal);
        foreach (var certificate in all)
        {
            foreach (var issuer in bySubject[certificate.Issuer.Comparable.Text].Take(4))
            {
                var holds = CertificateSignatures.Verify(
                    issuer.Key, certificate.SignatureScheme, certificate.SignedBytes, certificate.Signature, verifier);
                output.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(certificate.SerialNumber.Span)} {holds}"));
            }
        }
    }

    /// <summary>What the host's own cryptography says: the proof that a configuration bites.</summary>
    private static string HostHash()
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData("abc"u8));
        }
        catch (Exception e) when (e is CryptographicException or TypeInitializationException)
        {
            return "fails";
        }
    }

    private static Certificate Read(string path) => CertificateFiles.Parse(File.ReadAllBytes(path), path);

    private static IEnumerable<(string Name, TestAuthority Authority)> Authorities()
    {
        HashAlgorithmName[] hashes = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];
        yield return ("rsa-sha1", TestAuthority.Root(key: RSA.Create(2048), hash: HashAlgorithmName.SHA1));
        foreach (var hash in hashes)
        {
            yield return ($"rsa-{hash.Name}", TestAuthority.Root(key: RSA.Create(2048), hash: hash));
            var pss = TestAuthority.New("CN=Root,O=Test", RSA.Create(2048 + 8), hash, RSASignaturePadding.Pss);
            pss.CertifiedBy(pss);
            yield return ($"pss-{hash.Name}", pss);
            yield return ($"p256-{hash.Name}", TestAuthority.Root(key: ECDsa.Create(ECCurve.NamedCurves.nistP256), hash: hash));
            yield return ($"p384-{hash.Name}", TestAuthority.Root(key: ECDsa.Create(ECCurve.NamedCurves.nistP384), hash: hash));
            yield return ($"p521-{hash.Name}", TestAuthority.Root(key: ECDsa.Create(ECCurve.NamedCurves.nistP521), hash: hash));
        }
    }
}
