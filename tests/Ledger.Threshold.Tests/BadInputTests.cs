using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Keepers;

namespace Ledger.Threshold.Tests;

public sealed class BadInputTests
{
    [Fact]
    public void Terms_that_make_no_batch_are_named()
    {
        var good = KeeperWorld.TermsOf(CryptoSuite.Guomi, 4, 3, 300);
        Assert.Equal(BatchFault.None, Fault(good));
        Assert.Equal(BatchFault.Keys, Fault(good with { Keys = 330 }));
        Assert.Equal(BatchFault.Keys, Fault(good with { Keys = 0 }));
        Assert.Equal(BatchFault.Keys, Fault(good with { Keys = int.MaxValue }));
        Assert.Equal(BatchFault.Keys, Fault(good with { Keys = -1 }));
        Assert.Equal(BatchFault.None, Fault(KeeperWorld.TermsOf(CryptoSuite.Guomi, 16, 11, 80)));
        Assert.Equal(BatchFault.Keys, Fault(KeeperWorld.TermsOf(CryptoSuite.Guomi, 16, 11, 90)));
        Assert.Equal(BatchFault.Threshold, Fault(good with { Threshold = 1 }));
        Assert.Equal(BatchFault.None, Fault(good with { Threshold = 2 }));
        Assert.Equal(BatchFault.Threshold, Fault(good with { Threshold = 4 }));
        Assert.Equal(BatchFault.Keepers, Fault(good with { Keepers = [] }));
        Assert.Equal(BatchFault.Keepers, Fault(KeeperWorld.TermsOf(CryptoSuite.Guomi, 32, 22, 1)));
        Assert.Equal(BatchFault.None, Fault(KeeperWorld.TermsOf(CryptoSuite.Guomi, 31, 21, 1)));
        Assert.Equal(BatchFault.KeeperTwice, Fault(good with { Keepers = [good.Keepers[0], .. good.Keepers.Take(3)] }));
        Assert.Equal(BatchFault.Suite, Fault(good with { Suite = (CryptoSuite)9 }));
    }

    // The context is in every hash: what it lacked could be taken from one batch into another.
    [Fact]
    public void Each_term_is_in_the_context()
    {
        var terms = KeeperWorld.TermsOf(CryptoSuite.Guomi, 4, 3, 2);
        BatchTerms[] others =
        [
            terms, terms with { Chain = KeeperWorld.Id(9) }, terms with { Epoch = 4 }, terms with { Batch = 8 },
            terms with { Threshold = 2 }, terms with { Keys = 3 }, terms with { Keepers = [.. terms.Keepers.Reverse()] },
            terms with { Suite = CryptoSuite.International }, KeeperWorld.TermsOf(CryptoSuite.Guomi, 5, 3, 2),
        ];
        Assert.Equal(others.Length, others.Select(other => BatchContext.Create(other, out _)!.Digest).Distinct().Count());
    }

    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void Any_change_of_any_message_is_refused_by_name(CryptoSuite suite)
    {
        var world = new KeeperWorld(suite, keys: 1);
        var dealing = world.Deal(1);
        var dealings = world.DealAll();
        var keys = world.Combine(dealings);
        var proof = world.SharesOf(2, keys, dealings).Prove([0], 0, world.Randoms[1]);
        var complaint = world.Receivers[2].Complain(dealing.Statement);
        (byte[] Message, Func<byte[], ThresholdFault> Read)[] parsers =
        [
            (world.Receivers[0].Message, bytes => ReceiveKeys.TryRead(world.Context, 1, bytes, out _)),
            (dealing.Message.ToArray(), bytes => Dealing.TryRead(world.Set, null, 1, bytes, out _)),
            (proof, bytes => HoldingProof.Check(keys, [0], 0, 2, bytes)),
            (complaint, bytes => Complaint.Judge(dealing.Statement, 3, bytes, dealing.CiphertextFor(3).Span, out _)),
        ];
        var random = new Random(5);
        foreach (var (message, read) in parsers)
        {
            Assert.Equal(ThresholdFault.None, read(message));
            Assert.Equal(ThresholdFault.Length, read([]));
            Assert.Equal(ThresholdFault.Length, read([.. message, 0]));
            Assert.Equal(ThresholdFault.Length, read(message[..^1]));
            for (var i = 0; i < 60; i++)
            {
                var changed = message.ToArray();
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                Assert.Contains(read(changed), new[] { ThresholdFault.Point, ThresholdFault.Scalar, ThresholdFault.Proof });
                random.NextBytes(changed);
                Assert.Contains(read(changed), new[] { ThresholdFault.Point, ThresholdFault.Scalar, ThresholdFault.Proof });
            }

            // Infinity and the other forms of a point, at the first place; a scalar not below the order, at the last.
            foreach (var form in new byte[] { 0, 1, 4, 6, 7 })
            {
                Assert.Equal(ThresholdFault.Point, read([form, .. message[1..]]));
            }

            Assert.Equal(ThresholdFault.Point, read([.. new byte[33], .. message[33..]]));
            Assert.Equal(ThresholdFault.Scalar, read([.. message[..^32], .. Enumerable.Repeat((byte)0xff, 32)]));
        }

        Assert.Equal(ThresholdFault.Length, ReleasedShares.TryRead(keys, 0, 1, new byte[33], out _));
        Assert.Equal(ThresholdFault.Length, ReleasedShares.TryRead(keys, 0, 1, [], out _));
        Assert.Equal(ThresholdFault.Scalar, ReleasedShares.TryRead(keys, 0, 1, [.. Enumerable.Repeat((byte)0xff, 32)], out _));
        Assert.Equal(ThresholdFault.Share, ReleasedShares.TryRead(keys, 0, 1, new byte[32], out _));
    }

    [Fact]
    public void A_key_that_is_infinity_or_minus_G_is_not_used()
    {
        var world = new KeeperWorld(keys: 3);
        var group = world.Group;
        var minus = group.Negate(group.Generator);

        // Constants 5 and −5, 5 and −6, 5 and 6, and nothing of the third dealer's in any.
        DealingStatement Of(int dealer, GroupPoint[] constants) => DealingStatement.Of(
            world.Set, dealer, [.. constants.SelectMany(point => new[] { point, group.Generator, group.Generator })], group.Generator,
            new byte[4 * DealingLayout.CiphertextBytesOf(world.Context)]);
        GroupPoint Times(uint k, bool negated = false) => group.Sum([group.FromNumber(k)], [negated ? minus : group.Generator]);
        var keys = BatchKeys.Combine(
            world.Set,
            [Of(1, [Times(5), Times(5), Times(5)]), Of(2, [Times(4, true), Times(5, true), Times(6)]),
                Of(3, [Times(1, true), Times(1, true), Times(1)])],
            out _)!;
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(keys.IsUsable));
        Assert.Equal(3, Enumerable.Range(0, 3).Select(keys.KeyDigest).Distinct().Count());
    }

    [Fact]
    public void A_nonce_is_new_where_source_or_key_or_statement_is()
    {
        var group = PrimeGroup.Of(CryptoSuite.Guomi);
        byte[] Draw(int seed, byte key, byte purpose, byte statement, int keeper)
        {
            using var random = new KeeperRandom(new SeededSource(seed), [.. Enumerable.Repeat(key, KeeperRandom.NonceKeyBytes)]);
            var encoded = new byte[PrimeGroup.ScalarBytes];
            group.Encode(random.Nonce(group, [purpose], KeeperWorld.Id(statement), keeper), encoded);
            return encoded;
        }

        var nonces = new[]
        {
            Draw(1, 1, 1, 1, 1), Draw(2, 1, 1, 1, 1), Draw(1, 2, 1, 1, 1), Draw(1, 1, 2, 1, 1), Draw(1, 1, 1, 2, 1), Draw(1, 1, 1, 1, 2),
        };
        Assert.Equal(nonces.Length, nonces.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(nonces[0], Draw(1, 1, 1, 1, 1));
    }

    [Fact]
    public void Erased_scalars_are_zero_and_not_to_be_had()
    {
        var scalars = new SecretScalars(2);
        scalars.Span[1] = PrimeGroup.Of(CryptoSuite.Guomi).FromNumber(7);
        var memory = scalars.Span;
        scalars.Dispose();
        Assert.Equal(0UL, memory[1][0]);
        Assert.Throws<ObjectDisposedException>(() => scalars.Span.Length);
    }

    private static BatchFault Fault(BatchTerms terms)
    {
        var context = BatchContext.Create(terms, out var fault);
        Assert.Equal(fault == BatchFault.None, context is not null);
        return fault;
    }
}
