using System.Text.Json.Nodes;
using Ledger.Certificates.Requests;
using Ledger.Rehearsal;
using Ledger.Seeds;

namespace Ledger.Cli.Tests;

/// <summary>
/// From a key to a certified bidder, as two people at two desks: what leaves the bidder is a request and a proof, and from those the centre
/// registers it.
/// </summary>
public sealed class EnrolmentTests : ConsortiumFixture
{
    private const string Uscc = "91350100M000100Y43";
    private const string Name = "福州示例建设有限公司";
    private const string Centre = "centre.key";
    private const string Bidder = "bidder.key";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        WriteKey(Centre, Seed.Zhuhai);
        await RunAsync(ExitCode.NotFound, Centre, "subject", "show", Uscc);
        await RunAsync(ExitCode.Done, Centre, "subject", "register", Uscc, "--name", Name);
        Assert.Equal(Name, (string?)(await RunAsync(ExitCode.Done, Centre, "subject", "show", Uscc))["name"]);
    }

    [Fact]
    public async Task A_bidder_gets_from_a_key_to_a_registered_pair_and_its_keys_never_leave_it()
    {
        await RunAsync(ExitCode.Done, Bidder, "keys", "new", "--out", PathOf(Bidder));
        await CertifyAsync("bidder", "--pair", PathOf("bidder.pair"));
        Assert.Contains("cert possession", await FailAsync(ExitCode.NotFound, Bidder, "cert", "register", PathOf("bidder.crt"), "--yes"));
        var proven = await RunAsync(
            ExitCode.Done, Bidder, "cert", "possession", PathOf("bidder.crt"), "--out", PathOf("bidder.possession"));
        var registered = await RunAsync(ExitCode.Done, Centre, "cert", "register", PathOf("bidder.possession"));
        var id = (string)registered["certificate"]!;
        Assert.Equal((string?)proven["certificate"], id);
        Assert.True((bool)(await RunAsync(ExitCode.Done, Bidder, "cert", "check", PathOf("bidder.crt"), "--region", "440400"))["good"]!);

        // Of the pair's second certificate the first one's key vouches, which is found on the chain; the subject registers it itself.
        await RunAsync(
            ExitCode.Done, Bidder, "keys", "import", PathOf("bidder.pair"), "--signing-key", PathOf(Bidder), "--out", PathOf("decrypt.key"),
            "--certificate-out", PathOf("decrypt.crt"));
        await RunAsync(ExitCode.Done, Bidder, "cert", "possession", PathOf("decrypt.crt"), "--out", PathOf("decrypt.possession"));
        await RunAsync(ExitCode.Done, Bidder, "cert", "register", PathOf("decrypt.possession"));

        var listed = (await RunAsync(ExitCode.Done, Bidder, "cert", "list", "--uscc", Uscc))["certificates"]!.AsArray();
        Assert.Equal(["Signing Good", "Encryption Good"], listed.Select(one => $"{one!["kind"]} {one["standing"]}"));
        Assert.Equal(id, (string?)listed[0]!["certificate"]);

        // What a registration is called, a revocation takes, and what it revokes is shown; then the key signs nothing any more.
        var (code, shown) = await AskedAsync(Bidder, ["cert", "revoke", id, "--reason", "遗失"], _ => false);
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Contains(Uscc, shown, StringComparison.Ordinal);
        await RunAsync(ExitCode.Done, Bidder, "cert", "revoke", PathOf("bidder.crt"), "--reason", "遗失");
        Assert.Equal(
            "Revoked",
            (string?)(await RunAsync(ExitCode.Done, Bidder, "subject", "show", Uscc))["certificates"]![0]!["standing"]);
        var refused = await FailAsync(ExitCode.NotFound, Bidder, "cert", "revoke", id, "--reason", "遗失");
        Assert.Contains("is revoked since", refused, StringComparison.Ordinal);
        Assert.Contains("遗失", refused, StringComparison.Ordinal);
        Assert.Contains("已于", await FailAsync(ExitCode.NotFound, Bidder, "cert", "revoke", id, "--reason", "遗失", "--lang", "zh"));
        Assert.Contains("encryption key", await FailAsync(ExitCode.NotFound, "decrypt.key", "cert", "revoke", id, "--reason", "x"));
    }

    [Fact]
    public async Task Whoever_does_not_hold_the_key_is_refused_by_name_before_anything_is_sent()
    {
        WriteKey(Bidder, Seed.Authorities[1].Certify(Uscc, Name));
        WriteKey("other.key", Seed.Authorities[1].Certify("91440400MA4UWX0R6T", Name));
        await CertifyAsync("bidder");
        await CertifyAsync("other");
        var sent = await SentAsync();

        // Somebody else's key; a proof of another certificate; a proof that was changed; one for another chain; none at all.
        Assert.Contains("proves nothing", await FailAsync(
            ExitCode.Usage, "other.key", "cert", "possession", PathOf("bidder.crt"), "--out", PathOf("x")));
        Assert.Contains("proves nothing", await FailAsync(
            ExitCode.Usage, Centre, "cert", "register", PathOf("bidder.crt"), "--certificate-key", PathOf("other.key")));
        Assert.False(File.Exists(PathOf("x")));
        await RunAsync(ExitCode.Done, Bidder, "cert", "possession", PathOf("bidder.crt"), "--out", PathOf("good"));
        var good = JsonNode.Parse(await File.ReadAllTextAsync(PathOf("good")))!.AsObject();
        Assert.Contains("BAD_POSSESSION", await ChangedAsync(
            ExitCode.Refused, file => file["certificate"] = Convert.ToBase64String(File.ReadAllBytes(PathOf("other.crt")))));
        Assert.Contains("BAD_POSSESSION", await ChangedAsync(
            ExitCode.Refused, file => file["possession"] = Flipped((string)file["possession"]!)));
        Assert.Contains("was made for chain", await ChangedAsync(ExitCode.Usage, file => file["chain_id"] = new string('0', 64)));
        Assert.Contains("no proof of possession", await ChangedAsync(ExitCode.Usage, file => file.Remove("possession")));
        await File.WriteAllBytesAsync(PathOf("gbk"), [.. "{\"format\": \""u8, 0xB2, 0xE2, .. "\"}"u8]);
        Assert.Contains("GB18030", await FailAsync(ExitCode.Usage, Centre, "cert", "register", PathOf("gbk")));
        Assert.Contains("no proof of possession", await ChangedAsync(ExitCode.Usage, file => file["format"] = "ledger/possession/9"));
        Assert.Contains("leave --certificate-key out", await FailAsync(
            ExitCode.Usage, Centre, "cert", "register", PathOf("good"), "--certificate-key", PathOf(Bidder)));
        Assert.Equal(sent, await SentAsync());

        async Task<string> ChangedAsync(int code, Action<JsonObject> change)
        {
            var file = good.DeepClone().AsObject();
            change(file);
            await File.WriteAllTextAsync(PathOf("changed"), file.ToJsonString());
            return await FailAsync(code, Centre, "cert", "register", PathOf("changed"));
        }
    }

    [Fact]
    public async Task A_request_that_another_key_signed_is_certified_by_nobody_and_no_test_certificate_is_for_a_real_chain()
    {
        WriteKey(Bidder, Seed.Authorities[1].Certify(Uscc, Name));
        await RequestAsync("bidder");
        Assert.True(CertificationRequest.TryParse(Der(PathOf("bidder.csr")), out var request, out _));
        Assert.Equal("1.2.156.10197.1.501", request.SignatureAlgorithmOid);
        var forged = Der(PathOf("bidder.csr"));
        forged[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf("forged.csr"), forged);
        Assert.Equal(ExitCode.NotVerified, (await DemoAsync("ca", PathOf("forged.csr"), "--out", PathOf("forged.crt"))).Code);
        Assert.False(File.Exists(PathOf("forged.crt")));

        await File.WriteAllBytesAsync(
            PathOf("genesis.json"), ConsortiumSeed.Create(seed: 7, start: DateTimeOffset.UtcNow).Genesis.FileBytes.ToArray());
        var (code, error) = await DemoAsync("ca", PathOf("bidder.csr"), "--out", PathOf("bidder.crt"));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("no rehearsal", error, StringComparison.Ordinal);
    }

    // What was refused on the chain stands in its block too.
    private async Task<int> SentAsync()
    {
        using var client = ClientOf(Seed.Zhuhai);
        var sent = 0;
        for (var height = 1UL; height <= (await client.GetStatusAsync()).Height; height++)
        {
            sent += (await client.GetBlockAsync(height)).Receipts.Count;
        }

        return sent;
    }

    private async Task CertifyAsync(string name, params string[] more)
    {
        await RequestAsync(name);
        var (code, error) = await DemoAsync(["ca", PathOf($"{name}.csr"), "--out", PathOf($"{name}.crt"), .. more]);
        Assert.True(code == ExitCode.Done, error);
    }

    private Task RequestAsync(string name) => RunAsync(
        ExitCode.Done, $"{name}.key", "cert", "request", "--uscc", Uscc, "--name", Name, "--out", PathOf($"{name}.csr"));

    private async Task<string> FailAsync(int code, string key, params string[] args)
    {
        var (ended, shown) = await AskedAsync(key, args, _ => false);
        Assert.True(ended == code, $"{string.Join(' ', args)} ended with {ended}: {shown}");
        return shown;
    }

    private async Task<(int Code, string Error)> DemoAsync(params string[] args)
    {
        await using var error = new StringWriter();
        var context = new CliContext
        {
            Out = TextWriter.Null,
            Error = error,
            Variable = name => name == "LEDGER_GENESIS" ? PathOf("genesis.json") : null,
        };
        return (await ReusedTrees.RunAsync<RehearsalCommandLine>(["demo", .. args], context, CancellationToken.None), error.ToString());
    }

    private static string Flipped(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[^1] ^= 1;
        return Convert.ToBase64String(bytes);
    }

    private static byte[] Der(string path) =>
        Convert.FromBase64String(string.Concat(File.ReadLines(path).Where(line => !line.StartsWith('-'))));
}
