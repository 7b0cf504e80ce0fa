using System.Text.Json;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Paths;
using Ledger.Crypto.Signatures;
using Xunit.Abstractions;

namespace Ledger.Certificates.Tests.Pkits;

/// <summary>
/// NIST's Public Key Interoperability Test Suite. Every case of the file is judged. The data holds no revocation lists, so the cases
/// whose only fault is in a list cannot fail without one; they are named, with what our own lists show of the same rule.
/// </summary>
public sealed class PkitsTests(ITestOutputHelper output)
{
    private const long AtMs = 1_795_000_000_000; // 2026-11-18, within the suite's validity

    /// <summary>Refused although the suite holds them valid: DSA is no algorithm of the ledger's, nor in FIPS 186-5.</summary>
    private static readonly string[] RefusedForDsa = ["4.1.4", "4.1.5"];

    /// <summary>Invalid only by a revocation list, which the data does not hold (docs/spec/certificate-paths.md names each).</summary>
    private static readonly string[] NeedRevocationList =
    [
        "4.4.1", "4.4.2", "4.4.3", "4.4.4", "4.4.5", "4.4.6", "4.4.8", "4.4.9", "4.4.10", "4.4.11", "4.4.12", "4.4.15", "4.4.18", "4.4.20",
        "4.4.21",
        "4.5.2", "4.5.5", "4.5.7", "4.7.4", "4.7.5",
        "4.14.2", "4.14.3", "4.14.6", "4.14.8", "4.14.9", "4.14.11", "4.14.12", "4.14.14", "4.14.15", "4.14.16", "4.14.17", "4.14.20",
        "4.14.21",
        "4.14.23", "4.14.26", "4.14.27", "4.14.31", "4.14.32", "4.14.34", "4.14.35",
        "4.15.1", "4.15.3", "4.15.4", "4.15.6", "4.15.9", "4.15.10",
    ];

    [SharedDataFact]
    public void Every_case_has_the_verdict_of_the_suite()
    {
        var validator = new PathValidator(new SignatureVerifier());
        var disagreements = new List<string>();
        var cases = JsonSerializer.Deserialize<PkitsCase[]>(File.ReadAllBytes(SharedData.PathOf("09-nist-pkits/vectors.json")))!;
        Assert.Equal(249, cases.Length);
        foreach (var one in cases)
        {
            var result = Validate(validator, one);
            var expected = RefusedForDsa.Contains(one.Number) ? PathVerdict.UnsupportedAlgorithm
                : one.ShouldValidate || NeedRevocationList.Contains(one.Number) ? PathVerdict.Valid
                : (PathVerdict?)null;
            if (expected is { } verdict ? result.Verdict != verdict : result.IsValid)
            {
                disagreements.Add(
                    $"{one.Name}: suite {(one.ShouldValidate ? "valid" : "invalid")}, here {result.Reason.Code} {result.Detail}");
            }
        }

        disagreements.ForEach(output.WriteLine);
        Assert.Empty(disagreements);
    }

    private static PathResult Validate(PathValidator validator, PkitsCase one)
    {
        var certificates = one.CertPath.Select(name => CertificateFiles.Read("09-nist-pkits/certs/" + name)).ToList();
        var anchor = CertificateFiles.Parse(certificates[0], one.CertPath[0]);

        // What is no certificate cannot be a step of a path (4.1.2: the flipped bit fell into the signature's unused bits).
        var between = certificates.Skip(1).SkipLast(1).SelectMany(der =>
            Certificate.TryParseAnyKey(der, out var certificate, out _) ? new[] { certificate } : []);
        var options = new PathOptions
        {
            AtMs = AtMs,
            Policies = new PathPolicyOptions
            {
                InitialPolicies = [.. one.InitialPolicySet.Select(PolicyOid)],
                InhibitMapping = one.InitialPolicyMappingInhibit,
                RequireExplicit = one.InitialExplicitPolicy,
                InhibitAny = one.InitialAnyPolicyInhibit,
            },
        };
        return validator.Validate(certificates[^1], new CertificatePool(between), new TrustAnchorSet([new TrustAnchor(anchor)]), options);
    }

    private static string PolicyOid(string name) => name == "anyPolicy"
        ? StandardExtensions.AnyPolicy
        : "2.16.840.1.101.3.2.1.48." + name["NIST-test-policy-".Length..];
}
