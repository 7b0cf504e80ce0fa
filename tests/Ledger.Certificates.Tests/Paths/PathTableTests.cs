using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates.Paths;

namespace Ledger.Certificates.Tests.Paths;

/// <summary>The table against this library, and against OpenSSL and .NET where they have the rule.</summary>
public sealed class PathTableTests
{
    public static TheoryData<string> Names() => [.. PathCases.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reason_is_the_table_s(string name)
    {
        var row = Find(name);
        var result = row.Judge();
        Assert.True(row.Expected == result.Reason, $"{result.Reason.Code}: {result}");
        Assert.Equal(row.Leaf, result.Chain[0]);
        if (result.IsValid)
        {
            Assert.Equal(row.Anchor, result.Chain[^1]);
            Assert.Null(result.Culprit);
        }
        else
        {
            Assert.NotNull(result.Culprit);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cache_changes_no_answer(string name)
    {
        var row = Find(name);
        var cache = new CertificateSignatureCache();
        Assert.Equal(row.Judge().Reason, row.Judge(cache).Reason);
        Assert.Equal(row.Judge().Reason, row.Judge(cache).Reason);
    }

    [Fact]
    public async Task Openssl_says_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-paths-").FullName;
        try
        {
            foreach (var row in PathCases.All.Where(row => row.OthersAgree))
            {
                await WriteAsync(Path.Combine(folder, "anchor.pem"), [row.Anchor]);
                await WriteAsync(Path.Combine(folder, "between.pem"), row.Between);
                await WriteAsync(Path.Combine(folder, "leaf.pem"), [row.Leaf]);
                var between = row.Between.Length > 0 ? "-untrusted between.pem " : string.Empty;
                var isGood = await OpenSslProgram.SucceedsAsync(
                    folder,
                    $"verify -attime {row.Options.AtMs / 1000} -policy_check -policy 2.5.29.32.0 -CAfile anchor.pem {between}leaf.pem");
                Assert.True(isGood == row.Judge().IsValid, $"{row.Name}: OpenSSL {(isGood ? "takes" : "refuses")} it");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Dotnet_says_the_same()
    {
        foreach (var row in PathCases.All.Where(row => row.OthersAgree && row.DotnetAgrees))
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationTime = DateTimeOffset.FromUnixTimeMilliseconds(row.Options.AtMs).UtcDateTime;
            chain.ChainPolicy.CustomTrustStore.Add(Load(row.Anchor));
            chain.ChainPolicy.ExtraStore.AddRange(row.Between.Select(Load).ToArray());
            using var leaf = Load(row.Leaf);
            Assert.True(
                chain.Build(leaf) == row.Judge().IsValid,
                $"{row.Name}: {string.Join(", ", chain.ChainStatus.Select(status => status.Status))}");
        }
    }

    [Fact]
    public void Every_reason_has_a_code_of_its_own()
    {
        Assert.Equal(PathReasons.All.Count, PathReasons.All.Select(reason => reason.Code).Distinct().Count());
        Assert.Equal(
            typeof(PathReasons).GetProperties().Count(property => property.PropertyType == typeof(PathReason)), PathReasons.All.Count);
    }

    private static PathCase Find(string name) => PathCases.All.Single(row => row.Name == name);

    private static X509Certificate2 Load(Certificate certificate) => X509CertificateLoader.LoadCertificate(certificate.Der.Span);

    private static Task WriteAsync(string path, IEnumerable<Certificate> certificates) => File.WriteAllTextAsync(
        path,
        string.Join(
            '\n', certificates.Select(one => new string(System.Security.Cryptography.PemEncoding.Write("CERTIFICATE", one.Der.Span)))));
}
