using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Server.Founding;

/// <summary>The authority of an etcd's members and of the nodes that use it, P-256; nothing else trusts it.</summary>
internal sealed class EtcdAuthority : IDisposable
{
    /// <summary>How long what it issues is valid, in days: five years. Then etcd refuses it, so status and gauges count them.</summary>
    internal const int IssuedDays = 5 * 365;

    private const int AuthorityDays = 20 * 365;
    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly DateTimeOffset _from;

    internal EtcdAuthority(DateTimeOffset now)
    {
        _from = now.AddDays(-1); // a member's clock may be behind
        var request = new CertificateRequest("CN=ledger etcd authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(_from, _from.AddDays(AuthorityDays));
    }

    /// <summary>Its certificate, PEM.</summary>
    internal string Certificate => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Its key, PEM: who has it can let anybody write to the order.</summary>
    internal string Key => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>A member's certificate and key: it serves others and is a client of theirs.</summary>
    internal (string Certificate, string Key) IssueMember(string name, IPAddress address)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        return Issue(name, names.Build(), ServerAuth, ClientAuth);
    }

    /// <summary>The certificate and key of a node, which is a client alone.</summary>
    internal (string Certificate, string Key) IssueNode(string name) => Issue(name, null, ClientAuth);

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private (string Certificate, string Key) Issue(string name, X509Extension? names, params ReadOnlySpan<Oid> usages)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usages], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                _certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        using var issued = request.Create(_certificate, _from, _from.AddDays(IssuedDays + 1), SerialNumber.New());
        return (issued.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
