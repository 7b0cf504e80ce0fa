using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Passports.SdJwt;
using Ledger.Protocol;
using Ledger.Seeds;

namespace Ledger.Passports.Tests;

/// <summary>Credentials as SD-JWT VC: what npm's @sd-jwt/sd-jwt-vc makes of them, and what is refused before it is shown.</summary>
public sealed class SdJwtTests
{
    private const long Now = 1_700_000_000_000;
    private const long Until = Now + 86_400_000;
    private const string Audience = "https://bank.example";

    [Fact]
    public async Task A_foreign_verifier_takes_what_the_subject_shows_and_nothing_else()
    {
        var jobs = new JsonArray();
        foreach (var suite in new[] { CryptoSuite.International, CryptoSuite.Guomi })
        {
            var (issuer, subject, stranger) = Of(suite);
            var token = Issue(suite);
            var shown = Show(token, subject, "category", "person_name");
            Add(shown, "n-1", "category", "person_name");
            Add(Show(token, subject, "category"), "n-1", "category");
            Add(Show(token, subject, "category"), "n-1", "person_name"); // it is not shown
            Add(shown, "n-2");                                             // made for another nonce
            Job(shown, "n-1", Until + 1000, []);                          // past its end
            Add(shown.Replace('~' + shown.Split('~')[1] + '~', "~", StringComparison.Ordinal), "n-1"); // a field taken out on the way
            Add(string.Join('~', [.. Show(token, subject, "category").Split('~')[..^1], shown.Split('~')[^1]]), "n-1"); // another's binding
            Add(Issue(suite, stranger) + Show(token, subject, "category").Split('~')[^1], "n-1"); // signed by no issuer that it knows
            Add(token[..^1] + "x~", "n-1");                                // a disclosure of nobody's

            void Add(string presented, string nonce, params string[] required) => Job(presented, nonce, Now, required);

            void Job(string presented, string nonce, long at, string[] required) => jobs.Add(new JsonObject
            {
                ["token"] = presented,
                ["nonce"] = nonce,
                ["audience"] = Audience,
                ["now"] = at / 1000,
                ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
                ["issuerJwk"] = JoseKeys.JwkOf(issuer.KeyPair.PublicKey),
            });
        }

        var found = (await RunAsync(jobs)).AsArray();
        for (var suite = 0; suite < 2; suite++)
        {
            var results = found.Skip(suite * found.Count / 2).Take(found.Count / 2).ToList();
            Assert.True((bool)results[0]!["ok"]!, results[0]!.ToJsonString());
            var payload = results[0]!["payload"]!;
            Assert.Equal(("JZS1", "张伟"), ((string)payload["category"]!, (string)payload["person_name"]!));
            Assert.Null(payload["specialty"]);
            Assert.Equal("urn:ledger:credential:person:1", (string)payload["vct"]!);
            Assert.True((bool)results[1]!["ok"]!, results[1]!.ToJsonString());
            Assert.Null(results[1]!["payload"]!["person_name"]);
            Assert.All(results.Skip(2), refused => Assert.False((bool)refused!["ok"]!, refused.ToJsonString()));
            Assert.Contains("Nonce", (string)results[3]!["reason"]!, StringComparison.Ordinal);
            Assert.Contains("expired", (string)results[4]!["reason"]!, StringComparison.Ordinal);
            Assert.Contains("sd_hash", (string)results[5]!["reason"]!, StringComparison.Ordinal);
            Assert.Contains("sd_hash", (string)results[6]!["reason"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_header_says_which_algorithm_and_nothing_signed_is_a_message_of_the_ledger()
    {
        foreach (var (suite, name) in new[] { (CryptoSuite.International, "ES256"), (CryptoSuite.Guomi, JoseKeys.Sm2) })
        {
            var token = Issue(suite);
            Assert.Equal((name, "dc+sd-jwt"), ((string)Part(token, 0)["alg"]!, (string)Part(token, 0)["typ"]!));
            var signed = Encoding.ASCII.GetBytes(token);
            Assert.All(SignPurposes.All, purpose => Assert.False(signed.AsSpan().StartsWith(purpose.Tag.Span[..3])));
            var binding = Show(token, Of(suite).Subject, "category").Split('~')[^1];
            Assert.Equal((name, "kb+jwt"), ((string)Part(binding, 0)["alg"]!, (string)Part(binding, 0)["typ"]!));
            Assert.StartsWith("eyJ", binding, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_token_shows_always_is_whose_by_whom_and_which_and_no_field()
    {
        var payload = Part(Issue(CryptoSuite.International), 1);
        Assert.Equal(
            ["_sd", "_sd_alg", "chain_id", "cnf", "exp", "iat", "iss", "record_id", "sub", "vct"],
            payload.AsObject().Select(claim => claim.Key).Order(StringComparer.Ordinal));
        var digests = payload["_sd"]!.AsArray().Select(digest => (string)digest!).ToList();
        Assert.Equal(digests.Order(StringComparer.Ordinal), digests); // their order says nothing
        Assert.Equal(Passports.Credentials.CredentialFields.NamesOf(Protocol.V1.CredentialKind.Person).Count, digests.Count);
        var again = Part(Issue(CryptoSuite.International), 1)["_sd"]!.AsArray().Select(digest => (string)digest!);
        Assert.Empty(digests.Intersect(again)); // each time other salts
    }

    [Fact]
    public void What_is_not_the_subjects_or_not_of_the_form_is_told_before_anything_is_signed()
    {
        var (_, subject, stranger) = Of(CryptoSuite.International);
        var token = Issue(CryptoSuite.International);
        Refused("bound to another key", () => Show(token, stranger, "category"));
        Refused("no field colour", () => Show(token, subject, "colour"));
        Refused("no field to show", () => Show(token, subject));
        Refused("past its end", () => Make(token, subject, Audience, "n", Until));
        Refused("Audience and nonce", () => Make(token, subject, Audience, "", Now));
        Refused("Audience and nonce", () => Make(token, subject, new string('a', 513), "n", Now));
        Refused("no SD-JWT", () => Show(Show(token, subject, "category"), subject, "category")); // it has a key binding already
        Refused("no SD-JWT", () => Show("", subject, "category"));
        Refused("no SD-JWT", () => Show(new string('~', 100), subject, "category"));
        Refused("no SD-JWT", () => Show(new string('x', SdJwtCredentials.CharsMax + 1), subject, "category"));
        Refused("disclosure", () => Show(token + token.Split('~')[1] + '~', subject, "category")); // twice
        Refused("disclosure", () => Show(token + "WyJhIl0~", subject, "category"));
        var sound = Base64Url.EncodeToString("[\"salt\",\"colour\",\"red\"]"u8); // of the form, and of another token
        Refused("disclosure", () => Show($"{token}{sound}~", subject, "category"));
        foreach (var payload in (string[])["{}", "[]", "x", "{\"_sd_alg\":1,\"_sd\":[]}", "{\"_sd_alg\":\"sha-256\",\"_sd\":{}}",
            "{\"_sd\":[],\"_sd\":[],\"_sd_alg\":\"sha-256\"}", new string('[', 5000)])
        {
            Refused("payload", () => Show($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.x~e30~", subject, "category"));
        }

        foreach (var odd in (byte[][])[
            [.. "{\"_sd_alg\":\"sha-256\",\"_sd\":[\""u8, 0xFF, .. "\"]}"u8],
            [.. "{\"_sd_alg\":\"\\ud800\",\"_sd\":[]}"u8]])
        {
            Refused("no Unicode", () => Show($"e30.{Base64Url.EncodeToString(odd)}.x~e30~", subject, "category"));
        }

        Refused("after it is made", () => Issue(CryptoSuite.International, until: Now));
        using var rsa = KeyPair.Generate(SignatureAlgorithm.RsaPkcs1Sha256);
        Refused("signs no SD-JWT", () => JoseKeys.JwkOf(rsa.PublicKey));

        static void Refused(string reason, Func<object> act) =>
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(act).Message, StringComparison.Ordinal);
    }

    // Of one signature in 128 a number begins with a zero byte, which DER leaves out and JOSE has (RFC 7518 §3.4).
    [Fact]
    public void A_signatures_number_that_is_shorter_than_its_field_stands_at_its_end()
    {
        var signer = new SmallNumbers(Of(CryptoSuite.International).Subject.KeyPair.PublicKey);
        var shown = SdJwtPresentation.Make(Issue(CryptoSuite.International), ["category"], Audience, "n-1", Now, signer);
        var flat = Base64Url.DecodeFromChars(shown.Split('.')[^1]);
        Assert.Equal([.. new byte[31], 5, .. new byte[30], 1, 2], flat);
    }

    private sealed class SmallNumbers(PublicKey key) : ISigner
    {
        public PublicKey PublicKey => key;

        public byte[] Sign(ReadOnlySpan<byte> message) => [0x30, 0x07, 0x02, 0x01, 0x05, 0x02, 0x02, 0x01, 0x02];
    }

    private static (Participant Issuer, Participant Subject, Participant Stranger) Of(CryptoSuite suite)
    {
        var seed = Seeds[suite].Value;
        return (seed.Issuer, seed.Guarantors[0].Participant, seed.Guarantors[1].Participant);
    }

    private static Dictionary<CryptoSuite, Lazy<ConsortiumSeed>> Seeds { get; } =
        new[] { CryptoSuite.International, CryptoSuite.Guomi }.ToDictionary(
            suite => suite, suite => new Lazy<ConsortiumSeed>(() => ConsortiumSeed.Create(suite: suite)));

    private static string Issue(CryptoSuite suite, Participant? signer = null, long until = Until)
    {
        var (issuer, subject, _) = Of(suite);
        signer ??= issuer;
        using var key = signer.KeyPair.CreateSigner();
        return SdJwtCredentials.Issue(
            new SdJwtOrder
            {
                ChainId = Seeds[suite].Value.Genesis.ChainId,
                Recorded = CredentialWorld.Recorded(21, Now),
                Persons = new Dictionary<string, string> { ["person_name"] = "张伟" },
                IssuerCertificates = [signer.Certificate.Der],
                Holder = subject.KeyPair.PublicKey,
                IssuedAtMs = Now,
                UntilMs = until,
            },
            key);
    }

    private static string Show(string token, Participant holder, params string[] fields)
    {
        using var key = holder.KeyPair.CreateSigner();
        return SdJwtPresentation.Make(token, fields, Audience, "n-1", Now, key);
    }

    private static string Make(string token, Participant holder, string audience, string nonce, long at)
    {
        using var key = holder.KeyPair.CreateSigner();
        return SdJwtPresentation.Make(token, ["category"], audience, nonce, at, key);
    }

    private static JsonNode Part(string token, int index) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('~')[0].Split('.')[index]))!;

    private static async Task<JsonNode> RunAsync(JsonArray jobs)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, jobs.ToJsonString());
            return JsonNode.Parse(await ProgramRun.OfNodeAsync(Repository.PathOf("tests/Ledger.Passports.Tests/node"), "sdjwt.mjs", file))!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
