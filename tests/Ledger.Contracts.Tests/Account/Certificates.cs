using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto.Keys;

namespace Ledger.Contracts.Tests;

/// <summary>Certificates of a test authority.</summary>
internal static class Certificates
{
    internal const long NotBefore = World.Start - World.Day;
    internal const long NotAfter = World.Start + (365 * World.Day);

    internal static readonly KeyPair LeafKey = World.Key(51);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Certificate> Issued = new(StringComparer.Ordinal);
    private static readonly CertificateIssuer Issuer = IssuerOf(50, "Test CA");

    internal static CertificateIssuer IssuerOf(byte seed, string name) =>
        new(
            DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name)),
            World.Key(seed).CreateSigner());

    internal static Certificate Root() => Once(Issuer.IssueRoot(new byte[] { 1 }, NotBefore, NotAfter));

    internal static Certificate Leaf(
        string? uscc, CertificateIssuer? issuer = null, Func<CertificateTemplate, CertificateTemplate>? spoil = null)
    {
        var template = new CertificateTemplate
        {
            Subject = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "subject")),
            PublicKey = LeafKey.PublicKey,
            SerialNumber = new byte[] { 2 },
            NotBeforeMs = NotBefore,
            NotAfterMs = NotAfter,
            KeyUsage = KeyUsages.Signing,
            OrganizationCode = uscc,
        };
        return Once((issuer ?? Issuer).Issue(spoil is null ? template : spoil(template)));
    }

    /// <summary>The first certificate of the same content: SM2 signs it anew each time, and a test asks for it twice.</summary>
    internal static Certificate Once(Certificate certificate) =>
        Issued.GetOrAdd(Convert.ToHexString(certificate.SignedBytes.Span), certificate);

    internal static ByteString ToDer(this Certificate certificate) => ByteString.CopyFrom(certificate.Der.Span);
}
