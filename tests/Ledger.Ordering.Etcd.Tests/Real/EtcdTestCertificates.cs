using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Ordering.Etcd.Members;

namespace Ledger.Ordering.Etcd.Tests.Real;

/// <summary>An authority and what it has issued, for members and nodes of a test.</summary>
internal sealed class EtcdTestCertificates : IDisposable
{
    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal EtcdTestCertificates()
    {
        var request = new CertificateRequest("CN=etcd test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    internal X509Certificate2 Authority { get; }

    /// <summary>A member's files, for 127.0.0.1.</summary>
    internal EtcdTlsFiles WriteMember(string folder)
    {
        using var member = Issue("member");
        string Save(string name, string pem)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, pem);
            return path;
        }

        return new EtcdTlsFiles(
            Save("ca.pem", Authority.ExportCertificatePem()), Save("member.pem", member.ExportCertificatePem()),
            Save("member.key", member.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));
    }

    internal X509Certificate2 Issue(string name, int endsInDays = 20)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuth, ClientAuth], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            Authority, DateTimeOffset.UtcNow.AddHours(-20), DateTimeOffset.UtcNow.AddDays(endsInDays), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }
}
