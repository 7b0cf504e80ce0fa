using System.Text;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Profiles;
using Ledger.Certificates.Tests.Paths;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using static Ledger.Certificates.Tests.Paths.TestAuthority;

namespace Ledger.Certificates.Tests.Profiles;

/// <summary>One row for each profile: a certificate of its shape, and what is read out of it; and what must never be.</summary>
public sealed class CaProfileTests
{
    private const string Uscc = "91440400MA4UCMXC6X";
    private const string Resident = "11010519491231002X"; // the sample number of GB 11643

    [Theory]
    [InlineData("gb-t-20518", "CN=Some CA,O=Some", "1.2.156.10260.4.1.4", "printable", Uscc)]
    [InlineData("gb-t-20518", "CN=Some CA,O=Some", "1.2.156.10260.4.1.4", "raw", Uscc)]
    [InlineData("bjca", "CN=BJCA SM2,O=BJCA", "1.2.156.112562.2.1.1.1", "utf8", "JJ" + Uscc)]
    [InlineData("bjca", "CN=BJCA SM2,O=BJCA", "1.2.156.112562.2.1.1.24", "utf8", Uscc)]
    [InlineData("sheca", "CN=SHECA SM2,O=UniTrust", "1.2.156.112570.11.205", "utf8", Uscc)]
    [InlineData("gzca", "CN=GZCA_SM2,OU=GZCA,O=GZCA", "1.2.156.10260.4.1.1", "utf8", Uscc)]
    [InlineData("ynca", "CN=YNCA_SM2,O=ynca", "1.2.5.29.1", "raw", Uscc)]
    [InlineData("chinatax", "CN=税务,OU=国家税务总局", "1.2.86.11.7.5", "utf8", Uscc)]
    [InlineData("cfca", "CN=CFCA ACS SM2 OCA33,O=China Financial Certification Authority", "1.2.86.11.7.4", "utf8", Uscc)]
    [InlineData("nrcac", "CN=ROOTCA,O=NRCAC", "1.2.156.10260.4.1.4", "utf8", Uscc)]
    public void An_extension_names_the_organisation(string profile, string authority, string oid, string form, string value)
    {
        var identity = IdentityOf(authority, "CN=Somebody", profile, (oid, form, value));
        Assert.Equal(new CertificateIdentity(OrganizationCodeKind.UnifiedSocialCreditCode, Uscc, "extension " + oid, profile), identity);
    }

    [Theory]
    [InlineData("jsgxca", "CN=JSGXCA_SM2,OU=JSGXCA,O=JSGXCA", "CN=1,O=" + Uscc + "珠海某公司", "2.5.4.10")]
    [InlineData("cegn", "CN=CEGN_SEAL_CA,O=12100000000018032A", "CN=1,O=" + Uscc + "珠海某局", "2.5.4.10")]
    public void The_subject_names_the_organisation(string profile, string authority, string subject, string oid)
    {
        var identity = IdentityOf(authority, subject, profile);
        Assert.Equal(new CertificateIdentity(OrganizationCodeKind.UnifiedSocialCreditCode, Uscc, "subject " + oid, profile), identity);
    }

    [Fact]
    public void The_zhejiang_and_the_rsa_era_profiles_read_their_places()
    {
        Assert.Equal(Uscc, IdentityOf("CN=ZJCA SM2 CA3,OU=ZJCA,O=ZJCA", "CN=Somebody,OID.2.5.4.1=" + Uscc, "zjca")?.Code);
        var named = Issue("CN=Old,O=Old", "CN=Somebody", "rsa-era", ("1.2.86.11.7.4", "printable", "M000100Y4"));
        Assert.Equal((OrganizationCodeKind.OrganizationCode, "M000100Y4"), (named?.Kind, named?.Code));
    }

    [Theory]
    [InlineData("1.2.156.10260.4.1.4", "printable", Resident)]
    [InlineData("1.2.156.10260.4.1.4", "raw", Resident)]
    [InlineData("1.2.156.10260.4.1.1", "utf8", Resident)]
    [InlineData("1.2.86.21.1.3", "utf8", Resident)]
    [InlineData("1.2.156.10260.4.1.4", "utf8", "BH9876543210")]
    [InlineData("1.2.156.10260.4.1.4", "utf8", "")]
    [InlineData("1.2.156.10260.4.1.4", "utf8", "M000100Y5")]
    [InlineData("1.2.156.10260.4.1.4", "utf8", "91440400MA4UCMXC6O")]
    public void Neither_people_nor_other_numbers_are_taken_for_organisations(string oid, string form, string value) =>
        Assert.Null(IdentityOf("CN=GZCA_SM2,OU=GZCA,O=GZCA", "CN=Somebody", "gzca", (oid, form, value)));

    [Fact]
    public void A_person_s_certificate_of_bjca_names_nobody() =>
        Assert.Null(IdentityOf("CN=BJCA SM2,O=BJCA", "CN=Somebody", "bjca", ("1.2.156.112562.2.1.1.1", "utf8", "SF" + Uscc)));

    [Fact]
    public void An_organisation_whose_code_fails_its_check_is_still_named()
    {
        const string early = "91350100M0001TGQXM"; // a legal code from before the check was kept
        Assert.False(UnifiedSocialCreditCode.HasValidCheck(early));
        Assert.Equal(early, IdentityOf("CN=Some CA,O=Some", "CN=Somebody", "gb-t-20518", ("1.2.156.10260.4.1.4", "utf8", early))?.Code);
    }

    [Fact]
    public void Another_authority_s_place_says_nothing() =>
        Assert.Null(
            IdentityOf("CN=Some CA,O=Some", "CN=1,O=" + Uscc + "某公司", "gb-t-20518", ("1.2.156.112562.2.1.1.1", "utf8", "JJ" + Uscc)));

    [Fact]
    public void The_anchor_s_own_choice_comes_first_and_must_exist()
    {
        Assert.Equal("rsa-era", CaProfiles.For(Path("CN=BJCA SM2,O=BJCA", "rsa-era")).Name);
        Assert.Throws<ArgumentException>(() => CaProfiles.For(Path("CN=BJCA SM2,O=BJCA", "nobody")));
    }

    [Fact]
    public void Every_profile_says_what_it_is_and_is_tested_here()
    {
        var tested = typeof(CaProfileTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(
                attribute =>
                    ((IEnumerable<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
                        .First().Value as string)
            .Concat(["zjca", "rsa-era"])
            .ToHashSet();
        Assert.All(CaProfiles.All, profile =>
        {
            Assert.Contains(profile.Name, tested);
            Assert.NotEmpty(profile.Description);
            Assert.NotEmpty(profile.Source);
        });
        Assert.True(CaProfiles.Find("cegn")!.RawSignatures);
        Assert.True(CaProfiles.Find("ynca")!.InnerContentTypeMismatch);
        Assert.False(CaProfiles.Find(CaProfiles.DefaultName)!.RawSignatures);
    }

    [SharedDataFact]
    public void A_real_seal_certificate_names_its_office()
    {
        var trust = new Manifest.ManifestTrust();
        var path = trust.Validate(CertificateFiles.Read("01-cn-sm2-pki/end-entity/suzhou_civil_affairs_seal_signer.der"));
        var identity = CaProfiles.For(path).Identify(path.Chain[0]);
        Assert.Equal(("11320500014150050B", "jsgxca"), (identity?.Code, identity?.ProfileName));
    }

    private static CertificateIdentity? IdentityOf(
        string authority, string subject, string expectedProfile, params (string Oid, string Form, string Value)[] extensions)
    {
        var path = Path(authority, null, subject, extensions);
        var profile = CaProfiles.For(path);
        Assert.Equal(expectedProfile, profile.Name);
        return profile.Identify(path.Chain[0]);
    }

    private static CertificateIdentity? Issue(
        string authority, string subject, string profile, params (string Oid, string Form, string Value)[] extensions)
    {
        var path = Path(authority, profile, subject, extensions);
        return CaProfiles.For(path).Identify(path.Chain[0]);
    }

    private static PathResult Path(
        string authority, string? profile, string subject = "CN=Somebody", params (string Oid, string Form, string Value)[] extensions)
    {
        var root = Root(authority);
        var leaf = root.Leaf(subject, extensions: [.. extensions.Select(one => Raw(one.Oid, critical: false, Hex(one.Form, one.Value)))]);
        var result = new PathValidator(new SignatureVerifier()).Validate(
            leaf,
            CertificatePool.Empty,
            new TrustAnchorSet([new TrustAnchor(root.Certificate, profile)]),
            new PathOptions { AtMs = PathCase.Now });
        Assert.True(result.IsValid, result.ToString());
        return result;
    }

    private static string Hex(string form, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return form switch
        {
            "raw" => Convert.ToHexString(bytes),
            "utf8" => $"0C{bytes.Length:X2}{Convert.ToHexString(bytes)}",
            _ => $"13{bytes.Length:X2}{Convert.ToHexString(bytes)}",
        };
    }
}
