using System.Runtime.InteropServices;
using Google.Protobuf;
using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Storage;
using Ledger.TestConsortium;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Execution.Tests;

/// <summary>
/// A contract that fails, or would break an invariant, costs its own transaction and nothing else; what this machine did stops the node.
/// </summary>
public class ContainmentTests
{
    private const string Faulty = "faulty";

    public static TheoryData<string> Contained => new(Faults.Where(fault => !fault.Value.IsHost).Select(fault => fault.Key));

    public static TheoryData<string> Host => new(Faults.Where(fault => fault.Value.IsHost).Select(fault => fault.Key));

    private static readonly Dictionary<string, (Func<Exception> Make, bool IsHost)> Faults = new(StringComparer.Ordinal)
    {
        ["argument"] = (() => new ArgumentOutOfRangeException("x"), false),
        ["null reference"] = (() => new NullReferenceException(), false),
        ["index"] = (() => new IndexOutOfRangeException(), false),
        ["overflow"] = (() => new OverflowException(), false),
        ["key"] = (() => new KeyNotFoundException(), false),
        ["corrupt record"] = (() => new InvalidDataException(), false),
        ["bytes that are no message"] = (NoMessage, false),
        ["operation"] = (() => new InvalidOperationException(), false),
        ["several"] = (() => new AggregateException(new FormatException(), new DivideByZeroException()), false),
        ["of its own kind"] = (() => new RulesAreWrongException(), false),
        ["memory"] = (() => new OutOfMemoryException(), true),
        ["stack"] = (() => new InsufficientExecutionStackException(), true),
        ["store"] = (() => new StorageException(StorageError.Device, "x"), true),
        ["store within"] = (() => new InvalidOperationException("x", new StorageException(StorageError.Device, "x")), true),
        ["store among several"] = (
            () => new AggregateException(new FormatException(), new StorageException(StorageError.Device, "x")), true),
        ["file"] = (() => new IOException(), true),
        ["closed"] = (() => new ObjectDisposedException("store"), true),
        ["cancelled"] = (() => new OperationCanceledException(), true),
        ["interrupted"] = (() => new ThreadInterruptedException(), true),
        ["a library that is missing"] = (() => new DllNotFoundException(), true),
        ["a method that is missing"] = (() => new MissingMethodException(), true),
        ["native code"] = (() => new SEHException(), true),
    };

    [Theory]
    [MemberData(nameof(Contained))]
    public void A_contract_that_throws_costs_its_transaction_alone(string name)
    {
        var chain = Chain(Throwing(Faults[name].Make));
        var (before, bad, after) = (Good(), Marked(), Good());
        var block = chain.Apply(TestChain.Batch(before, bad, after));
        Assert.Equal([RefusalCode.None, RefusalCode.ContractFault, RefusalCode.None], Codes(block));
        Assert.Equal("The contract failed on this call. Nothing of the transaction was done.", block.Transactions[1].Receipt.Detail);
        Assert.Equal(1u, block.Transactions[1].Receipt.FailedCall);
        Assert.NotNull(block.Transactions[1].Fault);
        Assert.Equal((1UL, 1), chain.Chain.Blocks.FindTransaction(TestChain.Read(bad).Id));
    }

    [Theory]
    [MemberData(nameof(Host))]
    public void What_this_machine_did_stops_the_node_and_writes_nothing(string name)
    {
        var chain = Chain(Throwing(Faults[name].Make));
        var thrown = Assert.ThrowsAny<Exception>(() => chain.Execute(TestChain.Batch(Good(), Marked())));
        Assert.Equal(Faults[name].Make().GetType(), thrown.GetType());
        Assert.Equal(0UL, chain.Chain.Head.Height);
    }

    [Fact]
    public void What_a_failed_transaction_wrote_is_dropped_and_its_business_key_stays_free()
    {
        var before = new ExecutedChain().Done();
        var chain = Chain(Throwing(() => new InvalidOperationException()));
        var block = chain.Apply(TestChain.Batch(Marked(body => body.BusinessKey = ByteString.CopyFrom(new byte[16]))));
        Assert.Equal(before, chain.Done());
        Assert.Empty(block.Transactions[0].Receipt.Events);
        Assert.Equal(
            [RefusalCode.None], chain.Codes(TestChain.Sign(TestChain.Body(body => body.BusinessKey = ByteString.CopyFrom(new byte[16])))));
    }

    [Fact]
    public void Nodes_that_see_different_exceptions_make_the_same_block()
    {
        var batch = TestChain.Batch(Good(), Marked(), Good());
        var (one, other) = (Chain(Throwing(() => new FormatException("here"))), Chain(Throwing(() => new OverflowException("there"))));
        Assert.Equal(one.Apply(batch).Hash, other.Apply(batch).Hash);
    }

    [Fact]
    public void A_broken_invariant_costs_its_transaction_alone()
    {
        var chain = Chain((call, context) =>
        {
            if (IsMarked(call))
            {
                var id = new byte[GuaranteeTables.IdBytes];
                var guarantee = new GuaranteeRecord { GuaranteeId = ByteString.CopyFrom(id), State = GuaranteeState.Claimed, PaidFen = 1 };
                context.Record(GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(id), guarantee, "guarantee.paid");
                return Refused.No;
            }

            return ContractDispatcher.Execute(call, context);
        });
        var block = chain.Apply(TestChain.Batch(Good(), Marked(), Good()));
        Assert.Equal([RefusalCode.None, RefusalCode.InvariantBroken, RefusalCode.None], Codes(block));
        Assert.Contains("is paid", block.Transactions[1].Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("is paid", block.Transactions[1].Receipt.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_fails_under_a_contract_stops_the_node_even_where_the_contract_hides_it()
    {
        var store = new MemoryStore();
        var chain = new ExecutedChain(store, (call, context) =>
        {
            if (IsMarked(call))
            {
                store.Dispose();
                try
                {
                    context.State.Get(MembershipTables.Members.Key("never read before"));
                }
                catch (ObjectDisposedException)
                {
                    return Refused.No;
                }
            }

            return ContractDispatcher.Execute(call, context);
        });
        Assert.Throws<StorageException>(() => chain.Execute(TestChain.Batch(Marked())));
    }

    [Theory]
    [InlineData(RefusalCode.None, 7)]
    [InlineData(RefusalCode.ReceiptTooLarge, 9)]
    public void Events_are_bounded_for_a_transaction(RefusalCode expected, int events)
    {
        var block = Chain(Stating(events)).Apply(TestChain.Batch(Marked()));
        Assert.Equal([expected], Codes(block));
        Assert.InRange(block.Transactions[0].ReceiptBytes.Length, 1, ReceiptLimits.EventBytesMax);
    }

    [Fact]
    public void What_a_block_has_no_room_for_has_not_landed_and_lands_later()
    {
        var chain = Chain(Stating(7));
        var transactions = Enumerable.Range(0, 6).Select(_ => Marked()).ToArray();
        var block = chain.Apply(TestChain.Batch(transactions));
        Assert.Equal([.. Enumerable.Repeat(RefusalCode.None, 4), .. Enumerable.Repeat(RefusalCode.BlockFull, 2)], Codes(block));
        Assert.InRange(chain.Chain.Blocks.GetBlock(1)!.CalculateSize(), 1, 4 * 1024 * 1024);
        Assert.Null(chain.Chain.Blocks.FindTransaction(TestChain.Read(transactions[5]).Id));
        Assert.Equal([RefusalCode.None, RefusalCode.None], chain.Codes(transactions[4..]));
    }

    [Fact]
    public void A_copy_after_one_without_room_may_land()
    {
        var chain = Chain((call, context) => IsMarked(call) ? Stating(7)(call, context) : ContractDispatcher.Execute(call, context));
        var full = Enumerable.Range(0, 4).Select(_ => Marked()).ToArray();
        var late = Marked();
        Assert.Equal(
            [.. Enumerable.Repeat(RefusalCode.None, 4), RefusalCode.BlockFull, RefusalCode.BlockFull], chain.Codes([.. full, late, late]));
    }

    [Fact]
    public void A_batch_of_very_many_refusals_makes_a_block_that_can_be_served()
    {
        var chain = new ExecutedChain();
        var batch = new Batch { Proposer = ByteString.CopyFrom(TestChain.ValidatorId(0).ToArray()) };
        batch.Transactions.AddRange(Enumerable.Repeat(ByteString.Empty, 48_000));
        var block = chain.Apply(batch.ToByteArray());
        Assert.Equal(48_000, block.Transactions.Count);
        Assert.InRange(chain.Chain.Blocks.GetBlock(1)!.CalculateSize(), 1, 3 * 1024 * 1024);
    }

    [Fact]
    public void A_batch_over_the_chains_limit_is_an_empty_block_that_keeps_none_of_it()
    {
        var chain = new ExecutedChain();
        var batch = TestChain.Batch([.. Enumerable.Range(0, 2).Select(_ => new byte[60_000])]);
        Assert.Empty(chain.Apply(batch).Transactions);
        Assert.Empty(chain.Chain.Blocks.GetBlock(1)!.Batch);
        using var replay = new TestReplay();
        Assert.Null(replay.Check(chain.Chain.Blocks.GetBlock(1)!, null));
    }

    [Fact]
    public void A_detail_is_never_cut_inside_a_character()
    {
        var chain = Chain((_, _) => new Refused(RefusalCode.BadText, new string('x', Refused.DetailCharsMax - 1) + "\U0001F600"));
        var receipt = chain.Apply(TestChain.Batch(Good())).Transactions[0].Receipt;
        Assert.Equal(new string('x', Refused.DetailCharsMax - 1), receipt.Detail);
    }

    private static ExecutedChain Chain(CallHandler calls) => new(new MemoryStore(), calls);

    private static IEnumerable<RefusalCode> Codes(ExecutedBlock block) => block.Transactions.Select(one => (RefusalCode)one.Receipt.Code);

    private static byte[] Good() => TestChain.Sign(TestChain.Body());

    // The second of two calls is the one that fails, so that the first has written something.
    private static byte[] Marked(Action<TxBody>? change = null) => TestChain.Sign(TestChain.Body(body =>
    {
        var call = TestChain.Body().Calls[0];
        call.Tender.CreateProject.Name = Faulty;
        body.Calls.Add(call);
        change?.Invoke(body);
    }));

    private static bool IsMarked(Call call) => call.Tender.CreateProject.Name == Faulty;

    private static CallHandler Throwing(Func<Exception> fault) =>
        (call, context) => IsMarked(call) ? throw fault() : ContractDispatcher.Execute(call, context);

    // Each event has 64 KiB of record.
    private static CallHandler Stating(int events) => (call, context) =>
    {
        if (!IsMarked(call))
        {
            return ContractDispatcher.Execute(call, context);
        }

        for (var i = 0; i < events; i++)
        {
            context.Record(
                MembershipTables.Members,
                MembershipTables.Members.Key($"{i}"),
                new Member { Name = new string('n', (64 * 1024) - 8) },
                "member.changed");
        }

        return ContractDispatcher.Execute(call, context);
    };

    private static Exception NoMessage()
    {
        try
        {
            Member.Parser.ParseFrom([0xFF]);
        }
        catch (InvalidProtocolBufferException e)
        {
            return e;
        }

        throw new InvalidOperationException("0xFF is a message.");
    }

    private sealed class RulesAreWrongException : Exception;
}
