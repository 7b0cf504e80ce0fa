using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates.Paths;
using static Ledger.Certificates.Tests.Paths.TestAuthority;

namespace Ledger.Certificates.Tests.Paths;

/// <summary>A row for each reason, and rows for what must not be one.</summary>
internal static class PathCases
{
    private const string Policy1 = "300C300A06082A8648014D030401"; // a policy of one's own
    private const string InhibitAny0 = "020100";
    private const string RequireExplicit0 = "3003800100";

    internal static IReadOnlyList<PathCase> All { get; } =
    [
        .. Plain(), .. Authorities(), .. Times(), .. Algorithms(), .. Extensions(), .. Names(), .. Uses(),
    ];

    private static PathCase Row(string name, PathReason expected, Certificate leaf, TestAuthority anchor, params TestAuthority[] between) =>
        new(name, expected, leaf, [.. between.Select(one => one.Certificate)], anchor.Certificate);

    private static IEnumerable<PathCase> Plain()
    {
        var root = Root();
        var middle = root.Below("CN=Middle,O=Test");
        yield return Row("two levels", PathReasons.Valid, root.Leaf(), root);
        yield return Row("three levels", PathReasons.Valid, middle.Leaf(), root, middle);
        yield return Row("the anchor itself", PathReasons.Valid, root.Certificate, root);
        yield return Row("the middle is missing", PathReasons.IssuerUnknown, middle.Leaf(), root);
        yield return Row("another root", PathReasons.SelfSignedUntrusted, Root("CN=Other,O=Test").Certificate, root);
        var foreign = Root("CN=Foreign,O=Test");
        var foreignMiddle = foreign.Below("CN=Foreign Middle,O=Test");
        yield return Row(
            "a path to a root that is no anchor", PathReasons.AnchorMissing, foreignMiddle.Leaf(), root, foreignMiddle, foreign);
        var impostor = Root("CN=Root,O=Test");
        yield return Row("the issuer's name with another key", PathReasons.SignatureInvalid, impostor.Leaf(), root);
        yield return Row(
            "letters and spaces of the name differ",
            PathReasons.Valid,
            root.Renamed("CN=ROOT,O=test").Leaf(),
            root) with
        { OthersAgree = false };
    }

    private static IEnumerable<PathCase> Authorities()
    {
        var root = Root();
        var noConstraints = root.Below("CN=A,O=Test", Usage(X509KeyUsageFlags.KeyCertSign));
        yield return Row("no basic constraints", PathReasons.NotAuthority, noConstraints.Leaf(), root, noConstraints);
        var notAuthority = root.Below("CN=B,O=Test", AuthorityConstraints(isAuthority: false), Usage(X509KeyUsageFlags.KeyCertSign));
        yield return Row("cA FALSE", PathReasons.NotAuthority, notAuthority.Leaf(), root, notAuthority);
        var noCertSign = root.Below("CN=C,O=Test", AuthorityConstraints(), Usage(X509KeyUsageFlags.CrlSign));
        yield return Row("no keyCertSign", PathReasons.CertSignMissing, noCertSign.Leaf(), root, noCertSign);
        var short0 = root.Below("CN=D,O=Test", AuthorityConstraints(0), Usage(X509KeyUsageFlags.KeyCertSign));
        var tooMany = short0.Below("CN=E,O=Test");
        yield return Row("path length 0 and an authority below", PathReasons.PathLength, tooMany.Leaf(), root, short0, tooMany);
        yield return Row("path length 0 and a leaf below", PathReasons.Valid, short0.Leaf(), root, short0);
        var chain = new List<TestAuthority> { root.Below("CN=Deep 0,O=Test") };
        for (var i = 1; i < 14; i++)
        {
            chain.Add(chain[^1].Below($"CN=Deep {i},O=Test"));
        }

        yield return Row("deeper than the limit", PathReasons.PathLimit, chain[^1].Leaf(), root, [.. chain]) with { OthersAgree = false };
    }

    private static IEnumerable<PathCase> Times()
    {
        var root = Root();
        var options = new PathOptions { AtMs = PathCase.Now };
        yield return Row("ended", PathReasons.Expired, root.Leaf(begin: Begin, end: Begin.AddYears(1)), root);
        yield return Row("not begun", PathReasons.NotYetValid, root.Leaf(begin: Begin.AddYears(3)), root);
        var leaf = root.Leaf(begin: Begin, end: Begin.AddYears(1));
        // RFC 5280 §4.1.2.5 counts it in, OpenSSL does not
        yield return Row("in its last second", PathReasons.Valid, leaf, root) with
        {
            Options = options with { AtMs = leaf.NotAfterMs },
            OthersAgree = false,
        };
        yield return Row("a millisecond later", PathReasons.Expired, leaf, root) with
        {
            Options = options with { AtMs = leaf.NotAfterMs + 1 },
            OthersAgree = false,
        };
        var oldMiddle = New("CN=Old,O=Test").CertifiedBy(root, Begin, Begin.AddYears(1));
        yield return Row("the authority between ended", PathReasons.Expired, oldMiddle.Leaf(), root, oldMiddle);
    }

    private static IEnumerable<PathCase> Algorithms()
    {
        var rsa = Root(key: RSA.Create(2048));
        yield return Row("RSA-2048 with SHA-256", PathReasons.Valid, rsa.Leaf(), rsa);
        var rsa384 = Root(key: RSA.Create(3072), hash: HashAlgorithmName.SHA384);
        yield return Row("RSA-3072 with SHA-384", PathReasons.Valid, rsa384.Leaf(), rsa384);
        var weak = Root(key: RSA.Create(1024));
        yield return Row("an anchor of RSA-1024", PathReasons.KeyTooWeak, weak.Leaf(), weak) with { OthersAgree = false };
        var sha1 = Root(key: RSA.Create(2048), hash: HashAlgorithmName.SHA1);
        yield return Row("SHA-1", PathReasons.HashTooWeak, sha1.Leaf(), sha1) with { OthersAgree = false };
        var floor = new AlgorithmFloor(
            new AlgorithmFloorPeriod(long.MinValue, RsaBitsMin: 1024, Sha1: true), new AlgorithmFloorPeriod(PathCase.Now + 1));
        yield return Row("SHA-1 while the floor took it", PathReasons.Valid, sha1.Leaf(), sha1) with
        {
            Options = new PathOptions { AtMs = PathCase.Now, Floor = floor },
            OthersAgree = false,
        };
        yield return Row("SHA-1 after the floor rose", PathReasons.HashTooWeak, sha1.Leaf(), sha1) with
        {
            Options = new PathOptions { AtMs = PathCase.Now + 1, Floor = floor },
            OthersAgree = false,
        };
        yield return Row("RSA-1024 while the floor took it", PathReasons.Valid, weak.Leaf(), weak) with
        {
            Options = new PathOptions { AtMs = PathCase.Now, Floor = floor },
            OthersAgree = false,
        };
        var pss = New("CN=PSS,O=Test", RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        pss.CertifiedBy(rsa);
        yield return Row("RSA-PSS", PathReasons.Valid, pss.Leaf(), rsa, pss);
        var p384 = Root(key: ECDsa.Create(ECCurve.NamedCurves.nistP384), hash: HashAlgorithmName.SHA384);
        yield return Row("P-384 with SHA-384", PathReasons.Valid, p384.Leaf(), p384);
        var crossed = Root(key: ECDsa.Create(ECCurve.NamedCurves.nistP384), hash: HashAlgorithmName.SHA256);
        yield return Row("P-384 with SHA-256", PathReasons.Valid, crossed.Leaf(), crossed);
        var p521 = Root(key: ECDsa.Create(ECCurve.NamedCurves.nistP521), hash: HashAlgorithmName.SHA512);
        yield return Row("P-521 with SHA-512", PathReasons.Valid, p521.Leaf(), p521);
    }

    private static IEnumerable<PathCase> Extensions()
    {
        var root = Root();
        yield return Row(
            "unknown and critical", PathReasons.CriticalExtension, root.Leaf(extensions: Raw("1.2.3.4", critical: true, "0500")), root);
        yield return Row(
            "unknown and not critical", PathReasons.Valid, root.Leaf(extensions: Raw("1.2.3.4", critical: false, "0500")), root);
        yield return Row(
            "a policy that does not decode",
            PathReasons.ExtensionContent,
            root.Leaf(extensions: Raw(CertificateOids.CertificatePolicies, critical: false, "0500")),
            root) with
        { OthersAgree = false };
        var strict = root.Below(
            "CN=Strict,O=Test",
            AuthorityConstraints(),
            Raw(CertificateOids.CertificatePolicies, critical: false, Policy1),
            Raw(CertificateOids.PolicyConstraints, critical: true, RequireExplicit0));
        yield return Row(
            "a policy is required and none there", PathReasons.PolicyMissing, strict.Leaf(), root, strict) with
        { DotnetAgrees = false };
        yield return Row(
            "a policy is required and there",
            PathReasons.Valid,
            strict.Leaf(extensions: Raw(CertificateOids.CertificatePolicies, critical: false, Policy1)),
            root,
            strict);
        var mapping = root.Below(
            "CN=Mapping,O=Test",
            AuthorityConstraints(),
            Raw(CertificateOids.PolicyMappings, critical: true, "300E300C06042A0304050604551D2000"));
        yield return Row(
            "a mapping to anyPolicy", PathReasons.PolicyMappingAny, mapping.Leaf(), root, mapping) with
        { OthersAgree = false };
        var noAny = root.Below(
            "CN=No Any,O=Test", AuthorityConstraints(), Raw(CertificateOids.InhibitAnyPolicy, critical: true, InhibitAny0));
        yield return Row("anyPolicy inhibited and nothing required", PathReasons.Valid, noAny.Leaf(), root, noAny);
    }

    private static IEnumerable<PathCase> Names()
    {
        var root = Root();
        var limited = root.Below(
            "CN=Limited,O=Test",
            AuthorityConstraints(),
            Raw(CertificateOids.NameConstraints, critical: true, "3017A0153013821170657267616D656E742E6578616D706C65"));
        yield return Row(
            "a host within what is permitted", PathReasons.Valid, limited.Leaf(extensions: Dns("a.pergament.example")), root, limited);
        yield return Row(
            "a host outside what is permitted", PathReasons.NameNotPermitted, limited.Leaf(extensions: Dns("a.example")), root, limited);
        var excluding = root.Below(
            "CN=Excluding,O=Test",
            AuthorityConstraints(),
            Raw(CertificateOids.NameConstraints, critical: true, "3017A1153013821170657267616D656E742E6578616D706C65"));
        yield return Row(
            "a host within what is excluded",
            PathReasons.NameExcluded,
            excluding.Leaf(extensions: Dns("a.pergament.example")),
            root,
            excluding);
        yield return Row(
            "a host outside what is excluded", PathReasons.Valid, excluding.Leaf(extensions: Dns("a.example")), root, excluding);
        var addresses = root.Below(
            "CN=Addresses,O=Test",
            AuthorityConstraints(),
            Raw(CertificateOids.NameConstraints, critical: true, "300EA00C300A87080A000000FF000000"));
        yield return Row("an address within the net", PathReasons.Valid, addresses.Leaf(extensions: Address("10.1.2.3")), root, addresses);
        yield return Row(
            "an address outside the net", PathReasons.NameNotPermitted, addresses.Leaf(extensions: Address("11.1.2.3")), root, addresses);
        var registered = root.Below(
            "CN=Registered,O=Test",
            AuthorityConstraints(),
            Raw(CertificateOids.NameConstraints, critical: true, "3009A007300588032A0304"));
        yield return Row(
            "a constraint on a kind that is not taken",
            PathReasons.NameConstraintUnsupported,
            registered.Leaf(extensions: Raw(CertificateOids.SubjectAlternativeName, critical: false, "300588032A0304")),
            root,
            registered) with
        { OthersAgree = false };
    }

    private static IEnumerable<PathCase> Uses()
    {
        var root = Root();
        var signing = root.Leaf(extensions: Usage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation));
        var encryption = root.Leaf(extensions: Usage(X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment));
        var server = root.Leaf(extensions: [Usage(X509KeyUsageFlags.DigitalSignature), Purposes("1.3.6.1.5.5.7.3.1")]);
        var client = root.Leaf(extensions: [Usage(X509KeyUsageFlags.DigitalSignature), Purposes("1.3.6.1.5.5.7.3.2")]);
        foreach (var (leaf, usage, expected) in new[]
        {
            (signing, CertificateUsage.Sign, PathReasons.Valid),
            (signing, CertificateUsage.Seal, PathReasons.Valid),
            (signing, CertificateUsage.Login, PathReasons.Valid),
            (signing, CertificateUsage.Encrypt, PathReasons.UsageKey),
            (encryption, CertificateUsage.Encrypt, PathReasons.Valid),
            (encryption, CertificateUsage.Sign, PathReasons.UsageKey),
            (encryption, CertificateUsage.Login, PathReasons.UsageKey),
            (server, CertificateUsage.Sign, PathReasons.UsageExtended),
            (client, CertificateUsage.Login, PathReasons.Valid),
            (root.Certificate, CertificateUsage.Sign, PathReasons.UsageAuthority),
        })
        {
            yield return Row($"{leaf.KeyUsage} to {usage}", expected, leaf, root) with
            {
                Options = new PathOptions { AtMs = PathCase.Now, Usage = usage },
                OthersAgree = false,
            };
        }
    }

    private static X509Extension Dns(string name)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        return names.Build();
    }

    private static X509Extension Address(string address)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse(address));
        return names.Build();
    }
}
