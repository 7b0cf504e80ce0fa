using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Tests;

/// <summary>Bid files on the command line: no node, no chain.</summary>
public sealed class BidCommandTests : IDisposable
{
    private static readonly string[] Label = ["--section", "E4404000001001043001001", "--bidder", "91440400MA4UWX0R6T"];
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-bids").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_bid_is_encrypted_inspected_and_decrypted_and_changes_are_named()
    {
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        KeyFile.Create(PathOf("key"), pair, "628153", KeyFileCost.OfKnownKeys);
        await File.WriteAllTextAsync(PathOf("pin"), "628153");
        await File.WriteAllBytesAsync(PathOf("mine.cer"), Certify(pair));
        var bid = new byte[3_000_000];
        new Random(1).NextBytes(bid);
        await File.WriteAllBytesAsync(PathOf("bid"), bid);

        var made = await RunAsync(
            ExitCode.Done, ["bid", "encrypt", PathOf("bid"), "--out", PathOf("bid.enc"), "--to", PathOf("mine.cer"), .. Label]);
        Assert.Equal(3, made["segments"].Number());
        Assert.True((bool)(await RunAsync(ExitCode.Done, "bid", "inspect", PathOf("bid.enc")))["complete"]!);
        string[] decrypt =
        [
            "bid", "decrypt", PathOf("bid.enc"), "--key", PathOf("key"), "--pin-file", PathOf("pin"), "--certificate",
            PathOf("mine.cer"), "--out",
        ];
        await RunAsync(ExitCode.Done, [.. decrypt, PathOf("back"), .. Label]);
        Assert.Equal(bid, await File.ReadAllBytesAsync(PathOf("back")));
        await RunAsync(ExitCode.Usage, [.. decrypt, PathOf("back"), .. Label]); // it exists
        var other = await RunAsync(ExitCode.Refused, [.. decrypt, PathOf("other"), "--section", "E4404000001001043001002", .. Label[2..]]);
        Assert.Contains("OtherSection", other.ToJsonString(), StringComparison.Ordinal);

        var file = await File.ReadAllBytesAsync(PathOf("bid.enc"));
        file[^1_000_000] ^= 1;
        await File.WriteAllBytesAsync(PathOf("bid.enc"), file);
        Assert.Contains(
            "SegmentAltered",
            (await RunAsync(ExitCode.Refused, [.. decrypt, PathOf("other"), .. Label])).ToJsonString(),
            StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    internal static byte[] Certify(KeyPair pair, string? uscc = null)
    {
        var name = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "测试"));
        using var authority = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        return new CertificateIssuer(name, authority.CreateSigner()).Issue(new CertificateTemplate
        {
            Subject = name,
            PublicKey = pair.PublicKey,
            SerialNumber = new byte[] { 0x41 },
            NotBeforeMs = 0,
            NotAfterMs = 4_000_000_000_000,
            KeyUsage = KeyUsages.Encryption,
            OrganizationCode = uscc,
        }).Der.ToArray();
    }

    /// <summary>Runs, expects this exit code, and gives the document: of the result, or of the error.</summary>
    private static async Task<JsonObject> RunAsync(int code, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var context = new CliContext { Out = output, Error = error, Variable = _ => null };
        var exit = await ReusedTrees.RunAsync<LedgerCommandLine>([.. args, "--json"], context, CancellationToken.None);
        Assert.True(exit == code, $"{exit}: {error}");
        return JsonNode.Parse(exit == ExitCode.Done ? output.ToString() : error.ToString())!.AsObject();
    }
}
