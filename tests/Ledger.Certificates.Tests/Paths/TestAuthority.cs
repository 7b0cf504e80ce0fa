using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Certificates.Tests.Paths;

/// <summary>An authority of .NET's making: another implementation than the one under test, with any extension one likes.</summary>
internal sealed class TestAuthority
{
    internal static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset End = new(2034, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static int s_serial = 1000;

    private readonly AsymmetricAlgorithm _key;
    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding _padding;

    private TestAuthority(string name, AsymmetricAlgorithm key, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        Name = new X500DistinguishedName(name);
        _key = key;
        _hash = hash;
        _padding = padding;
    }

    internal X500DistinguishedName Name { get; }

    /// <summary>Set once it has been certified.</summary>
    internal Certificate Certificate { get; private set; } = null!;

    internal X509SignatureGenerator Generator => _key is RSA old && _hash == HashAlgorithmName.SHA1
        ? new Sha1Generator(old)
        : _key is RSA rsa ? X509SignatureGenerator.CreateForRSA(rsa, _padding)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)_key);

    internal HashAlgorithmName Hash => _hash;

    internal static TestAuthority New(
        string name, AsymmetricAlgorithm? key = null, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null) =>
        new(
            name,
            key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256),
            hash ?? HashAlgorithmName.SHA256,
            padding ?? RSASignaturePadding.Pkcs1);

    /// <summary>A root with the usual extensions.</summary>
    internal static TestAuthority Root(
        string name = "CN=Root,O=Test", AsymmetricAlgorithm? key = null, HashAlgorithmName? hash = null, params X509Extension[] more)
    {
        var root = New(name, key, hash);
        root.Certificate = root.Certify(
            root, [AuthorityConstraints(), Usage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign), .. more]);
        return root;
    }

    /// <summary>An authority below this one; without extensions given, with the usual ones.</summary>
    internal TestAuthority Below(string name, params X509Extension[] extensions) => Below(New(name), extensions);

    internal TestAuthority Below(TestAuthority authority, params X509Extension[] extensions)
    {
        authority.Certificate = Certify(authority, extensions.Length > 0
            ? extensions
            : [AuthorityConstraints(), Usage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)]);
        return authority;
    }

    /// <summary>The same key under another name: what an authority is that writes its name in another way.</summary>
    internal TestAuthority Renamed(string name) => new(name, _key, _hash, _padding);

    /// <summary>This authority, certified by another with the usual extensions.</summary>
    internal TestAuthority CertifiedBy(TestAuthority issuer, DateTimeOffset? begin = null, DateTimeOffset? end = null)
    {
        Certificate = issuer.Certify(
            this, [AuthorityConstraints(), Usage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)], begin, end);
        return this;
    }

    /// <summary>An end entity's certificate.</summary>
    internal Certificate Leaf(
        string name = "CN=Leaf,O=Test", DateTimeOffset? begin = null, DateTimeOffset? end = null, params X509Extension[] extensions) =>
        Certify(New(name), extensions, begin, end);

    internal Certificate Certify(
        TestAuthority subject, X509Extension[] extensions, DateTimeOffset? begin = null, DateTimeOffset? end = null)
    {
        var request = subject._key is RSA rsa
            ? new CertificateRequest(subject.Name, rsa, _hash, subject._padding)
            : new CertificateRequest(subject.Name, (ECDsa)subject._key, _hash);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        var serial = Interlocked.Increment(ref s_serial);
        using var issued = request.Create(
            Name, Generator, begin ?? Begin, end ?? End, Convert.FromHexString(serial.ToString("X8", CultureInfo.InvariantCulture)));
        return CertificateFiles.Parse(issued.RawData, subject.Name.Name);
    }

    internal static X509Extension AuthorityConstraints(int? pathLength = null, bool critical = true, bool isAuthority = true) =>
        new X509BasicConstraintsExtension(isAuthority, pathLength is not null, pathLength ?? 0, critical);

    internal static X509Extension Usage(X509KeyUsageFlags flags, bool critical = true) => new X509KeyUsageExtension(flags, critical);

    internal static X509Extension Purposes(params string[] oids)
    {
        var collection = new OidCollection();
        foreach (var oid in oids)
        {
            collection.Add(new Oid(oid));
        }

        return new X509EnhancedKeyUsageExtension(collection, critical: false);
    }

    internal static X509Extension Raw(string oid, bool critical, string hex) => new(oid, Convert.FromHexString(hex), critical);
}
