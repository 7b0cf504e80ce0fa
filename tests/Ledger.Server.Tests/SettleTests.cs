using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary><c>ledger settle</c>: how members get on above a height that cannot become final, each on its own stopped node.</summary>
public sealed class SettleTests : ServerFixture
{
    private const string Block = "4f0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0ce1";

    [Fact]
    public async Task Declarations_are_made_once_for_one_block_and_kept_where_they_suffice()
    {
        File.WriteAllText(PathOf("members.json"), FoundingTests.Loopback().ToJsonString());
        await DoneAsync("init", "--members", PathOf("members.json"), "--out", PathOf("out"));
        var shown = JsonNode.Parse(await DoneAsync("settle", "show", "--config", ConfigOf("zhuhai"), "--json"))!;
        Assert.Equal(("1", "none"), (shown["height"]!.ToString(), shown["own_vote"]!.ToString()));
        foreach (var member in new[] { "zhuhai", "beijing", "guangzhou" })
        {
            await DoneAsync("settle", "declare", "--config", ConfigOf(member), "--block", Block, "--out", FileOf(member));
        }

        shown = JsonNode.Parse(await DoneAsync("settle", "show", "--config", ConfigOf("zhuhai"), "--json"))!;
        Assert.Equal(Block, shown["declared_block"]!.ToString());
        await RefusedAsync(
            "nothing is written over", "declare", "--config", ConfigOf("zhuhai"), "--block", Block, "--out", FileOf("zhuhai"));
        var other = Block.Replace('4', '5');
        await RefusedAsync(
            $"declared for block {Block}", "declare", "--config", ConfigOf("zhuhai"), "--block", other, "--out", PathOf("x"));
        await RefusedAsync("no block's hash", "declare", "--config", ConfigOf("zhuhai"), "--block", Block[1..], "--out", PathOf("x"));
        Assert.False(File.Exists(PathOf("x")));

        string[] all = ["apply", FileOf("zhuhai"), FileOf("beijing"), FileOf("guangzhou"), "--config", ConfigOf("beijing")];
        await RefusedAsync("none brings the batch", all);
        var brought = SettleDeclaration.Parser.ParseFrom(File.ReadAllBytes(FileOf("zhuhai")));
        brought.Batch = ByteString.CopyFromUtf8("a batch, which whoever executes it holds against the block");
        File.WriteAllBytes(FileOf("zhuhai"), brought.ToByteArray());
        await RefusedAsync("more than 2/3 of the votes", "apply", FileOf("zhuhai"), "--config", ConfigOf("beijing"));
        await RefusedAsync("There is no file", "apply", PathOf("nowhere"), "--config", ConfigOf("beijing"));
        File.WriteAllText(PathOf("x"), "x");
        await RefusedAsync("is no declaration", "apply", PathOf("x"), "--config", ConfigOf("beijing"));
        Assert.False(File.Exists(PathOf("out/beijing/data/settlement")));

        await DoneAsync(["settle", .. all]);
        var kept = Settlements.TryReadAll(File.ReadAllBytes(PathOf("out/beijing/data/settlement")))!;
        Assert.Equal((1UL, Block), (Settlements.HeightOf(kept), Settlements.BlockOf(kept).ToString()));
        await DoneAsync("node", "--config", ConfigOf("beijing"), "--check");
        File.WriteAllText(PathOf("out/beijing/data/settlement"), "x");
        var (_, _, error) = await RunAsync("node", "--config", ConfigOf("beijing"), "--check");
        Assert.Contains("settlement is damaged", error, StringComparison.Ordinal);
    }

    private string ConfigOf(string member) => PathOf($"out/{member}/node.json");

    private string FileOf(string member) => PathOf($"{member}.declaration");

    private static async Task<string> DoneAsync(params string[] args)
    {
        var (code, shown, error) = await NodeProgram.RunAsync(args);
        Assert.True(code == ExitCode.Done, error);
        return shown;
    }

    private static async Task RefusedAsync(string words, params string[] args)
    {
        var (code, _, error) = await NodeProgram.RunAsync(["settle", .. args]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }
}
