using Ledger.Protocol;
using Ledger.TestConsortium;

namespace Ledger.Mempool.Tests;

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
        pool.OnBlock([one.Id]);
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(Transaction()));
    }

    [Fact]
    public void A_pool_full_by_bytes_takes_no_more()
    {
        var one = Transaction();
        var pool = new TransactionPool(new MempoolOptions { BytesMax = one.Bytes.Length });
        Assert.Equal(MempoolAddResult.Added, pool.TryAdd(one));
        Assert.Equal(MempoolAddResult.Full, pool.TryAdd(Transaction()));
        pool.OnBlock([one.Id]);
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
        pool.OnBlock([held[1].Id]);
        pool.Return(lost);
        Assert.Equal([held[0], held[2], held[3]], pool.Take(int.MaxValue, Overhead, Now));
    }

    [Fact]
    public void What_has_landed_while_it_waited_is_not_taken()
    {
        var (pool, held) = Pool(2);
        pool.OnBlock([held[0].Id]);
        Assert.Equal([held[1]], pool.Take(int.MaxValue, Overhead, Now));
    }

    private static (TransactionPool Pool, SignedTransaction[] Held) Pool(int count)
    {
        var pool = new TransactionPool(new MempoolOptions());
        var held = Enumerable.Range(0, count).Select(_ => Transaction()).ToArray();
        Assert.All(held, one => Assert.Equal(MempoolAddResult.Added, pool.TryAdd(one)));
        return (pool, held);
    }

    private static SignedTransaction Transaction(long? notAfter = null) => TestChain.Read(TestChain.Sign(TestChain.Body(body => body.NotAfter = notAfter ?? body.NotAfter)));
}
