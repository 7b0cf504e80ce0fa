using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.FakeNode;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Tiles;

namespace Ledger.Cli.Tests.Witnesses;

/// <summary>
/// A chain's log published, cosigned, demanded, and forked by validators that sign twice; a second implementation reads along.
/// </summary>
public sealed class WitnessCommandTests : CliFixture
{
    private const int BlocksAtFork = 5;

    private protected override FakeChain NewChain() => Grow(new FakeChain(), BlocksAtFork, 0);

    [Theory]
    [InlineData(CryptoSuite.International)]
    [InlineData(CryptoSuite.Guomi)] // whose log is over SHA-256 all the same
    public async Task A_log_is_published_read_by_another_implementation_cosigned_and_demanded(CryptoSuite suite)
    {
        await using var node = await FakeNodeServer.StartAsync(chain: Grow(new FakeChain(suite), BlocksAtFork, 0));
        await File.WriteAllBytesAsync(PathOf("genesis.json"), node.Chain.GenesisBytes);
        Set("LEDGER_NODE", node.Address.ToString());
        var logKey = (string)(await JsonAsync(ExitCode.Done, "witness", "key", "--log", "--out", PathOf("log.key")))["public_key"]!;
        var witness = await NewWitnessAsync("w1");
        await PublishAsync("log", node);
        await CosignAsync(ExitCode.Done, "w1", "log", "--first");
        Grow(node.Chain, 260, 0); // over the edge of a tile
        var published = await PublishAsync("log", node);
        Assert.Equal((node.Chain.Head.Header.Height + 1, 260UL), ((ulong)published["size"].Number(), (ulong)published["added"].Number()));
        Assert.Equal(0, (await PublishAsync("log", node))["added"].Number()); // nothing new
        await CosignAsync(ExitCode.Done, "w1", "log");

        var read = await SecondAsync("log", PathOf("log"), logKey);
        Assert.Equal($"ok {published["size"]} {node.Chain.Head.Hash}\n", read.Output);
        Assert.Equal("ok cosigned\n", (await SecondAsync("cosigned", PathOf("w1.note"), witness)).Output);
        var error = ChainCheckpoint.TryRead(await File.ReadAllBytesAsync(PathOf("log/checkpoint")), node.Chain.Genesis, out var newest);
        Assert.Equal(CheckpointError.None, error);
        var roots = node.Chain.Put((MembershipTables.Members.Key("next"), new Member())).Header.HistoryRoot; // over the same headers
        Assert.Equal(suite == CryptoSuite.International, newest!.Checkpoint.Root == roots);

        await PolicyAsync("policy", 1, (witness, "w1.note"));
        var status = await JsonAsync(ExitCode.Done, "status", "--witnesses", PathOf("policy"));
        Assert.Equal(newest.Header.Height, (ulong)status["witnessed_height"].Number());
        await PolicyAsync("policy", 2, (witness, "w1.note"), (await NewWitnessAsync("w2"), "w2.note"));
        var (code, _, said) = await RunAsync("status", "--witnesses", PathOf("policy"));
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains("TooFewWitnesses", said, StringComparison.Ordinal);
        Assert.Contains("w2: there is nothing at", said, StringComparison.Ordinal);

        // A copy of the log from before, and one whose publisher swapped an early leaf.
        await PublishTreeAsync("short", node.Chain, 4);
        Assert.Contains("The log has 5 headers and had", await CosignAsync(ExitCode.NotVerified, "w1", "short"), StringComparison.Ordinal);
        await PublishTreeAsync("swapped", node.Chain, node.Chain.Head.Header.Height, spoil: 3);
        Assert.Contains("errs or lies", await CosignAsync(ExitCode.NotVerified, "w1", "swapped"), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Folder, "log-*.notes"));
        await PublishTreeAsync("holed", node.Chain, node.Chain.Head.Header.Height);
        File.Delete(PathOf("holed/tile/1/000.p/1"));
        Assert.Contains("tile/1/000.p/1 is missing", await CosignAsync(ExitCode.NotVerified, "w1", "holed"), StringComparison.Ordinal);
        var damaged = await RunAsync("witness", "publish", "--to", PathOf("holed"));
        Assert.Equal(ExitCode.NotVerified, damaged.Code);
    }

    [Theory]
    [InlineData(0)] // the other branch at the same height
    [InlineData(2)] // and beyond
    public async Task A_fork_by_validators_that_sign_twice_is_refused_and_proven(int beyond)
    {
        var witness = await NewWitnessAsync("w1");
        await using var other = await FakeNodeServer.StartAsync(chain: NewChain());
        Assert.Equal(Server.Chain.Block(BlocksAtFork)!.Hash, other.Chain.Block(BlocksAtFork)!.Hash);
        Grow(Server.Chain, 3, 1);
        Grow(other.Chain, (int)(Server.Chain.Head.Header.Height - other.Chain.Head.Header.Height) + beyond, 2);
        await PublishAsync("log", Server);
        await CosignAsync(ExitCode.Done, "w1", "log", "--first");
        var memory = await File.ReadAllBytesAsync(PathOf("w1.memory"));

        // The other branch, by its own node and log: the witness refuses, whatever it is asked again.
        Set("LEDGER_NODE", other.Address.ToString());
        await PublishAsync("fork", other);
        var height = Server.Chain.Head.Header.Height;
        var evidence = PathOf($"fork-{height}.evidence");
        Assert.Contains("The chain has forked", await CosignAsync(ExitCode.NotVerified, "w1", "fork"), StringComparison.Ordinal);
        Assert.Equal(memory, await File.ReadAllBytesAsync(PathOf("w1.memory")));
        await ProvenAsync(evidence, other.Chain, beyond);

        // The publisher's folder, a client with the policy, and a log that its node does not have, each find it too.
        File.Delete(evidence);
        var (ended, _, said) = await RunAsync("witness", "publish", "--to", PathOf("log"));
        Assert.True(ended == (beyond == 0 ? ExitCode.Done : ExitCode.NotVerified), said); // nothing to add, nothing to compare
        Assert.Equal(beyond > 0, File.Exists(evidence));
        await PolicyAsync("policy", 1, (witness, "w1.note"));
        (ended, _, said) = await RunAsync("status", "--witnesses", PathOf("policy"));
        Assert.Equal(ExitCode.NotVerified, ended);
        Assert.Contains("ContradictsWitness", said, StringComparison.Ordinal);
        await ProvenAsync(evidence, other.Chain, beyond);
        File.Delete(evidence);
        Grow(Server.Chain, 3, 1);
        Set("LEDGER_NODE", Server.Address.ToString());
        await PublishAsync("log", Server);
        Set("LEDGER_NODE", other.Address.ToString());
        Grow(other.Chain, 8, 2);
        Assert.Contains("The chain has forked", await CosignAsync(ExitCode.NotVerified, "w1", "log"), StringComparison.Ordinal);

        // And the branch that it knows it goes on to cosign.
        Set("LEDGER_NODE", Server.Address.ToString());
        await CosignAsync(ExitCode.Done, "w1", "log");
    }

    [Fact]
    public async Task A_fork_that_is_none_and_a_proof_that_was_changed_are_refused_by_name()
    {
        var genuine = await ForkAsync();
        foreach (var (change, words) in new (Action<ForkEvidence>, string)[]
        {
            (fork => fork.Second = fork.First.Clone(), "Same block"),
            (fork => fork.Second.Header = Server.Chain.Block(2)!.HeaderBytes, "Second not final"),
            (fork => (fork.First.Header, fork.First.Certificate) = (Server.Chain.Block(2)!.HeaderBytes, Server.Chain.Block(2)!.Certificate),
                "Other heights"),
            (fork => fork.First.Certificate.Votes.RemoveAt(0), "First not final"),
            (fork => fork.First.ValidatorChanges.Add(new ValidatorChange { Header = fork.First.Header }), "First not final"),
            (fork => (fork.First.Anchor, fork.First.Header) = (fork.First.Header, Server.Chain.Block(2)!.HeaderBytes), "First not final"),
            (fork => fork.First = null, "First not final"),
        })
        {
            var changed = genuine.Clone();
            change(changed);
            await File.WriteAllBytesAsync(PathOf("changed"), Ledger.Witness.Forks.ForkFile.Encode(changed));
            var (code, _, error) = await RunAsync("witness", "fork", PathOf("changed"));
            Assert.Equal(ExitCode.NotVerified, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(PathOf("changed"), "no evidence");
        Assert.Contains("No fork file", (await RunAsync("witness", "fork", PathOf("changed"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_memories_and_policies_that_will_not_do_are_named()
    {
        await NewWitnessAsync("w1");
        await PublishAsync("log", Server, key: null);
        foreach (var (args, words) in new (string[], string)[]
        {
            (["witness", "key", "--out", PathOf("new")], "Give a witness's --name"),
            (["witness", "key", "--name", "a b", "--out", PathOf("new")], "a b cannot name a key"),
            (["witness", "key", "--name", "w", "--out", PathOf("w1.key")], "no key is written over"),
            (["witness", "publish", "--to", PathOf("log"), "--log-key", PathOf("w1.key")], "is the key of a witness"),
            (Cosign("w1", "log"), "There is no memory"),
            (Cosign("w1", "nowhere", "--first"), "There is no log at"),
        })
        {
            var (code, _, error) = await RunAsync(args);
            Assert.True(code is ExitCode.Usage or ExitCode.NotFound, error);
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        // The memory that the last one began holds nothing, which is no word that nothing was ever cosigned.
        Assert.Contains("it is empty", await CosignAsync(ExitCode.NotVerified, "w1", "log"), StringComparison.Ordinal);
        await CosignAsync(ExitCode.Done, "w1", "log", "--first");
        Assert.Contains("is there already", await CosignAsync(ExitCode.Usage, "w1", "log", "--first"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("w1.memory"), "spoilt");
        Assert.Contains("is damaged", await CosignAsync(ExitCode.NotVerified, "w1", "log"), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("w1.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("Others may read", await CosignAsync(ExitCode.Usage, "w1", "log"), StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(
            PathOf("policy"), """{"version":1,"quorum":2,"max_age_s":0,"witnesses":[{"key":"x","note":"n"}],"k":1}""");
        var faults = (await RunAsync("status", "--witnesses", PathOf("policy"))).Error;
        Assert.All(
            ["quorum", "max_age_s", "witnesses[0].key", "k: there is no such field"],
            fault => Assert.Contains(fault, faults, StringComparison.Ordinal));
    }

    private static FakeChain Grow(FakeChain chain, int blocks, int branch)
    {
        for (var i = 0; i < blocks; i++)
        {
            chain.Put((MembershipTables.Members.Key($"branch-{branch}"), new Member { Name = $"{branch}/{chain.Head.Header.Height}" }));
        }

        return chain;
    }

    private async Task<ForkEvidence> ForkAsync()
    {
        await NewWitnessAsync("w1");
        await using var other = await FakeNodeServer.StartAsync(chain: NewChain());
        Grow(Server.Chain, 1, 1);
        Grow(other.Chain, (int)(Server.Chain.Head.Header.Height - other.Chain.Head.Header.Height), 2);
        await PublishAsync("log", Server, key: null);
        await CosignAsync(ExitCode.Done, "w1", "log", "--first");
        Set("LEDGER_NODE", other.Address.ToString());
        await PublishAsync("fork", other, key: null);
        await CosignAsync(ExitCode.NotVerified, "w1", "fork");
        var file = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Folder, "fork-*.evidence")));
        return ForkEvidence.Parser.ParseFrom(file.AsSpan(16));
    }

    private async Task ProvenAsync(string evidence, FakeChain other, int beyond)
    {
        var proven = await JsonAsync(ExitCode.Done, "witness", "fork", evidence);
        var height = (ulong)proven["height"].Number();
        Assert.Equal(Server.Chain.Block(height)!.Hash.ToString(), (string)proven["block_hash"]!);
        Assert.Equal(other.Block(height)!.Hash.ToString(), (string)proven["other_block_hash"]!);
        var both = proven["signed_both"]!.AsArray();
        Assert.True(both.Count == 3 || beyond > 0, both.ToJsonString());
    }

    private async Task<string> NewWitnessAsync(string name) => (string)(await JsonAsync(
        ExitCode.Done, "witness", "key", "--name", $"witness.example/{name}", "--out", PathOf($"{name}.key")))["public_key"]!;

    private Task<JsonObject> PublishAsync(string folder, FakeNodeServer node, string? key = "log.key")
    {
        string[] args = ["witness", "publish", "--to", PathOf(folder), "--node", node.Address.ToString()];
        return JsonAsync(ExitCode.Done, key is not null && File.Exists(PathOf(key)) ? [.. args, "--log-key", PathOf(key)] : args);
    }

    private string[] Cosign(string witness, string folder, params string[] more) =>
    [
        "witness", "cosign", PathOf(folder), "--witness-key", PathOf($"{witness}.key"), "--memory", PathOf($"{witness}.memory"), "--to",
        PathOf($"{witness}.note"), .. more,
    ];

    private async Task<string> CosignAsync(int code, string witness, string folder, params string[] more)
    {
        var run = await RunAsync(Cosign(witness, folder, more));
        Assert.True(run.Code == code, $"{run.Code}: {run.Error}{run.Out}");
        return run.Error;
    }

    // As a publisher makes it that holds the headers, honest or not.
    private async Task PublishTreeAsync(string folder, FakeChain chain, ulong height, ulong? spoil = null)
    {
        using var tiles = await TileFolder.OpenAsync(PathOf(folder), chain.Genesis);
        for (ulong at = 0; at <= height; at++)
        {
            tiles.Append(at == spoil ? chain.Block(0)!.Hash : chain.Block(at)!.Hash);
        }

        var head = chain.Block(height)!;
        await tiles.PublishAsync(LogCheckpoint.OriginOf(chain.Genesis.ChainId), head.HeaderBytes.ToByteArray(), head.Certificate, null);
    }

    private Task PolicyAsync(string name, int quorum, params (string Key, string Note)[] witnesses) => File.WriteAllTextAsync(
        PathOf(name),
        new JsonObject
        {
            ["version"] = 1,
            ["quorum"] = quorum,
            ["max_age_s"] = 3600,
            ["witnesses"] = new JsonArray(
                [.. witnesses.Select(one => new JsonObject { ["key"] = one.Key, ["note"] = one.Note })]),
        }.ToJsonString());

    private static async Task<ProgramRun> SecondAsync(params string[] args)
    {
        var script = Path.Combine(Repository.Root, "tests/Ledger.Cli.Tests/Witnesses/log.py");
        var run = await ProgramRun.InAsync(Repository.Root, "python3", [script, .. args]);
        Assert.True(run.Succeeded, run.Said);
        return run;
    }
}
