using System.Diagnostics;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Xunit.Abstractions;

namespace Ledger.Mail.Tests.Mailboxes;

public sealed class StampTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void A_stamp_of_many_bits_is_one_of_fewer_and_the_search_finds_the_first(CryptoSuite suite)
    {
        var hasher = Hashers.For(suite);
        var subject = Stamps.Subject(hasher, Digest.Zero, new byte[Stamps.EpochBytes], Digest.Zero, Digest.Zero);
        foreach (var bits in new[] { 0, 1, 5, 12 })
        {
            var counter = Stamps.Find(hasher, subject, bits, CancellationToken.None);
            Assert.All(Enumerable.Range(0, bits + 1), fewer => Assert.True(Stamps.IsGood(hasher, subject, counter, fewer)));
            Assert.DoesNotContain(Enumerable.Range(0, (int)counter), earlier => Stamps.IsGood(hasher, subject, (ulong)earlier, bits));
        }
    }

    [Fact]
    public void A_search_can_be_ended()
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => Stamps.Find(Hashers.For(CryptoSuite.Guomi), Digest.Zero, Stamps.BitsMax, ended.Token));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Stamps.Find(Hashers.For(CryptoSuite.Guomi), Digest.Zero, Stamps.BitsMax + 1, CancellationToken.None));
    }

    [Fact]
    public void The_default_price_is_affordable()
    {
        var hasher = Hashers.For(CryptoSuite.Guomi);
        var watch = Stopwatch.StartNew();
        for (byte i = 0; i < 5; i++)
        {
            Stamps.Find(hasher, new Digest([.. Enumerable.Repeat(i, 32)]), new MailboxOptions().StampBits, CancellationToken.None);
        }

        output.WriteLine($"five stamps of {new MailboxOptions().StampBits} bits in {watch.ElapsedMilliseconds} ms");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }
}
