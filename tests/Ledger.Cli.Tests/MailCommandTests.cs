using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests;

/// <summary>Letters and documents on the command line, against four validators that keep mail.</summary>
public sealed class MailCommandTests : ConsortiumFixture
{
    [Fact]
    public async Task A_letter_is_sent_shown_received_and_then_gone()
    {
        var made = await RunAsync(ExitCode.Done, "mailbox", "new", "--out", PathOf("bank"), "--pin-file", PathOf("pin"));
        Assert.Equal(Consortium.Nodes[0].Id.ToString(), (string?)made["nodes"]![0]);
        await RunAsync(ExitCode.Usage, "mailbox", "new", "--out", PathOf("bank"), "--pin-file", PathOf("pin"));
        var card = Path.Combine(PathOf("bank"), "card");
        Assert.Equal((string?)made["address"], (string?)(await RunAsync(ExitCode.Done, "mailbox", "show", card))["address"]);

        await File.WriteAllTextAsync(PathOf("application"), "申请开立投标保函");
        var sent = await RunAsync(ExitCode.Done, "mailbox", "send", PathOf("application"), "--to", card, "--receipt", PathOf("receipt"));
        await RunAsync(ExitCode.Done, "mailbox", "send", "--decoy", "--to", card);
        await RunAsync(ExitCode.Usage, "mailbox", "send", "--to", card);
        var twice = (await File.ReadAllTextAsync(card)).Replace("{ ", """{ "algorithm": 2, """, StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("twice"), twice);
        await RunAsync(ExitCode.Usage, "mailbox", "send", PathOf("application"), "--to", PathOf("twice")); // says one thing twice
        await RunAsync(ExitCode.Usage, "mailbox", "send", PathOf("application"), "--to", card, "--letter-bytes", "5000");
        await RunAsync(ExitCode.Usage, "mailbox", "send", PathOf("application"), "--to", PathOf("application"));

        Assert.Equal(
            (string?)sent["letter"],
            (string?)(await RunAsync(ExitCode.Done, "mailbox", "show", PathOf("receipt"), "--receipt"))["letter"]);
        var tampered = await File.ReadAllBytesAsync(PathOf("receipt"));
        tampered[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf("tampered"), tampered);
        await RunAsync(ExitCode.NotVerified, "mailbox", "show", PathOf("tampered"), "--receipt");

        string[] receive = ["mailbox", "receive", PathOf("bank"), "--pin-file", PathOf("pin"), "--out", PathOf("letters")];
        var kept = await RunAsync(ExitCode.Done, [.. receive, "--keep"]);
        var received = await RunAsync(ExitCode.Done, receive);
        Assert.Equal((string?)kept["letters"]![0]!["letter"], (string?)received["letters"]![0]!["letter"]);
        Assert.Equal((1, 1, 0), (received["letters"]!.AsArray().Count, (int)received["decoys"]!, (int)received["unreadable"]!));
        Assert.Equal("申请开立投标保函", await File.ReadAllTextAsync((string)received["letters"]![0]!["file"]!));
        Assert.Empty((await RunAsync(ExitCode.Done, receive))["letters"]!.AsArray());
    }

    [Fact]
    public async Task A_document_is_put_got_renewed_and_deleted()
    {
        var content = new byte[500_000];
        new Random(1).NextBytes(content);
        await File.WriteAllBytesAsync(PathOf("materials"), content);
        var put = await RunAsync(
            ExitCode.Done, "document", "put", PathOf("materials"), "--ticket", PathOf("ticket"), "--reference", PathOf("reference"));
        Assert.Equal(8 * 65_536, put["bytes"].Number());
        await RunAsync(ExitCode.Done, "document", "get", PathOf("reference"), "--out", PathOf("back"));
        Assert.Equal(content, await File.ReadAllBytesAsync(PathOf("back")));
        await RunAsync(ExitCode.Usage, "document", "get", PathOf("reference"), "--out", PathOf("back")); // it exists
        await RunAsync(ExitCode.Usage, "document", "get", PathOf("materials"), "--out", PathOf("none"));

        var renewed = await RunAsync(ExitCode.Done, "document", "renew", PathOf("ticket"), "--lease-days", "180");
        Assert.True(string.CompareOrdinal((string?)renewed["leased_until"], (string?)put["leased_until"]) > 0);
        Assert.True((bool)(await RunAsync(ExitCode.Done, "document", "delete", PathOf("ticket")))["deleted"]!);
        await RunAsync(ExitCode.NotFound, "document", "get", PathOf("reference"), "--out", PathOf("none"));
        await RunAsync(ExitCode.Usage, "document", "delete", PathOf("materials"));
    }

    /// <summary>Runs, expects this exit code, and gives the document: of the result, or of the error.</summary>
    private async Task<JsonObject> RunAsync(int code, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var context = new CliContext { Out = output, Error = error, Variable = _ => null };
        string[] all = [.. args, "--genesis", PathOf("genesis.json"), "--node", Node, "--json"];
        var exit = await ReusedTrees.RunAsync<LedgerCommandLine>(all, context, CancellationToken.None);
        Assert.True(exit == code, $"{exit}: {error}");
        return JsonNode.Parse(exit == ExitCode.Done ? output.ToString() : error.ToString())!.AsObject();
    }
}
