using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli;
using Ledger.Cli.Tests;
using Ledger.Passports;
using Ledger.Seals;

namespace Ledger.GuaranteePdf.Tests;

/// <summary>The commands, export from a node and verify without one.</summary>
public sealed class PassportCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-passport").FullName;
    private PassportWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PassportWorld.RevealedAsync();
        await File.WriteAllBytesAsync(At("genesis.json"), _world.Genesis.FileBytes.ToArray());
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_passport_and_its_PDF_are_exported_and_verified_without_a_node()
    {
        var exported = await JsonAsync(ExitCode.Done, Export("--pdf", At("g.pdf"), "--with-genesis"));
        Assert.Equal("valid", (string?)exported["verdict"]);

        foreach (var file in (string[])["g.ldgp", "g.pdf"])
        {
            var verified = await JsonAsync(ExitCode.Done, "passport", "verify", At(file), "--genesis", At("genesis.json"));
            Assert.Equal(_world.Terms.GuaranteeNo, (string?)verified["guarantee"]!["terms"]!["guarantee_no"]);
            Assert.Equal(PassportCheckNames.All, verified["checks"]!.AsArray().Select(check => (string)check!["check"]!));
            await JsonAsync(ExitCode.Done, "passport", "verify", At(file), "--chain-id", _world.Genesis.ChainId.ToString());
        }

        var (code, text, _) = await RunAsync("passport", "verify", At("g.ldgp"), "--genesis", At("genesis.json"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("as-of-status", text, StringComparison.Ordinal);
        Assert.Contains("福建建设有限公司", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_passport_ends_with_not_verified()
    {
        await RunAsync(Export());
        var file = await File.ReadAllBytesAsync(At("g.ldgp"));
        file[^40] ^= 1;
        await File.WriteAllBytesAsync(At("changed.ldgp"), file);
        var verified = await JsonAsync(ExitCode.NotVerified, "passport", "verify", At("changed.ldgp"), "--genesis", At("genesis.json"));
        Assert.Equal("invalid", (string?)verified["verdict"]);
        Assert.Null(verified["guarantee"]);
        Assert.Equal(ExitCode.Usage, (await RunAsync("passport", "verify", At("g.ldgp"), "--chain-id", "12")).Code);
        Assert.Equal(ExitCode.NotVerified, (await RunAsync("passport", "verify", At("g.ldgp"), "--chain-id", new string('0', 64))).Code);
    }

    [Fact]
    public async Task A_PDF_without_a_passport_or_with_two_is_refused()
    {
        await RunAsync(Export("--pdf", At("g.pdf")));
        var pdf = await File.ReadAllBytesAsync(At("g.pdf"));
        var text = Encoding.Latin1.GetString(pdf);

        await File.WriteAllBytesAsync(
            At("none.pdf"), Encoding.Latin1.GetBytes(text.Replace("/EmbeddedFiles", "/EmbeddedFilez", StringComparison.Ordinal)));
        await RefusedAsync("none.pdf", "has 0 attachments");

        // Twice in the tree: the array's end moves, but objects are found by their beginnings, and this one is the last before the table.
        var at = text.LastIndexOf("/Names [", StringComparison.Ordinal) + "/Names [".Length;
        var entry = text[at..text.IndexOf(']', at)];
        var twice = text.Insert(at, entry);
        twice = twice.Replace(
            $"startxref\n{text.LastIndexOf("xref\n", text.LastIndexOf("startxref", StringComparison.Ordinal), StringComparison.Ordinal)}",
            $"startxref\n{twice.LastIndexOf("xref\n", twice.LastIndexOf("startxref", StringComparison.Ordinal), StringComparison.Ordinal)}",
            StringComparison.Ordinal);
        await File.WriteAllBytesAsync(At("two.pdf"), Encoding.Latin1.GetBytes(twice));
        await RefusedAsync("two.pdf", "has 2 attachments");

        await File.WriteAllBytesAsync(At("broken.pdf"), pdf[..2000]);
        await RefusedAsync("broken.pdf", "is no PDF");
        Assert.Null(PdfAttachments.TryAttach(pdf, new PdfAttachment("b", new byte[1]), out var error));
        Assert.Contains("attachments already", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guarantee_that_is_not_there_is_not_found()
    {
        var (code, _, error) = await RunAsync(
            "passport",
            "export",
            "--guarantee",
            new string('7', 32),
            "--out",
            At("x"),
            "--genesis",
            At("genesis.json"),
            "--node",
            _world.Client.Node.ToString());
        Assert.Equal(ExitCode.NotFound, code);
        Assert.Contains("not on the chain", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_holds_the_opening_exports_the_terms_of_a_sealed_guarantee()
    {
        var height = (_world.IssuedIn.Header.Height + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(At("opening.json"), JsonFormatter.Default.Format(_world.Opening));
        Assert.Equal(ExitCode.Done, (await RunAsync(Export("--at", height))).Code);
        var (refused, _, error) = await RunAsync(Export("--at", height, "--pdf", At("s.pdf")));
        Assert.Equal(ExitCode.Usage, refused);
        Assert.Contains("--opening", error, StringComparison.Ordinal);
        File.Delete(At("g.ldgp")); // what a command writes is never another's file
        var (code, _, hint) = await RunAsync(Export("--at", height, "--pdf", At("s.pdf"), "--opening", At("opening.json")));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("ledger seal put", hint, StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("opening.json"), "{");
        Assert.Equal(ExitCode.Usage, (await RunAsync(Export("--at", height, "--opening", At("opening.json")))).Code);
    }

    [Fact]
    public async Task What_the_guarantor_adds_is_read_from_a_file_and_names_that_are_none_are_refused()
    {
        await File.WriteAllTextAsync(At("p.json"), """{"signatory":"李示例"}""");
        Assert.Equal(ExitCode.Done, (await RunAsync(Export("--pdf", At("g.pdf"), "--particulars", At("p.json")))).Code);
        Assert.Contains(
            "授权签字人：李示例", Poppler.Run(await File.ReadAllBytesAsync(At("g.pdf")), "pdftotext", "FILE", "-"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("p.json"), """{"signer":"李示例"}""");
        var (code, _, error) = await RunAsync(Export("--pdf", At("g.pdf"), "--particulars", At("p.json")));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("signer", error, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string[] Export(params string[] more) =>
    [
        "passport", "export", "--guarantee", Convert.ToHexStringLower(PassportWorld.GuaranteeId), "--out", At("g.ldgp"),
        "--genesis", At("genesis.json"), "--node", _world.Client.Node.ToString(), .. more,
    ];

    private async Task RefusedAsync(string file, string reason)
    {
        var (code, _, error) = await RunAsync("passport", "verify", At(file), "--genesis", At("genesis.json"));
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> JsonAsync(int expected, params string[] args)
    {
        var (code, output, error) = await RunAsync([.. args, "--json"]);
        Assert.True(code == expected, $"{code}: {error}{output}");
        return JsonNode.Parse(output)!;
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var context = new CliContext { Out = output, Error = error, Variable = _ => null, Width = 200 };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var code = await ReusedTrees.RunAsync<LedgerCommandLine>(args, context, stop.Token);
        return (code, output.ToString(), error.ToString());
    }
}
