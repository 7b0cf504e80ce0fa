using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli.Tests;
using Ledger.FakeNode;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;

namespace Ledger.Anchor.Tests;

/// <summary>
/// An anchor by the commands alone: keys, the contract, votes, a checkpoint, a change of the validators, and what it proves.
/// </summary>
public sealed class AnchorCommandTests : CliFixture
{
    private static readonly byte[] Id = [.. Enumerable.Repeat((byte)7, 16)];
    private readonly Anvil _anvil = new();

    private protected override FakeChain NewChain() => new(Crypto.CryptoSuite.Guomi, 0, 1, 2, 3);

    public override async Task InitializeAsync()
    {
        await _anvil.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _anvil.DisposeAsync();
    }

    [Fact]
    public async Task Co_signers_sign_a_service_anchors_and_a_guarantee_is_proven_on_the_other_chain()
    {
        var keys = new List<string>();
        foreach (var name in new[] { "a", "b", "c", "account" })
        {
            keys.Add((string)(await JsonAsync(ExitCode.Done, "anchor", "key", "--out", PathOf(name)))["evm_address"]!);
        }

        await _anvil.AskAsync("anvil_setBalance", keys[3], "0x56bc75e2d63100000");
        string[] deploy =
        [
            "anchor", "deploy", "--rpc", Rpc, "--account", PathOf("account"), "--memory", PathOf("anchor.json"), "--artifact",
            Anvil.ArtifactOf("LedgerAnchorGuomi"),
        ];
        Assert.Contains("more than two thirds", (await RunAsync(deploy)).Error, StringComparison.Ordinal);
        Announce(keys[..3]);
        Server.Chain.Put((GuaranteeTables.Guarantees.Key(Id), new Guarantee
        {
            GuaranteeId = ByteString.CopyFrom(Id),
            State = GuaranteeState.Revealed,
            Terms = new GuaranteeTerms { AmountFen = 80_000_000, ValidUntil = long.MaxValue / 2, SectionCode = "S-1" },
        }));
        var made = await JsonAsync(ExitCode.Done, deploy);
        Assert.Equal(ExitCode.Usage, (await RunAsync(deploy)).Code); // the memory is there
        Grow(10);

        // Two are not enough; with the third it goes, and once only.
        await SignAsync("a", "--first");
        await SignAsync("b", "--first");
        Assert.Equal("Nothing", (string?)(await SubmitAsync())["step"]);
        await SignAsync("c", "--first");
        Assert.Equal("nothing to sign", (await RunAsync("anchor", "sign", "--cosigner-key", PathOf("a"), "--memory", PathOf("a.memory"),
            "--to", PathOf("a.votes"), "--every", "10")).Out.Split('\n')[0].Trim());
        Assert.Equal("Sent", (string?)(await SubmitAsync())["step"]);
        Assert.Equal("Settled", (string?)(await SubmitAsync())["step"]);
        Assert.Equal("Nothing", (string?)(await SubmitAsync())["step"]);
        var stood = await GuaranteeAsync(ExitCode.Done, Convert.ToHexStringLower(Id));
        Assert.Equal(("Live", "S-1"), ((string?)stood["standing"], (string?)stood["section_code"]));
        Assert.Equal((string?)made["evm_address"], (string?)stood["evm_address"]);
        Assert.Contains("there was no guarantee", (await RunAsync(Guarantee(new string('1', 32)))).Error, StringComparison.Ordinal);

        // One validator leaves: the three that stay sign for what comes, of a larger part of the votes.
        Server.Chain.ChangeValidators(0, 1, 2);
        Grow(10);
        await Task.WhenAll(SignAsync("a"), SignAsync("b"), SignAsync("c"));
        Assert.Equal("Sent", (string?)(await SubmitAsync())["step"]);
        Assert.Equal("Settled", (string?)(await SubmitAsync())["step"]);
        Assert.Equal("20", (await GuaranteeAsync(ExitCode.Done, Convert.ToHexStringLower(Id)))["height"]!.ToJsonString().Trim('"'));
    }

    [Fact]
    public async Task A_co_signer_signs_no_second_branch_and_its_files_are_named_where_they_will_not_do()
    {
        Announce([(string)(await JsonAsync(ExitCode.Done, "anchor", "key", "--out", PathOf("a")))["evm_address"]!]);
        Grow(10);
        Assert.Contains("begins with --first", await RefusedAsync("a"), StringComparison.Ordinal);
        await SignAsync("a", "--first");
        Assert.Contains("leave out --first", await RefusedAsync("a", "--first"), StringComparison.Ordinal);
        await SignAsync("a", "--height", "3"); // one below is on the same branch
        var other = await FakeNodeServer.StartAsync(chain: NewChain());
        await using (other)
        {
            Set("LEDGER_NODE", other.Address.ToString());
            for (var i = 0; i < 30; i++)
            {
                other.Chain.Put((MembershipTables.Members.Key($"other {i}"), new Member()));
            }

            Assert.Contains("the chain has forked", await RefusedAsync("a"), StringComparison.Ordinal);
            Set("LEDGER_NODE", Server.Address.ToString());
        }

        await File.WriteAllTextAsync(PathOf("a.memory"), "10 x\n");
        Assert.Contains("is damaged", await RefusedAsync("a"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("none"), "no key\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("none"), UnixFileMode.UserRead);
        }

        Assert.Contains("is no key of", await RefusedAsync("none"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf("a.votes"), "{}");
        var refused = await RefusedAsync("a", "--memory", PathOf("new"), "--first");
        Assert.Contains("holds no votes of this key", refused, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await RunAsync(Guarantee(new string('1', 32)))).Code); // no memory
        await File.WriteAllTextAsync(PathOf("anchor.json"), "{}");
        Assert.Equal(ExitCode.NotVerified, (await RunAsync(Guarantee(new string('1', 32)))).Code);
        AnchorMemory.Begin(PathOf("silent.json"), Server.Chain.Genesis.ChainId, new EvmAddress(new byte[20]), []);
        var silent = await RunAsync(
            "anchor", "guarantee", new string('1', 32), "--rpc", "http://127.0.0.1:1", "--memory", PathOf("silent.json"));
        Assert.True(silent.Code == ExitCode.Unreachable, silent.Error);
    }

    private string Rpc => _anvil.Address.ToString();

    // As the contract writes it; the fake chain takes every call and executes none.
    private void Announce(IReadOnlyList<string> addresses)
    {
        var key = MembershipTables.Validators.Key(MembershipTables.Current);
        var set = ValidatorSet.Parser.ParseFrom(Server.Chain.State.Get(key));
        var three = Keys.Set(Server.Chain.Genesis.Hasher, [0, 1, 2]).Validators.Select(one => one.Id).ToList();
        Server.Chain.Put((MembershipTables.Cosigners.Key(MembershipTables.Current), new CosignerKeys
        {
            Keys =
            {
                set.Validators.Where(one => three.Contains(one.Id)).Zip(addresses, (one, address) => new Protocol.V1.CosignerKey
                {
                    ValidatorId = one.Id,
                    Address = ByteString.CopyFrom(Convert.FromHexString(address[2..])),
                }),
            },
        }));
    }

    private void Grow(ulong toMultiple)
    {
        do
        {
            Server.Chain.Put((MembershipTables.Members.Key("more"), new Member { Name = $"{Server.Chain.Head.Header.Height}" }));
        }
        while (Server.Chain.Head.Header.Height % toMultiple != 0);
    }

    private string[] Sign(string key, params string[] more) =>
    [
        "anchor", "sign", "--cosigner-key", PathOf(key), "--to", PathOf($"{key}.votes"), "--every", "10",
        .. more.Contains("--memory") ? [] : new[] { "--memory", PathOf($"{key}.memory") }, .. more,
    ];

    private Task<JsonObject> SignAsync(string key, params string[] more) => JsonAsync(ExitCode.Done, Sign(key, more));

    private async Task<string> RefusedAsync(string key, params string[] more)
    {
        var (code, _, error) = await RunAsync(Sign(key, more));
        Assert.NotEqual(ExitCode.Done, code);
        return error;
    }

    private Task<JsonObject> SubmitAsync() => JsonAsync(
        ExitCode.Done, "anchor", "submit", "--rpc", Rpc, "--account", PathOf("account"), "--memory", PathOf("anchor.json"), "--votes",
        PathOf("a.votes"), PathOf("b.votes"), PathOf("c.votes"), "--confirmations", "1");

    private string[] Guarantee(string id) => ["anchor", "guarantee", id, "--rpc", Rpc, "--memory", PathOf("anchor.json")];

    private Task<JsonObject> GuaranteeAsync(int code, string id) => JsonAsync(code, Guarantee(id));
}
