using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.Seeds;

/// <summary>
/// A certificate authority of the test consortium. Its key follows from the seed, so it vouches for nothing outside tests.
/// </summary>
public sealed class TestAuthority
{
    private const long DayMs = 24L * 60 * 60 * 1000;
    private const long RootBeforeMs = 365 * DayMs;
    private const long RootAfterMs = 20 * 365 * DayMs;
    private const long SubjectBeforeMs = 30 * DayMs;
    private const long SubjectAfterMs = 5 * 365 * DayMs;
    private const int SerialBytes = 16;

    private readonly CertificateIssuer _issuer;
    private readonly ulong _seed;
    private readonly long _startMs;
    private readonly IHasher _hasher;
    private readonly SignatureAlgorithm _algorithm;

    internal TestAuthority(ulong seed, string name, SignatureAlgorithm algorithm, IHasher hasher, long startMs)
    {
        (_seed, _startMs, _hasher, _algorithm) = (seed, startMs, hasher, algorithm);
        Name = name;
        var distinguished = DistinguishedName.Create(
            new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"),
            new DistinguishedNameAttribute(DistinguishedName.OrganizationOid, $"{name}（仅供测试）"),
            new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, $"{name} Test Root"));
        _issuer = new CertificateIssuer(distinguished, new DeterministicSigner(KeyOf(name)));
        Root = _issuer.IssueRoot(SerialOf(name), startMs - RootBeforeMs, startMs + RootAfterMs);
    }

    /// <summary>Its name, which says that it is for tests: 珠海测试CA.</summary>
    public string Name { get; }

    /// <summary>Its self-signed certificate, an anchor of the genesis.</summary>
    public Certificate Root { get; }

    /// <summary>
    /// An organisation with a signing key and certificate of this authority; for the same code and name always the same. The certificate
    /// is valid from 30 days before the chain's start for five years.
    /// </summary>
    public Participant Certify(string uscc, string name)
    {
        var pair = KeyOf(uscc);
        var certificate = Issue(pair.PublicKey, uscc, name, SerialOf(uscc), KeyUsages.Signing);
        return new Participant(uscc, name, pair, certificate, CertificateId.Compute(_hasher, certificate.Der.Span));
    }

    /// <summary>
    /// A signing certificate for a key that somebody else made, valid as those of <see cref="Certify"/>; for the same key always the same.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="uscc">The code that the certificate gives its subject.</param>
    /// <param name="name">The subject's name.</param>
    public Certificate CertifyKey(PublicKey key, string uscc, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Issue(key, uscc, name, SerialOf($"signing/{Convert.ToHexString(key.Encoded)}"), KeyUsages.Signing);
    }

    /// <summary>The second of the pair of <paramref name="signingKey"/>, whose key the authority makes, and so has in escrow.</summary>
    /// <param name="signingKey">The key of the first.</param>
    /// <param name="uscc">The code that the certificate gives its subject.</param>
    /// <param name="name">The subject's name.</param>
    public (Certificate Certificate, KeyPair Key) CertifyForEncryption(PublicKey signingKey, string uscc, string name)
    {
        ArgumentNullException.ThrowIfNull(signingKey);
        var owner = $"encryption/{Convert.ToHexString(signingKey.Encoded)}";
        var pair = KeyOf(owner);
        return (Issue(pair.PublicKey, uscc, name, SerialOf(owner), KeyUsages.Encryption), pair);
    }

    private Certificate Issue(PublicKey key, string uscc, string name, byte[] serialNumber, KeyUsages usage) =>
        _issuer.Issue(new CertificateTemplate
        {
            Subject = DistinguishedName.Create(
                new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"),
                new DistinguishedNameAttribute(DistinguishedName.OrganizationOid, name),
                new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name)),
            PublicKey = key,
            SerialNumber = serialNumber,
            NotBeforeMs = _startMs - SubjectBeforeMs,
            NotAfterMs = _startMs + SubjectAfterMs,
            KeyUsage = usage,
            OrganizationCode = uscc,
        });

    private KeyPair KeyOf(string owner) => KeyPair.FromSeed(_algorithm, SeededBytes.Derive(_seed, $"signing-key/{owner}"));

    // The first byte keeps the serial number positive and its DER as long as it is.
    private byte[] SerialOf(string owner) => [0x40, .. SeededBytes.Derive(_seed, $"serial/{Name}/{owner}").AsSpan(0, SerialBytes - 1)];
}
