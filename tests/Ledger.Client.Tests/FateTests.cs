using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Client.Tests;

/// <summary>What a client takes for a transaction's fate: only what landed, or what a final state shows never did.</summary>
public sealed class FateTests : ClientFixture
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    public static TheoryData<RefusalCode> RefusedBeforeLanding => new(
        RefusalCode.Expired, RefusalCode.Duplicate, RefusalCode.BadSignature, RefusalCode.UnknownSigner, RefusalCode.WrongAlgorithm,
        RefusalCode.BlockFull, RefusalCode.None);

    // The attack: a lying proposer orders landed bytes again, and a lying node shows the copy's certified receipt.
    [Theory]
    [MemberData(nameof(RefusedBeforeLanding))]
    public async Task A_copys_receipt_is_nobodys_fate(RefusalCode code)
    {
        var transaction = Build();
        Chain.Land([transaction]);
        Assert.True((await Client.SubmitSignedAsync(transaction.Bytes)).IsDone);

        Chain.OrderCopy(transaction, code);
        await RefusedAs(VerificationFailure.NotLanded, () => Client.SubmitSignedAsync(transaction.Bytes));
        await RefusedAs(
            VerificationFailure.NotLanded, () => Client.SubmitSignedAsync(transaction.Bytes, new SubmitOptions { Verify = false }));
        await RefusedAs(VerificationFailure.NotLanded, () => Client.AwaitFinalAsync(transaction.Id));
        await RefusedAs(VerificationFailure.NotLanded, () => Client.GetTransactionAsync(transaction.Id));
    }

    [Fact]
    public async Task A_copys_receipt_is_not_the_first_outcome_of_a_business_key()
    {
        var first = Build();
        Chain.Land([first]);
        Chain.OrderCopy(first, RefusalCode.Expired);
        Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.Repeated, FirstTransaction = ByteString.CopyFrom(first.Id.ToArray()) };
        await RefusedAs(VerificationFailure.NotLanded, () => Client.SubmitAsync(AnyCall()));
    }

    [Theory]
    [InlineData(Fate.Unknown)]
    [InlineData(Fate.Pending)]
    [InlineData(Fate.Expired)]
    public async Task The_first_of_a_repeated_one_was_done(Fate fate)
    {
        var first = Build();
        Chain.Land([first]);
        Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.Repeated, FirstTransaction = ByteString.CopyFrom(first.Id.ToArray()) };
        Node.Transaction = status => status.Fate = status.TransactionId.Span.SequenceEqual(first.Id.ToArray()) ? fate : status.Fate;
        await RefusedAs(VerificationFailure.FirstNotDone, () => Client.SubmitAsync(AnyCall()));
    }

    [Fact]
    public async Task The_first_of_a_repeated_one_was_not_refused()
    {
        var first = Build();
        Chain.Land([first], _ => new Receipt { Code = (uint)RefusalCode.NotPermitted });
        Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.Repeated, FirstTransaction = ByteString.CopyFrom(first.Id.ToArray()) };
        await RefusedAs(VerificationFailure.FirstNotDone, () => Client.SubmitAsync(AnyCall()));
    }

    [Fact]
    public async Task An_event_is_one_of_a_transaction_that_landed()
    {
        var transaction = Build();
        Chain.Land([transaction]);
        var copy = Chain.OrderCopy(transaction, RefusalCode.Duplicate);
        Node.Event = record => record.Height = copy.Header.Height;
        await RefusedAs(VerificationFailure.NotLanded, async () => await Client.SubscribeAsync().GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task What_landed_under_another_signature_is_not_what_was_sent()
    {
        var (sent, other) = (Build(), (SignedTransaction?)null);
        var again = Transaction.Parser.ParseFrom(sent.Bytes.Span);
        again.Signature.Value = ByteString.CopyFrom(again.Signature.Value.Reverse().ToArray());
        Assert.False(
            TransactionReader.TryRead(
                again.ToByteArray(), Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out other).IsRefused);
        Chain.Land([other!]);

        await RefusedAs(VerificationFailure.OtherSignature, () => Client.SubmitSignedAsync(sent.Bytes));
        Assert.True((await Client.AwaitFinalAsync(sent.Id)).IsProven); // who knows the id alone asks for what stands under it
    }

    [Fact]
    public async Task Bytes_that_come_too_late_now_may_have_landed_in_time()
    {
        var transaction = Build();
        Chain.Land([transaction]);
        Chain.TimeAhead = DayMs;
        Chain.Put();
        Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.Expired, "too late"));
        Assert.True((await Client.SubmitSignedAsync(transaction.Bytes)).IsDone);
    }

    [Fact]
    public async Task An_expiry_is_proven_by_the_state()
    {
        var transaction = Build();
        Chain.TimeAhead = DayMs;
        Chain.Put();
        Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.Expired, "too late"));
        Assert.True(await Client.SubmitSignedAsync(transaction.Bytes) is { Fate: Fate.Expired, IsProven: true });
        Assert.True(await Client.AwaitFinalAsync(transaction.Id, transaction.Body.NotAfter) is { Fate: Fate.Expired, IsProven: true });

        // Of the id alone nobody can tell when it would end.
        Node.Transaction = status => status.Fate = Fate.Expired;
        Assert.True(await Client.GetTransactionAsync(transaction.Id) is { Fate: Fate.Expired, IsProven: false });
    }

    [Fact]
    public async Task An_expiry_after_a_long_pause_is_proven_by_the_block_that_ended_it()
    {
        var transaction = Build();
        var before = Chain.Head;
        Chain.TimeAhead = 5 * DayMs;
        var after = Chain.Put();
        Assert.Equal(before.Hash, after.Header.Previous);
        Assert.True((await Client.AwaitFinalAsync(transaction.Id, transaction.Body.NotAfter)).IsProven);

        Node.Transaction = status => status.HeaderBefore = ByteString.Empty;
        await LiesAboutExpiry(VerificationFailure.NotExpired, transaction);
        Node.Transaction = status => status.HeaderBefore = ByteString.CopyFrom((before.Header with { Time = 1 }).Encode());
        await LiesAboutExpiry(VerificationFailure.NotExpired, transaction);

        // A block later the entry may have been deleted.
        Node.Transaction = _ => { };
        Chain.Put();
        await LiesAboutExpiry(VerificationFailure.NotExpired, transaction);
    }

    [Fact]
    public async Task An_expiry_of_what_landed_is_a_lie()
    {
        var transaction = Build();
        Chain.Land([transaction]);
        var early = Chain.Head;
        Chain.TimeAhead = DayMs;
        var late = Chain.Put();

        void Say(Digest id, FakeBlock at, TransactionStatus status)
        {
            status.Fate = Fate.Expired;
            status.NotAfter = transaction.Body.NotAfter;
            Server.Service.ProveExpired(status, id, at);
        }

        Node.Transaction = status => Say(transaction.Id, late, status);
        Assert.Contains(
            "has landed", (await LiesAboutExpiry(VerificationFailure.NotExpired, transaction)).Message, StringComparison.Ordinal);
        Node.Transaction = status => Say(transaction.Id, early, status);
        await LiesAboutExpiry(VerificationFailure.NotExpired, transaction);
        Node.Transaction = status => Say(Build().Id, late, status);
        await LiesAboutExpiry(VerificationFailure.StateProof, transaction);
        Node.Transaction = status =>
        {
            Say(transaction.Id, late, status);
            status.Absence = null;
        };
        await LiesAboutExpiry(VerificationFailure.Missing, transaction);
        Node.Transaction = status =>
        {
            Say(transaction.Id, late, status);
            status.Absence = Chain.State.Prove(LandedTransactions.Key(status.NotAfter, transaction.Id), 1).ToMessage();
        };
        await LiesAboutExpiry(VerificationFailure.StateProof, transaction);
    }

    private Task<VerificationException> LiesAboutExpiry(VerificationFailure failure, SignedTransaction transaction) =>
        RefusedAs(failure, () => Client.AwaitFinalAsync(transaction.Id, transaction.Body.NotAfter));

    private SignedTransaction Build()
    {
        using var signer = Keys.Pair(100).CreateSigner();
        var built = Transactions.TransactionBuilder.Build(
            Chain.Genesis, new ClientSigner(default, signer), [AnyCall()], [], Chain.Head.Header.Time + 60_000);
        Assert.False(
            TransactionReader.TryRead(
                built.Bytes.Memory, Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out var read).IsRefused);
        return read!;
    }
}
