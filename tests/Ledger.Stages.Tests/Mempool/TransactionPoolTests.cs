using Ledger.Protocol;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Mempool;

public class TransactionPoolTests
{
    private const int Overhead = 4;
    private static readonly long Now = TestChain.StartMs;

    [Fact]
    public void A_transaction_is_added_once()
    {
        var pool = new TransactionPool(new MempoolOptions());
        var one = Transaction();
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(one));
        Assert.Equal(MempoolAddResult.Known, pool.TryAdd(one));
        Assert.Equal((1, one.Bytes.Length, true, true), (pool.Count, (int)pool.Bytes, pool.HasWaiting, pool.Contains(one.Id)));
    }

    [Fact]
    public void A_pool_full_by_count_takes_no_more_until_a_block_makes_room()
    {
        var pool = new TransactionPool(new MempoolOptions { TransactionsMax = 1 });
        var one = Transaction();
        pool.TryAdd(one);
        Assert.Equal(MempoolAddResult.Full, pool.TryAdd(Transaction()));
        pool.Take(int.MaxValue, Overhead, Now);
        Assert.Equal(MempoolAddResult.Full, pool.TryAdd(Transaction()));
        pool.OnBlock([one.Id], Now);
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(Transaction()));
    }

    [Fact]
    public void A_pool_full_by_bytes_takes_no_more()
    {
        var one = Transaction();
        var pool = new TransactionPool(new MempoolOptions { BytesMax = one.Bytes.Length, SignerPart = 1 });
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(one));
        Assert.Equal(MempoolAddResult.Full, pool.TryAdd(Transaction()));
        pool.OnBlock([one.Id], Now);
        Assert.Equal(0, pool.Bytes);
    }

    [Fact]
    public void A_batch_takes_the_oldest_that_fit()
    {
        var (pool, held) = Pool(3);
        var room = held[0].Bytes.Length + held[1].Bytes.Length + (2 * Overhead);
        Assert.Empty(pool.Take(held[0].Bytes.Length + Overhead - 1, Overhead, Now));
        Assert.Equal(held[..2], pool.Take(room, Overhead, Now));
        Assert.Equal(held[2..], pool.Take(room, Overhead, Now));
        Assert.False(pool.HasWaiting);
        Assert.Equal(3, pool.Count);
    }

    [Fact]
    public void Expired_ones_are_dropped_on_the_way()
    {
        var pool = new TransactionPool(new MempoolOptions());
        var (expired, last) = (Transaction(Now + 1), Transaction(Now + 2));
        pool.TryAdd(expired);
        pool.TryAdd(last);
        Assert.Equal([last], pool.Take(int.MaxValue, Overhead, Now + 2));
        Assert.False(pool.Contains(expired.Id));
        Assert.Equal(last.Bytes.Length, pool.Bytes);
    }

    [Fact]
    public void A_batch_that_lost_goes_back_to_the_front_without_what_has_landed()
    {
        var (pool, held) = Pool(4);
        var lost = pool.Take(held.Take(3).Sum(one => one.Bytes.Length + Overhead), Overhead, Now);
        pool.OnBlock([held[1].Id], Now);
        pool.Return(lost);
        Assert.Equal([held[0], held[2], held[3]], pool.Take(int.MaxValue, Overhead, Now));
    }

    [Fact]
    public void What_has_landed_while_it_waited_is_not_taken()
    {
        var (pool, held) = Pool(2);
        pool.OnBlock([held[0].Id], Now);
        Assert.Equal([held[1]], pool.Take(int.MaxValue, Overhead, Now));
    }

    [Fact]
    public void One_signer_cannot_take_the_room_of_the_others()
    {
        var pool = new TransactionPool(new MempoolOptions { TransactionsMax = 8 });
        var greedy = Enumerable.Range(0, 3).Select(_ => Transaction()).ToArray();
        Assert.Equal(
            [MempoolAddResult.Added, MempoolAddResult.Added, MempoolAddResult.FullOfSigner], greedy.Select(one => pool.TryAdd(one)));
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(Transaction(signer: 2)));
        pool.OnBlock([greedy[0].Id], Now);
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(greedy[2]));
    }

    [Fact]
    public void One_signer_cannot_take_all_bytes()
    {
        var one = Transaction();
        var pool = new TransactionPool(new MempoolOptions { BytesMax = 4 * one.Bytes.Length });
        Assert.Equal(
            [MempoolAddResult.Added, MempoolAddResult.FullOfSigner, MempoolAddResult.Added],
            new[] { one, Transaction(), Transaction(signer: 2) }.Select(one => pool.TryAdd(one)));
    }

    [Fact]
    public void A_block_ends_what_can_no_more_land_whether_it_waits_or_flies()
    {
        var pool = new TransactionPool(new MempoolOptions());
        var (flying, waiting, later) = (Transaction(Now + 1), Transaction(Now + 1), Transaction(Now + 2));
        pool.TryAdd(flying);
        var batch = pool.Take(int.MaxValue, Overhead, Now);
        pool.TryAdd(waiting);
        pool.TryAdd(later);
        pool.OnBlock([], Now + 2);
        Assert.Equal((1, (long)later.Bytes.Length, 0), (pool.Count, pool.Bytes, pool.InFlight));
        pool.Return(batch);
        Assert.Equal([later], pool.Take(int.MaxValue, Overhead, Now));
    }

    [Fact]
    public void What_lands_and_is_offered_again_flies_once()
    {
        var (pool, held) = Pool(1);
        var batch = pool.Take(int.MaxValue, Overhead, Now);
        pool.OnBlock([held[0].Id], Now);
        pool.TryAdd(held[0]);
        pool.Return(batch);
        Assert.Equal([held[0]], pool.Take(int.MaxValue, Overhead, Now));
        Assert.Equal((1, 1, false), (pool.Count, pool.InFlight, pool.HasWaiting));
    }

    [Fact]
    public void What_was_let_go_and_let_in_again_flies_once_though_its_first_batch_lost()
    {
        var (pool, held) = Pool(1);
        var first = pool.Take(int.MaxValue, Overhead, Now);
        Assert.Equal([held[0].Id], pool.LetGo());
        Assert.Equal((0, 0L, 0), (pool.Count, pool.Bytes, pool.InFlight));
        var copy = TestChain.Read(held[0].Bytes.ToArray());
        pool.TryAdd(copy);
        Assert.Same(copy, Assert.Single(pool.Take(int.MaxValue, Overhead, Now)));
        pool.Return(first);
        Assert.Equal((1, false), (pool.InFlight, pool.HasWaiting));
        pool.ReturnFromBlock(first);
        Assert.Equal((0, true), (pool.InFlight, pool.HasWaiting));
    }

    private static (TransactionPool Pool, SignedTransaction[] Held) Pool(int count)
    {
        var pool = new TransactionPool(new MempoolOptions());
        var held = Enumerable.Range(0, count).Select(_ => Transaction()).ToArray();
        Assert.All(held, one => Assert.Equal(MempoolAddResult.Added, pool.TryAdd(one)));
        return (pool, held);
    }

    [Fact]
    public void It_knows_of_a_transaction_what_was_verified_and_nothing_like_it()
    {
        var pool = new TransactionPool(new MempoolOptions());
        var body = TestChain.Body();
        var one = TestChain.Read(TestChain.Sign(body));
        var (key, other) = (TestChain.Centre.KeyPair.PublicKey, TestChain.Guarantor.KeyPair.PublicKey);
        Assert.False(pool.HasVerified(one, key));
        pool.TryAdd(one, key);
        Assert.True(pool.HasVerified(TestChain.Read(TestChain.Sign(body)), key));
        Assert.False(pool.HasVerified(one, other));
        var copy = TestChain.Read(TestChain.Sign(body, TestChain.Guarantor));
        Assert.Equal(one.Id, copy.Id);
        Assert.False(pool.HasVerified(copy, key));
        var unverified = Transaction();
        pool.TryAdd(unverified);
        Assert.False(pool.HasVerified(unverified, key));
        pool.OnBlock([one.Id], Now);
        Assert.False(pool.HasVerified(one, key));
    }

    private static SignedTransaction Transaction(long? notAfter = null, byte? signer = null) =>
        TestChain.Read(TestChain.Sign(TestChain.Body(body =>
    {
        body.NotAfter = notAfter ?? body.NotAfter;
        body.Signer = signer is { } other ? Google.Protobuf.ByteString.CopyFrom([.. Enumerable.Repeat(other, Digest.Bytes)]) : body.Signer;
    })));
}
