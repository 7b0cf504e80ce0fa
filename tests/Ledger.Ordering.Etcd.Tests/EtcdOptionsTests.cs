using System.Security.Cryptography.X509Certificates;
using Ledger.Ordering.Etcd.Tests.Real;

namespace Ledger.Ordering.Etcd.Tests;

public sealed class EtcdOptionsTests
{
    [Fact]
    public void Every_fault_is_named_at_once_and_a_good_one_has_none()
    {
        using var authority = new EtcdTestCertificates();
        using var keyless = X509CertificateLoader.LoadCertificate(authority.Authority.RawData);
        var wrong = new EtcdOptions
        {
            Endpoints = [new("http://10.0.0.1:2379"), new("ftp://127.0.0.1"), new("https://a/b"), new("https://c"), new("https://c")],
            Certificate = keyless,
            AttemptMs = 0,
            PollMs = 600_001,
        };
        string[] expected =
        [
            "endpoints: http://10.0.0.1:2379/ is not on this machine", "endpoints: ftp", "endpoints: https://a/b",
            "endpoints: one is named", "certificate", "attempt_ms", "poll_ms",
        ];
        var problems = wrong.Problems().ToList();
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.StartsWith("endpoints: 0", Assert.Single(new EtcdOptions { Endpoints = [] }.Problems()), StringComparison.Ordinal);
        Assert.Empty(new EtcdOptions { Endpoints = [new("http://127.0.0.1:2379"), new("https://etcd-1:2379")] }.Problems());
        Assert.Throws<ArgumentException>(() => new EtcdOrderer(wrong, RealEtcdTests.ChainOf(1), RealEtcdTests.Parts([])));
    }
}
