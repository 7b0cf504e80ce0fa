using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Benchmarks;

/// <summary>
/// <c>certificates</c>: chains of three (end entity, authority, root) validated a second on one core. Cold: every certificate parsed and
/// every signature checked. Cached: the authority's signature is remembered, the end entity is parsed and its signature checked.
/// </summary>
internal static class CertificatesCommand
{
    private const int Leaves = 64;
    private const int Rounds = 3;
    private const long BeginMs = 1_735_689_600_000;
    private const long EndMs = 2_051_222_400_000;
    private static readonly Option<int> Milliseconds = new("--milliseconds")
    {
        Description = "How long to measure each, in each of three rounds; the best round counts",
        DefaultValueFactory = _ => 500,
    };

    internal static Command Create()
    {
        var command = new Command(
            "certificates",
            "Certificate chains validated a second on one core, cold and with authorities' signatures remembered, SM2, P-256 " +
            "and RSA.") { Milliseconds,
            CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        Console.WriteLine("certificates: chains of three, one core");
        var report = new BenchmarkReport("certificates");
        var duration = TimeSpan.FromMilliseconds(arguments.GetValue(Milliseconds));
        foreach (var (algorithm, name)
            in new[]
            {
                (SignatureAlgorithm.Sm2Sm3, "sm2"),
                (SignatureAlgorithm.EcdsaP256Sha256, "p256"),
                (SignatureAlgorithm.RsaPkcs1Sha256, "rsa2048"),
            })
        {
            var chains = new ChainSet(algorithm);
            var cache = new CertificateSignatureCache();
            var cold = Best(() => chains.Validate(null), duration);
            var cached = Best(() => chains.Validate(cache), duration);
            report.Add($"{name}_cold_per_second", $"{name}, cold, a second", cold, 0);
            report.Add($"{name}_cached_per_second", $"{name}, authorities' signatures remembered, a second", cached, 0);
            report.Add($"{name}_cached_to_cold", string.Create(CultureInfo.InvariantCulture, $"{name}, cached to cold"), cached / cold, 2);
        }

        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static double Best(Action work, TimeSpan duration)
    {
        work();
        var best = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            long done = 0;

            // By processor time, not by the clock: the machine may be doing other things as well.
            var started = Environment.CpuUsage.TotalTime;
            while (Environment.CpuUsage.TotalTime - started < duration)
            {
                work();
                done += Leaves;
            }

            best = Math.Max(best, done / (Environment.CpuUsage.TotalTime - started).TotalSeconds);
        }

        return best;
    }

    /// <summary>One root, one authority, and end entities of many subjects.</summary>
    private sealed class ChainSet
    {
        private readonly byte[] _root;
        private readonly byte[] _authority;
        private readonly byte[][] _leaves;
        private readonly SignatureVerifier _verifier = new();

        internal ChainSet(SignatureAlgorithm algorithm)
        {
            using var rootPair = NewPair(algorithm);
            using var rootSigner = rootPair.CreateSigner();
            using var authorityPair = NewPair(algorithm);
            using var authoritySigner = authorityPair.CreateSigner();
            using var leafPair = NewPair(algorithm);
            var root = new CertificateIssuer(Name("Root"), rootSigner);
            var authority = new CertificateIssuer(Name("Authority"), authoritySigner);
            _root = root.IssueRoot(new byte[] { 1 }, BeginMs, EndMs).Der.ToArray();
            _authority = root.Issue(
                Template("Authority", authorityPair.PublicKey, 2) with
                {
                    IsAuthority = true,
                    KeyUsage = KeyUsages.KeyCertSign,
                }).Der.ToArray();
            _leaves = [.. Enumerable.Range(0, Leaves).Select(i =>
                authority.Issue(
                    Template("Subject " + i.ToString(CultureInfo.InvariantCulture), leafPair.PublicKey, (byte)(i + 3))).Der.ToArray())];
        }

        internal void Validate(CertificateSignatureCache? cache)
        {
            var validator = new PathValidator(_verifier, cache);
            var options = new PathOptions { AtMs = (BeginMs + EndMs) / 2, Usage = CertificateUsage.Sign };
            var (anchors, pool) = (Anchors(), Pool());
            foreach (var leaf in _leaves)
            {
                if (cache is null)
                {
                    (anchors, pool) = (Anchors(), Pool());
                }

                var result = validator.Validate(leaf, pool, anchors, options);
                if (!result.IsValid)
                {
                    throw new InvalidOperationException($"A chain does not validate: {result}");
                }
            }
        }

        private TrustAnchorSet Anchors() => new([new TrustAnchor(Parse(_root))]);

        private CertificatePool Pool() => new([Parse(_authority)]);

        private static Certificate Parse(byte[] der) =>
            Certificate.TryParse(der, out var certificate, out var error)
                ? certificate
                : throw new InvalidOperationException(error.ToString());

        private static KeyPair NewPair(SignatureAlgorithm algorithm)
        {
            if (algorithm != SignatureAlgorithm.RsaPkcs1Sha256)
            {
                return KeyPair.Generate(algorithm);
            }

            using var rsa = RSA.Create(2048);
            return KeyPair.FromPrivateKey(algorithm, rsa.ExportRSAPrivateKey());
        }

        private static DistinguishedName Name(string commonName) => DistinguishedName.Create(
            new(DistinguishedName.CountryOid, "CN"),
            new(DistinguishedName.OrganizationOid, "Benchmark"),
            new(DistinguishedName.CommonNameOid, commonName));

        private static CertificateTemplate Template(string name, PublicKey key, byte serial) => new()
        {
            Subject = Name(name),
            PublicKey = key,
            SerialNumber = new[] { serial },
            NotBeforeMs = BeginMs,
            NotAfterMs = EndMs,
            KeyUsage = KeyUsages.Signing,
            OrganizationCode = "91440400MA4UCMXC6X",
        };
    }
}
