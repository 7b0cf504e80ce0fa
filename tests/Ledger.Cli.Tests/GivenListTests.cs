using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.TestConsortium;

namespace Ledger.Cli.Tests;

/// <summary>Revocation lists that were given and are not taken: said in the verdict, and a failure where lists are required.</summary>
public sealed class GivenListTests : CliFixture
{
    private const string Indirect = "2.5.29.29"; // an entry's certificateIssuer
    private const byte Serial = 0x0F;
    private static readonly long BeginMs = Ms("2025-01-01T00:00:00Z");
    private static readonly long EndMs = Ms("2045-01-01T00:00:00Z");
    private static readonly long MadeMs = Ms("2026-01-01T00:00:00Z");
    private static readonly KeyPair Root = Pair(1);
    private static readonly DistinguishedName Authority = Name("Test Root");

    /// <summary>Each would revoke the certificate, were it taken.</summary>
    private static readonly Dictionary<string, (string File, Func<byte[]> Bytes)> Untaken = new(StringComparer.Ordinal)
    {
        ["an unknown critical extension"] = ("a.crl", () => List(extension: ("1.2.3.4", [5, 0]))),
        ["an entry's issuer without IDP"] = ("a.crl", () => Resigned(List(), WithEntryIssuer)),
        ["a delta list"] = ("a.crl", () => List(extension: ("2.5.29.27", [2, 1, 1]))),
        ["bytes behind the list"] = ("a.crl", () => [.. List(), 0]),
        ["half a list"] = ("a.crl", () => List()[..40]),
        ["damaged Base64"] = ("a.crl", () => Encoding.ASCII.GetBytes(Convert.ToBase64String(List())[..^7])),
        ["a damaged PEM block behind a good one"] = (
            "a.pem",
            () =>
                Encoding.ASCII.GetBytes(
                    $"{Pem(List(names: false))}\n-----BEGIN X509 CRL-----\n*{Convert.ToBase64String(List())}\n-----END X509 CRL-----\n")),
        ["nothing known"] = ("a.der", () => "no list"u8.ToArray()),
        ["an empty file"] = ("a.crl", () => []),
        ["a list from the future"] = ("a.crl", () => List(madeMs: Ms("2044-01-01T00:00:00Z"), names: false)),
        ["an OCSP answer"] = ("a.crl", () => [0x30, 0x03, 0x0A, 0x01, 0x03]),
    };

    public static TheoryData<string, bool> UntakenRows
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var name in Untaken.Keys)
            {
                rows.Add(name, true);
                rows.Add(name, false);
            }

            return rows;
        }
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using var signer = Root.CreateSigner();
        var root = new CertificateIssuer(Authority, signer);
        Write("trust/root.crt", root.IssueRoot(new byte[] { 1 }, BeginMs, EndMs).Der.ToArray());
        Write("leaf.crt", Leaf(root).Der.ToArray());
        Write("lists/whole.crl", List(names: false));
    }

    [Theory]
    [MemberData(nameof(UntakenRows))]
    public async Task What_was_given_and_is_not_taken_is_said_and_fails_where_lists_are_required(string kind, bool inTrustFolder)
    {
        var (file, bytes) = Untaken[kind];
        if (inTrustFolder && !file.EndsWith(".crl", StringComparison.Ordinal))
        {
            return; // among authorities nobody said that it is a list; a damaged block behind one is another row
        }

        Assert.Equal("valid", (string?)(await CheckAsync(ExitCode.Done, "--require-crl"))["verdict"]); // a usable list covers it
        Write($"{(inTrustFolder ? "trust" : "lists")}/{file}", bytes());
        var said = await CheckAsync(ExitCode.Done);
        Assert.Equal("valid", (string?)said["verdict"]);
        var warning = (string?)Assert.Single(said["warnings"]!.AsArray());
        Assert.Contains(kind == "a list from the future" ? "from the future" : file, warning, StringComparison.Ordinal);
        var required = await CheckAsync(ExitCode.NotVerified, "--require-crl");
        Assert.Equal(("stale-revocation", "revocation-unusable"), ((string?)required["verdict"], (string?)required["reason"]));
        Assert.Equal(warning, (string?)Assert.Single(required["warnings"]!.AsArray()));
        Assert.Contains(warning!, (string?)required["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_authoritys_list_that_is_not_taken_is_said_and_fails_nothing()
    {
        using var other = Pair(5);
        Write("lists/other.crl", TestRevocationList.Make(other, Name("Another"), MadeMs, EndMs, [], ("1.2.3.4", [5, 0])));
        Assert.Contains(
            "other.crl",
            (string?)Assert.Single((await CheckAsync(ExitCode.Done, "--require-crl"))["warnings"]!.AsArray()),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list.crl", "base64")]
    [InlineData("list.crl", "pem")]
    [InlineData("list.crl", "another label")]
    [InlineData("list.txt", "der")]
    [InlineData("list", "base64")]
    public async Task A_list_is_taken_however_it_is_written(string file, string form)
    {
        Write($"lists/{file}", form switch
        {
            "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(List(), Base64FormattingOptions.InsertLineBreaks)),
            "pem" => Encoding.ASCII.GetBytes(Pem(List())),
            "another label" => Encoding.ASCII.GetBytes(Pem(List(), "CRL")),
            _ => List(),
        });
        Assert.Equal("revoked", (string?)(await CheckAsync(ExitCode.NotVerified))["verdict"]);
    }

    [Fact]
    public async Task A_folder_without_lists_is_said()
    {
        File.Delete(PathOf("lists/whole.crl"));
        Assert.Contains(
            "holds no revocation list",
            (string?)Assert.Single((await CheckAsync(ExitCode.Done))["warnings"]!.AsArray()),
            StringComparison.Ordinal);
        Assert.Equal("revocation-unknown", (string?)(await CheckAsync(ExitCode.NotVerified, "--require-crl"))["reason"]);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_serial_number_is_found_as_a_number(bool negativeInCertificate, bool negativeInList)
    {
        using var signer = Root.CreateSigner();
        var leaf = Leaf(new CertificateIssuer(Authority, signer)).Der.ToArray();
        var negative = Resigned(leaf, signed => signed[signed.AsSpan().IndexOf(new byte[] { 2, 1, Serial }) + 2] |= 0x80);
        Write("leaf.crt", negativeInCertificate ? negative : Leaf(new CertificateIssuer(Authority, signer), 0x80 | Serial).Der.ToArray());
        var check = await CheckAsync(ExitCode.Done);
        Assert.Equal(
            negativeInCertificate ? 1 : 0,
            check["warnings"]!.AsArray().Count(warning => ((string)warning!).StartsWith("serial-negative", StringComparison.Ordinal)));
        var number = negativeInList ? new BigInteger([0x80 | Serial]) : new BigInteger([0x80 | Serial], isUnsigned: true);
        Write("lists/new.crl", TestRevocationList.Make(Root, Authority, MadeMs, EndMs, [(number, MadeMs)]));
        Assert.Equal("revoked", (string?)(await CheckAsync(ExitCode.NotVerified))["verdict"]);
    }

    [Fact]
    public async Task What_a_list_from_the_future_names_is_revoked_all_the_same()
    {
        Write("lists/whole.crl", List(madeMs: Ms("2044-01-01T00:00:00Z")));
        Assert.Equal("revoked", (string?)(await CheckAsync(ExitCode.NotVerified))["verdict"]);
    }

    [Fact]
    public async Task Messages_and_seals_say_it_too()
    {
        Write("lists/a.crl", Untaken["an unknown critical extension"].Bytes());
        Write("trust/b.crl", Untaken["an unknown critical extension"].Bytes());
        Write("content", "content"u8.ToArray());
        using var signer = Root.CreateSigner();
        using var pair = Pair(3);
        KeyFile.Create(PathOf("leaf.key"), pair, "628153", KeyFileCost.OfKnownKeys);
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "sign",
            PathOf("content"),
            "--key",
            PathOf("leaf.key"),
            "--certificate",
            PathOf("leaf.crt"),
            "--out",
            PathOf("message"));
        string[] verify = ["cms", "verify", PathOf("message"), "--trust", PathOf("trust"), "--crl", PathOf("lists")];
        Assert.Equal(2, (await JsonAsync(ExitCode.Done, verify))["warnings"]!.AsArray().Count);
        Assert.Equal("stale-revocation", (string?)(await JsonAsync(ExitCode.NotVerified, [.. verify, "--require-crl"]))["verdict"]);
        Write("nothing.esl", [1]);
        var seal = await JsonAsync(ExitCode.NotVerified, "seal", "verify", PathOf("nothing.esl"), "--trust", PathOf("trust"));
        Assert.Contains("b.crl", (string?)Assert.Single(seal["warnings"]!.AsArray()), StringComparison.Ordinal);
    }

    private Task<JsonObject> CheckAsync(int code, params string[] more) =>
        JsonAsync(
            code,
            [
                "ca", "check", PathOf("leaf.crt"), "--trust", PathOf("trust"), "--crl", PathOf("lists"), "--at",
                "2026-11-01T00:00:00Z", .. more,
            ]);

    private static byte[] List(long? madeMs = null, bool names = true, (string, byte[])? extension = null) =>
        TestRevocationList.Make(Root, Authority, madeMs ?? MadeMs, EndMs, names ? [(new BigInteger(Serial), MadeMs)] : [], extension);

    private static Certificate Leaf(CertificateIssuer issuer, byte serial = Serial)
    {
        using var pair = Pair(3);
        return issuer.Issue(new CertificateTemplate
        {
            Subject = Name("Bidder"),
            PublicKey = pair.PublicKey,
            SerialNumber = new[] { serial },
            NotBeforeMs = BeginMs,
            NotAfterMs = EndMs,
            KeyUsage = KeyUsages.Signing,
        });
    }

    /// <summary>A certificate or list with its signed part changed, signed anew.</summary>
    private static byte[] Resigned(byte[] der, Action<byte[]> change) => Resigned(der, signed =>
    {
        change(signed);
        return signed;
    });

    private static byte[] Resigned(byte[] der, Func<byte[], byte[]> change)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signed = change(outer.ReadEncodedValue().ToArray());
        var algorithm = outer.ReadEncodedValue();
        using var signer = Root.CreateSigner();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            writer.WriteEncodedValue(algorithm.Span);
            writer.WriteBitString(signer.Sign(signed));
        }

        return writer.Encode();
    }

    private static byte[] WithEntryIssuer(byte[] signed)
    {
        var list = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            for (var i = 0; i < 5; i++)
            {
                writer.WriteEncodedValue(list.ReadEncodedValue().Span); // version, algorithm, issuer, both times
            }

            var entry = list.ReadSequence().ReadSequence();
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(entry.ReadEncodedValue().Span);
                writer.WriteEncodedValue(entry.ReadEncodedValue().Span);
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Indirect);
                    writer.WriteBoolean(true);
                    writer.WriteOctetString([0x30, 0]);
                }
            }
        }

        return writer.Encode();
    }

    private void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
    }

    private static string Pem(byte[] der, string label = "X509 CRL") => new(PemEncoding.Write(label, der));

    private static KeyPair Pair(byte number)
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = number;
        return KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, seed);
    }

    private static DistinguishedName Name(string commonName) =>
        DistinguishedName.Create(new(DistinguishedName.CountryOid, "CN"), new(DistinguishedName.CommonNameOid, commonName));

    private static long Ms(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
