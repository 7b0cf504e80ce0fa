using Ledger.Crypto.Signatures;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Tests;

public sealed class SubmissionTests : ClientFixture
{
    [Fact]
    public async Task A_submission_is_final_with_proof()
    {
        var result = (await Client.SubmitAsync(AnyCall())).EnsureDone();

        Assert.True(result.IsProven);
        Assert.Equal(1UL, result.Height);
        Assert.Equal(Chain.Head.Header.Time, result.BlockTime);
        Assert.Equal(1UL, Client.HeightSeen);
        Assert.Equal(["fake.landed", "other.landed"], result.Receipt!.Events.Select(happened => happened.Type));
    }

    [Fact]
    public async Task The_body_carries_chain_signer_key_and_an_end_in_block_time()
    {
        var businessKey = Enumerable.Range(0, 20).Select(i => (byte)i).ToArray();
        await Client.SubmitAsync(AnyCall(), new SubmitOptions { BusinessKey = businessKey, Lifetime = TimeSpan.FromSeconds(5) });

        var sent = Assert.Single(Node.Submitted);
        Assert.False(
            TransactionReader.TryRead(
                sent, Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out var read).IsRefused);
        Assert.Equal(Chain.Genesis.Content.Time + 5000, read!.Body.NotAfter);
        Assert.Equal(businessKey, read.Body.BusinessKey.ToByteArray());
        Span<bool> valid = stackalloc bool[1];
        new SignatureVerifier().Verify([read.SignatureCheck(Keys.Pair(100).PublicKey)], valid);
        Assert.True(valid[0]);
    }

    [Fact]
    public async Task Transient_failures_resubmit_the_same_bytes()
    {
        Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.MempoolFull, "full"));
        Node.SubmitErrors.Enqueue(new Grpc.Core.RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unavailable, "gone")));

        Assert.True((await Client.SubmitAsync(AnyCall())).IsDone);
        Assert.Equal(3, Node.Submitted.Count);
        Assert.Single(Node.Submitted.Select(Convert.ToHexString).Distinct());
    }

    [Fact]
    public async Task A_lost_answer_is_found_again()
    {
        Node.LandBeforeError = true;
        Node.SubmitErrors.Enqueue(new Grpc.Core.RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unavailable, "lost")));
        Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.Duplicate, "landed already"));

        Assert.True((await Client.SubmitAsync(AnyCall())).IsDone);
        Assert.Equal(1UL, Chain.Head.Header.Height);
    }

    [Fact]
    public async Task Retries_are_bounded()
    {
        for (var i = 0; i < 10; i++)
        {
            Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.MempoolFull, "full"));
        }

        var error = await Assert.ThrowsAsync<RefusedException>(() => Client.SubmitAsync(AnyCall()));
        Assert.Equal(RefusalCode.MempoolFull, error.Code);
        Assert.True(error.IsTransient);
        Assert.Equal(4, Node.Submitted.Count);
    }

    [Fact]
    public async Task A_refusal_comes_with_its_rule_and_remedy_and_is_not_tried_again()
    {
        Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.BadSignature, "the signature does not verify"));

        var error = await Assert.ThrowsAsync<RefusedException>(() => Client.SubmitAsync(AnyCall()));
        Assert.Equal(RefusalCode.BadSignature, error.Code);
        Assert.False(error.IsTransient);
        Assert.Contains(RefusalCatalog.Find(RefusalCode.BadSignature)!.Remedy, error.Message, StringComparison.Ordinal);
        Assert.Single(Node.Submitted);
    }

    [Fact]
    public async Task A_final_refusal_is_a_result()
    {
        Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.SectionNotOpen, Detail = "section X is Announced" };

        var result = await Client.SubmitAsync(AnyCall());
        Assert.False(result.IsDone);
        Assert.Equal(RefusalCode.SectionNotOpen, Assert.Throws<RefusedException>(() => result.EnsureDone()).Code);
    }

    [Fact]
    public async Task A_repeated_business_key_gives_the_first_outcome()
    {
        var first = await Client.SubmitAsync(AnyCall());
        Node.ReceiptOf = _ =>
            new Receipt { Code = (uint)RefusalCode.Repeated, FirstTransaction = Google.Protobuf.ByteString.CopyFrom(first.Id.ToArray()) };

        var second = await Client.SubmitAsync(AnyCall());
        Assert.True(second.IsDone);
        Assert.Equal(first.Id, second.First!.Id);
        Assert.True(second.First.IsProven);
        Assert.Equal(first.Receipt, second.Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_business_key_used_for_other_calls_is_never_done(bool verify)
    {
        var first = await Client.SubmitAsync(AnyCall());
        Node.ReceiptOf = _ =>
            new Receipt
            {
                Code = (uint)RefusalCode.OtherContent,
                FirstTransaction = Google.Protobuf.ByteString.CopyFrom(first.Id.ToArray()),
                Detail = "other calls",
            };

        var second = await Client.SubmitAsync(AnyCall(), new SubmitOptions { Verify = verify });
        Assert.Equal((Fate.Final, false, (uint)RefusalCode.OtherContent), (second.Fate, second.IsDone, second.Outcome!.Code));
        Assert.Null(second.First);
        Assert.Equal(RefusalCode.OtherContent, Assert.Throws<RefusedException>(() => second.EnsureDone()).Code);
    }

    [Fact]
    public async Task What_the_node_forgot_is_submitted_again()
    {
        Node.Forget = true;
        var submitting = Client.SubmitAsync(AnyCall());
        while (Node.Submitted.Count < 2)
        {
            await Task.Delay(1);
        }

        Node.Forget = false;
        var result = await submitting;
        Assert.Contains(result.Fate, (Fate[])[Fate.Final, Fate.Unknown]);
        Assert.Single(Node.Submitted.Select(Convert.ToHexString).Distinct());
    }

    [Fact]
    public async Task An_expiry_that_block_time_denies_is_a_lie()
    {
        Node.Transaction = status => status.Fate = Fate.Expired;
        await RefusedAs(VerificationFailure.NotExpired, () => Client.SubmitAsync(AnyCall()));
    }

    [Fact]
    public async Task An_expiry_that_block_time_bears_out_is_a_result()
    {
        Node.Forget = true;
        Chain.Put();
        var result = await Client.SubmitAsync(AnyCall(), new SubmitOptions { NotAfter = Chain.Head.Header.Time - 1 });
        Assert.True(result is { Fate: Fate.Expired, IsProven: true });
        Assert.Equal(RefusalCode.Expired, Assert.Throws<RefusedException>(() => result.EnsureDone()).Code);
    }

    [Fact]
    public async Task Sixty_four_callers_submit_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Client.SubmitAsync(AnyCall())));
        Assert.All(results, result => Assert.True(result is { IsDone: true, IsProven: true }));
        Assert.Equal(64, results.Select(result => result.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_is_not_final_in_time_says_so()
    {
        Node.Transaction = status => status.Fate = Fate.Pending;
        using var client = LedgerClient.Open(Options() with { FinalityTimeout = TimeSpan.FromMilliseconds(60) });
        var error = await Assert.ThrowsAsync<NotFinalException>(() => client.SubmitAsync(AnyCall()));
        Assert.Equal((Fate.Pending, (Digest?)SubmittedId()), (error.Fate, error.Transaction));
        Assert.True(error.IsTransient);
    }

    /// <summary>Whatever goes wrong, the caller can ask later what became of it.</summary>
    [Theory]
    [InlineData("refused")]
    [InlineData("unreachable")]
    [InlineData("unproven")]
    [InlineData("refused by the chain")]
    public async Task Every_failure_of_a_submission_names_the_transaction(string failure)
    {
        switch (failure)
        {
            case "refused":
                Node.SubmitErrors.Enqueue(FakeNodeService.Refuse(RefusalCode.BadSignature, "no"));
                break;
            case "unreachable":
                for (var i = 0; i < 4; i++)
                {
                    Node.SubmitErrors.Enqueue(new Grpc.Core.RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unavailable, "gone")));
                }

                break;
            case "unproven":
                Node.Transaction = status => status.Header = Google.Protobuf.ByteString.Empty;
                break;
            default:
                Node.ReceiptOf = _ => new Receipt { Code = (uint)RefusalCode.SectionNotOpen };
                break;
        }

        var error = await Assert.ThrowsAnyAsync<LedgerClientException>(async () => (await Client.SubmitAsync(AnyCall())).EnsureDone());
        Assert.Equal(SubmittedId(), error.Transaction);
        Assert.Contains(SubmittedId().ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_the_caller_ends_names_the_transaction()
    {
        Node.Transaction = status => status.Fate = Fate.Pending;
        using var ended = new CancellationTokenSource();
        var submitting = Client.SubmitAsync(AnyCall(), cancellationToken: ended.Token);
        while (Node.Submitted.IsEmpty)
        {
            await Task.Delay(1);
        }

        await ended.CancelAsync();
        Assert.Equal(SubmittedId(), (await Assert.ThrowsAsync<WaitCanceledException>(() => submitting)).Transaction);
    }

    private Digest SubmittedId()
    {
        TransactionReader.TryRead(
            Node.Submitted.First(), Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out var read);
        return read!.Id;
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_unreachable()
    {
        using var client = LedgerClient.Open(Options() with { Node = new Uri("http://127.0.0.1:1") });
        var error = await Assert.ThrowsAsync<NodeUnreachableException>(() => client.GetStatusAsync());
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_client_without_a_signer_only_reads()
    {
        using var client = LedgerClient.Open(Options() with { Signer = null });
        Assert.Equal(0UL, (await client.GetStatusAsync()).Height);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SubmitAsync(AnyCall()));
    }
}
