using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Anchor.Tests;

/// <summary>A service that anchors, on an anvil that loses transactions, takes blocks back and is slow.</summary>
public sealed class AnchorServiceTests : IAsyncLifetime
{
    private const int Confirmations = 3;
    private readonly Anvil _anvil = new();
    private readonly FakeChain _chain = new();
    private readonly Clock _clock = new();
    private readonly CosignerKey[] _keys = [.. Enumerable.Range(0, 5).Select(_ => CosignerKey.Generate())];
    private readonly CosignerKey _account = CosignerKey.Generate();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private Func<ulong, IReadOnlyList<Cosigner>> _setAt;
    private AnchorContract _contract = null!;

    public AnchorServiceTests() => _setAt = _ => SetOf(0, 1, 2, 3);

    public async Task InitializeAsync()
    {
        await _anvil.InitializeAsync();
        await _anvil.AskAsync("anvil_setBalance", _account.Address.ToString(), "0x56bc75e2d63100000");
        for (var i = 0; i < 9; i++)
        {
            _chain.Put((MembershipTables.Members.Key($"{i}"), new Member()));
        }

        _contract = await AnchorContract.DeployAsync(
            _anvil.Web3, Anvil.ArtifactOf("LedgerAnchorInternational"), _chain.Genesis.ChainId, SetOf(0, 1, 2, 3), default);
        AnchorMemory.Begin(Memory, _chain.Genesis.ChainId, _contract.Address, SetOf(0, 1, 2, 3));
        await ByHandAsync();
    }

    public async Task DisposeAsync()
    {
        await _anvil.DisposeAsync();
        _chain.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_a_quorum_signed_is_anchored_once_whatever_is_started_again()
    {
        Assert.Equal(AnchorStep.Nothing, (await StepAsync(Votes(3, 0, 1))).Step);
        var votes = Votes(3, 0, 1, 2);
        Assert.Equal((AnchorStep.Sent, 3UL), Of(await StepAsync(votes)));
        Assert.Equal((AnchorStep.SentAgain, 3UL), Of(await StepAsync(votes))); // a service that has ended and began again
        await MineAsync(1);
        Assert.Equal(new AnchorOutcome(AnchorStep.Waiting, 3, 1), await StepAsync(votes));
        await MineAsync(2);
        Assert.Equal(new AnchorOutcome(AnchorStep.Settled, 3, 3), await StepAsync(votes));
        Assert.Equal((AnchorStep.Nothing, 3UL), Of(await StepAsync(votes)));
        Assert.Equal((AnchorStep.Sent, 7UL), Of(await StepAsync([.. Votes(5, 0, 1, 2), .. Votes(7, 1, 2, 3), .. Votes(9, 0, 1)])));
        await MineAsync(Confirmations);
        Assert.Equal((AnchorStep.Settled, 7UL), Of(await StepAsync([])));
        Assert.Equal([3UL, 7UL], await AnchoredAsync());
    }

    [Fact]
    public async Task What_the_node_lost_is_sent_again_and_what_it_leaves_lying_is_sent_for_more()
    {
        var votes = Votes(3, 0, 1, 2);
        await StepAsync(votes);
        await _anvil.AskAsync("anvil_dropAllTransactions");
        Assert.Equal(AnchorStep.SentAgain, (await StepAsync(votes)).Step);
        var before = await PoolAsync();
        _clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(AnchorStep.SentDearer, (await StepAsync(votes)).Step);
        Assert.Equal(AnchorStep.SentAgain, (await StepAsync(votes)).Step);
        var after = await PoolAsync();
        Assert.Equal(before.Nonce, after.Nonce);
        Assert.True(after.GasPrice.Value * 100 >= before.GasPrice.Value * 125);
        await MineAsync(Confirmations);
        Assert.Equal(AnchorStep.Settled, (await StepAsync(votes)).Step);
        Assert.Equal([3UL], await AnchoredAsync());
    }

    [Fact]
    public async Task The_cheaper_one_may_land_after_all()
    {
        var votes = Votes(3, 0, 1, 2);
        await StepAsync(votes);
        var cheaper = AnchorMemory.Open(Memory).State.Pending!.Raw;
        _clock.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(AnchorStep.SentDearer, (await StepAsync(votes)).Step);
        await _anvil.AskAsync("anvil_dropAllTransactions");
        await _anvil.AskAsync("eth_sendRawTransaction", $"0x{cheaper}");
        await MineAsync(Confirmations);
        Assert.Equal((AnchorStep.Settled, 3UL), Of(await StepAsync(votes)));
    }

    [Fact]
    public async Task A_block_that_the_other_chain_takes_back_is_anchored_again_before_and_after_it_was_settled()
    {
        var votes = Votes(3, 0, 1, 2);
        await StepAsync(votes);
        await MineAsync(2);
        Assert.Equal(AnchorStep.Waiting, (await StepAsync(votes)).Step);
        await _anvil.AskAsync("anvil_rollback", 2);
        Assert.Equal(0UL, await _contract.NewestAsync());
        Assert.Equal(AnchorStep.SentAgain, (await StepAsync(votes)).Step);
        await MineAsync(Confirmations);
        Assert.Equal(AnchorStep.Settled, (await StepAsync(votes)).Step);
        await _anvil.AskAsync("anvil_rollback", Confirmations);
        await _anvil.AskAsync("anvil_dropAllTransactions");
        Assert.Equal(AnchorStep.Sent, (await StepAsync(votes)).Step);
        await MineAsync(Confirmations);
        Assert.Equal(AnchorStep.Settled, (await StepAsync(votes)).Step);
        Assert.Equal([3UL], await AnchoredAsync());
    }

    [Fact]
    public async Task Who_was_faster_and_a_nonce_that_was_taken_cost_nothing_but_a_look()
    {
        var votes = Votes(3, 0, 1, 2);
        await StepAsync(votes);
        await _anvil.AskAsync("anvil_dropAllTransactions");
        var other = _anvil.Web3Of(_account.ToSecretLine()[^64..]);
        await other.Eth.TransactionManager.SendTransactionAsync(new TransactionInput
        {
            From = _account.Address.ToString(),
            To = _account.Address.ToString(),
            Value = new HexBigInteger(1),
            Gas = new HexBigInteger(21000),
            GasPrice = new HexBigInteger(3_000_000_000),
        });
        await MineAsync(1);
        Assert.Equal(AnchorStep.Sent, (await StepAsync(votes)).Step); // with the next nonce

        // Another service brings a later block first: ours reverts, and nothing of it is lost.
        var path = Path.Combine(_folder, "other");
        AnchorMemory.Begin(path, _chain.Genesis.ChainId, _contract.Address, SetOf(0, 1, 2, 3));
        var rich = CosignerKey.TryParse($"ledger-cosigner-key {Anvil.RichSecret[2..]}")!;
        await _anvil.AskAsync("anvil_dropAllTransactions");
        await StepAsync(Votes(5, 0, 1, 2), path, rich);
        await MineAsync(1);
        Assert.Equal(AnchorStep.SentAgain, (await StepAsync(votes)).Step);
        await MineAsync(1);
        Assert.Equal((AnchorStep.Nothing, 5UL), Of(await StepAsync(votes)));
        Assert.Equal([5UL], await AnchoredAsync());
    }

    [Fact]
    public async Task The_set_changes_across_an_anchor_and_a_service_that_missed_it_reads_it_from_the_ledger()
    {
        _setAt = height => height < 5 ? SetOf(0, 1, 2, 3) : SetOf(1, 2, 3, 4);
        var old = File.ReadAllBytes(Memory);
        await StepAsync(Votes(5, 0, 1, 2));
        await MineAsync(Confirmations);
        await StepAsync([]);
        Assert.Equal(Cosigner.HashOf(SetOf(1, 2, 3, 4)), await _contract.CosignersAsync());
        Assert.Equal(AnchorStep.Nothing, (await StepAsync(Votes(7, 0, 1, 2))).Step); // of whom one has left
        File.WriteAllBytes(Memory, old);
        Assert.Equal((AnchorStep.Sent, 7UL), Of(await StepAsync(Votes(7, 1, 2, 4))));
        await MineAsync(Confirmations);
        Assert.Equal(AnchorStep.Settled, (await StepAsync([])).Step);
        Assert.Equal([5UL, 7UL], await AnchoredAsync());
    }

    [Fact]
    public async Task What_does_not_belong_together_is_named_and_nothing_is_sent()
    {
        await FaultAsync(
            AnchorFault.OtherBlock, () => StepAsync(Votes(3, (_, vote) => (vote.BlockHash, vote.Next) = (vote.Next, vote.Next))));
        await FaultAsync(
            AnchorFault.OtherSet, () => StepAsync(Votes(3, (_, vote) => vote.Next = Cosigner.HashOf(SetOf(0, 1, 2)))));
        using var other = new FakeChain(Crypto.CryptoSuite.Guomi);
        var service = new AnchorService(
            _anvil.Web3, _account, AnchorMemory.Open(Memory), new FakeHistory(other, _setAt), new AnchorServiceOptions(), _clock);
        await FaultAsync(AnchorFault.OtherLedger, () => service.StepAsync([]));

        // Votes of strangers, of another chain, of one key three times, and with a signature that is another's, count for nothing.
        var genuine = Votes(3, 0, 1, 2);
        var stranger = CosignerKey.Generate();
        foreach (var votes in (IReadOnlyList<CosignerVotes>[])[
            [genuine[0], genuine[1], genuine[2] with { Address = stranger.Address }],
            [genuine[0], genuine[1], genuine[2] with { ChainId = other.Genesis.ChainId }],
            [genuine[0], genuine[0], genuine[0]],
            [genuine[0], genuine[1], genuine[1] with { Address = genuine[2].Address }]])
        {
            Assert.Equal(AnchorStep.Nothing, (await StepAsync(votes)).Step);
        }

        Assert.Null(AnchorMemory.Open(Memory).State.Pending);
    }

    [Fact]
    public void Files_of_votes_and_memories_are_read_strictly()
    {
        var votes = Votes(3, 0)[0].With(Votes(5, 0)[0].Votes[0]).With(Votes(5, 0)[0].Votes[0]);
        var bytes = votes.Encode();
        Assert.Equal(votes.Votes, CosignerVotes.TryRead(bytes)!.Votes);
        for (var height = 100UL; height < 200; height++)
        {
            votes = votes.With(votes.Votes[0] with { Height = height });
        }

        Assert.Equal((CosignerVotes.VotesMax, 199UL), (votes.Votes.Count, votes.Votes[^1].Height));
        Assert.NotNull(CosignerVotes.TryRead(votes.Encode()));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        foreach (var (from, to) in new[]
        {
            ("\"version\":1", "\"version\":2"), ("\"height\":\"3\"", "\"height\":\"6\""), ("\"height\":\"3\"", "\"height\":3"),
            ("\"height\":\"3\"", "\"height\":\"-3\""), ("0x", "1x"), ("\"votes\":[", "\"more\":1,\"votes\":["),
            ("\"r\":", "\"version\":"), ("{\"version\"", "[{\"version\""), ("\"vs\":\"", "\"vs\":\"0"),
        })
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            Assert.Null(CosignerVotes.TryRead(System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))));
        }

        Assert.Null(CosignerVotes.TryRead(new byte[CosignerVotes.BytesMax + 1]));
        Assert.Throws<IOException>(() => AnchorMemory.Begin(Memory, _chain.Genesis.ChainId, _contract.Address, []));
        var memory = File.ReadAllText(Memory);
        foreach (var (from, to) in new[] { ("\"version\": 1", "\"version\": 2"), ("0x", "1x"), ("\"pending\"", "\"more\""), ("{", "") })
        {
            File.WriteAllText(Memory, memory.Replace(from, to, StringComparison.Ordinal));
            Assert.Throws<InvalidDataException>(() => AnchorMemory.Open(Memory));
        }
    }

    private string Memory => Path.Combine(_folder, "memory");

    private static (AnchorStep Step, ulong Height) Of(AnchorOutcome outcome) => (outcome.Step, outcome.Height);

    private static async Task FaultAsync(AnchorFault fault, Func<Task> act) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<AnchorException>(act)).Fault);

    private Cosigner[] SetOf(params int[] members) => [.. members.Select(member => new Cosigner(_keys[member].Address, 100))];

    private Task<AnchorOutcome> StepAsync(
        IReadOnlyList<CosignerVotes> votes, string? memory = null, CosignerKey? account = null) =>
        new AnchorService(
            _anvil.Web3, account ?? _account, AnchorMemory.Open(memory ?? Memory), new FakeHistory(_chain, _setAt),
            new AnchorServiceOptions(Confirmations), _clock).StepAsync(votes);

    private CosignerVotes[] Votes(ulong height, params int[] members) => Votes(height, (_, _) => { }, members);

    private CosignerVotes[] Votes(ulong height, Action<int, Signed> change, params int[] members) =>
        [.. (members.Length == 0 ? [0, 1, 2] : members).Select(member =>
        {
            var signed = new Signed { BlockHash = _chain.Block(height)!.Hash, Next = Cosigner.HashOf(_setAt(height)) };
            change(member, signed);
            var vote = _keys[member].Sign(_chain.Genesis.ChainId, height, signed.BlockHash, signed.Next);
            return new CosignerVotes(_chain.Genesis.ChainId, _keys[member].Address, [vote]);
        })];

    private Task ByHandAsync() => _anvil.AskAsync("evm_setAutomine", false);

    private Task MineAsync(int blocks) => _anvil.AskAsync("anvil_mine", $"0x{blocks:x}");

    // The heights that the contract has told of, on the chain as it now is.
    private async Task<IReadOnlyList<ulong>> AnchoredAsync()
    {
        var logs = await _anvil.Web3.Eth.Filters.GetLogs.SendRequestAsync(new NewFilterInput
        {
            Address = [_contract.Address.ToString()],
            FromBlock = BlockParameter.CreateEarliest(),
            ToBlock = BlockParameter.CreateLatest(),
        });
        var anchored = $"0x{Nethereum.Util.Sha3Keccack.Current.CalculateHash("Anchored(uint64,bytes32,bytes32,bytes32,uint64)")}";
        return [.. logs.Where(log => (string)log.Topics[0] == anchored).Select(log => Convert.ToUInt64((string)log.Topics[1], 16))];
    }

    private async Task<Nethereum.RPC.Eth.DTOs.Transaction> PoolAsync()
    {
        var block = await _anvil.Web3.Eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(BlockParameter.CreatePending());
        return Assert.Single(block.Transactions);
    }

    private sealed class Signed
    {
        internal Digest BlockHash { get; set; }

        internal Digest Next { get; set; }
    }

    private sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
