using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Keepers;
using Ledger.Protocol;

namespace Ledger.Threshold.Tests;

/// <summary>
/// What keepers who lie can do by arithmetic. Where a check is what stops them, the same lie is first shown to work without that check.
/// </summary>
public sealed class AttackTests
{
    [Fact]
    public void A_late_dealer_who_knows_no_constant_would_own_the_key_and_is_refused()
    {
        // Keepers 3 and 4 are the liars, t − 1 of them; 1 and 2 are honest, and their shares are all that has to be right.
        var world = new KeeperWorld(keys: 1);
        var group = world.Group;
        Dealing[] honest = [world.Deal(1), world.Deal(2)];
        var wanted = group.FromNumber(4242);
        var constant = group.MultiplyBase(in wanted);
        foreach (var dealing in honest)
        {
            constant = group.Add(in constant, group.Negate(dealing.Statement.CommitmentsOf(0)[0]));
        }

        // C₁ and C₂ from f(0) = C₀, f(1) = 11, f(2) = 12.
        var half = group.Invert(group.FromNumber(2));
        var (one, two) = (group.MultiplyBase(group.FromNumber(11)), group.MultiplyBase(group.FromNumber(12)));
        var square = group.Multiply(
            in half, group.Add(group.Add(in two, group.Negate(group.Add(in one, in one))), in constant));
        var linear = group.Add(in one, group.Negate(group.Add(in constant, in square)));
        var (statement, message) = Forge(world, 3, [constant, linear, square], [[11], [12], [13], [14]]);

        // Without the proof: the honest find their shares right, and the key is the liar's.
        Assert.True(DealtShares.Fit(statement, 1, [group.FromNumber(11)], [group.FromNumber(1)]));
        Assert.True(DealtShares.Fit(statement, 2, [group.FromNumber(12)], [group.FromNumber(1)]));
        var naive = BatchKeys.Combine(world.Set, [.. honest.Select(dealing => dealing.Statement), statement], out _)!;
        Assert.True(group.AreEqual(naive.PublicKey(0), group.MultiplyBase(in wanted)));

        Assert.Equal(ThresholdFault.Proof, Dealing.TryRead(world.Set, null, 3, message, out _));
    }

    [Fact]
    public void One_coefficient_more_would_pass_every_share_check_and_has_no_place()
    {
        var world = new KeeperWorld(keys: 1);
        var group = world.Group;

        // f = 5 + 6x + 7x² + 8x³, for t = 3.
        GroupScalar[] coefficients = [.. new uint[] { 5, 6, 7, 8 }.Select(group.FromNumber)];
        var shares = new Dictionary<int, GroupScalar>();
        for (var i = 1; i <= 4; i++)
        {
            var (x, value, expected) = (group.FromNumber((uint)i), default(GroupScalar), group.Infinity);
            for (var k = 3; k >= 0; k--)
            {
                value = group.Add(group.Multiply(in value, in x), in coefficients[k]);
                expected = group.Add(group.Sum([x], [expected]), group.MultiplyBase(in coefficients[k]));
            }

            // The naive check goes over as many commitments as came.
            Assert.True(group.AreEqual(group.MultiplyBase(in value), in expected));
            shares.Add(i, value);
        }

        int[] any = [1, 2, 3];
        var lambdas = Equations.LagrangeAtZero(group, any);
        var d = any.Select((keeper, i) => group.Multiply(in lambdas[i], shares[keeper])).Aggregate((a, b) => group.Add(in a, in b));
        Assert.NotEqual(world.Encoded(in coefficients[0]), world.Encoded(in d));

        // Ours: a place for exactly t.
        var good = Dealer.Deal(world.Set, 1, world.Randoms[0]);
        foreach (var count in new[] { 0, 2, 4 })
        {
            byte[] points = [.. good[..33], .. Enumerable.Repeat(good[33..66], 3).SelectMany(point => point)];
            byte[] other = [.. points[..(count * 33)], .. good[99..]];
            Assert.Equal(ThresholdFault.Length, Dealing.TryRead(world.Set, null, 1, other, out _));
        }
    }

    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void A_wrong_share_to_one_keeper_is_seen_and_its_dealer_named(CryptoSuite suite)
    {
        var world = new KeeperWorld(suite);
        var group = world.Group;
        var (message, wrong) = WithShareOff(world, dealer: 2, receiver: 3);
        var bad = world.Read(2, message); // everybody takes it: only keeper 3 can see
        Dealing[] dealings = [world.Deal(1), bad, world.Deal(3)];
        var keys = world.Combine(dealings);

        // A keeper that takes what it gets: its share, and any key that it helps to open, is wrong.
        var naive = new[] { world.SharesOf(1, keys, dealings), world.SharesOf(2, keys, dealings) }
            .ToDictionary(holder => holder.Keeper, holder => ScalarOf(group, holder.Release(0)));
        naive[3] = group.Add(group.Add(wrong, world.Open(3, dealings[0]).Span[0]), world.Open(3, dealings[2]).Span[0]);
        Assert.Equal(ThresholdFault.Combination, ReleasedShares.Combine(keys, 0, naive, out _));

        Assert.Null(world.Receivers[2].Open(bad, out var fault));
        Assert.Equal(ThresholdFault.Share, fault);
        Assert.Equal((ThresholdFault.None, true), Judge(world, bad, 3));
        Assert.Equal((ThresholdFault.None, false), Judge(world, bad, 1)); // a keeper whose shares are right complains
        using (world.Open(4, bad))
        {
            Assert.Equal((ThresholdFault.None, false), Judge(world, bad, 4));
        }
    }

    [Fact]
    public void Shares_that_are_hidden_wrongly_or_out_of_range_are_the_dealers_fault()
    {
        var world = new KeeperWorld(keys: 1);
        var commitments = new[] { 5u, 6u, 7u }.Select(k => world.Group.MultiplyBase(world.Group.FromNumber(k)));
        foreach (var isTagWrong in new[] { true, false })
        {
            var (_, message) = Forge(world, 2, [.. commitments], isTagWrong ? [[18], [45], [86], [1]] : null, [5], isTagWrong ? 3 : 0);
            var dealing = world.Read(2, message);
            Assert.Null(world.Receivers[2].Open(dealing, out var fault));
            Assert.Equal(isTagWrong ? ThresholdFault.Ciphertext : ThresholdFault.Scalar, fault);
            Assert.Equal((ThresholdFault.None, true), Judge(world, dealing, 3));
        }
    }

    [Fact]
    public void A_copied_R_would_open_anothers_shares_to_all_and_is_refused()
    {
        var world = new KeeperWorld(keys: 1);
        var victim = world.Deal(1);

        // The liar's own polynomial, the victim's R, and ciphertexts that nobody can open.
        var (copied, message) = Forge(
            world, 2, [.. new[] { 5u, 6u, 7u }.Select(k => world.Group.MultiplyBase(world.Group.FromNumber(k)))], null, [5],
            ephemeral: victim.Statement.Ephemeral);

        // Without r in the proof, keeper 3 complains in good faith, and what it shows opens the victim's shares.
        var complaint = world.Receivers[2].Complain(copied);
        Assert.True(world.Group.TryDecode(complaint.AsSpan(0, PrimeGroup.PointBytes), out var shown));
        Assert.True(ShareCipher.TryOpen(victim.Statement, 3, in shown, victim.CiphertextFor(3).Span, new byte[32]));

        Assert.Equal(ThresholdFault.Proof, Dealing.TryRead(world.Set, null, 2, message, out _));
        Assert.Equal(ThresholdFault.Proof, Dealing.TryRead(world.Set, null, 2, victim.Message, out _)); // the whole of it, copied
    }

    [Fact]
    public void A_complaint_serves_one_receiver_one_dealing_and_one_batch()
    {
        var world = new KeeperWorld();
        var (one, two) = (world.Deal(1), world.Deal(2));
        var complaint = world.Receivers[2].Complain(one.Statement);
        Assert.Equal((ThresholdFault.None, false), Judge(one, 3, complaint, one));

        Assert.Equal((ThresholdFault.Ciphertext, false), Judge(one, 3, complaint, two)); // brings another's ciphertext
        Assert.Equal((ThresholdFault.Proof, false), Judge(two, 3, complaint, two));
        Assert.Equal((ThresholdFault.Proof, false), Judge(one, 4, complaint, one, ciphertextOf: 4));
        var other = new KeeperWorld(batch: 8);
        var foreign = other.Deal(1);
        Assert.Equal((ThresholdFault.Proof, false), Judge(foreign, 3, complaint, foreign));

        // Each point and the response, one at a time: among them a wrong S.
        for (var part = 0; part < 4; part++)
        {
            var changed = complaint.ToArray();
            (part == 3 ? world.Encoded(world.Group.FromNumber(9)) : world.Encoded(world.Group.Generator))
                .CopyTo(changed, part * PrimeGroup.PointBytes);
            Assert.Equal((ThresholdFault.Proof, false), Judge(one, 3, changed, one));
        }

        Assert.Equal((ThresholdFault.Keeper, false), Judge(one, 0, complaint, one, ciphertextOf: 3));
        Assert.Equal((ThresholdFault.Keeper, false), Judge(one, 5, complaint, one, ciphertextOf: 3));
    }

    /// <summary>A point that is not eR opens nothing, and would make an honest dealer the one that is wrong.</summary>
    [Theory]
    [InlineData(true, ThresholdFault.None)]
    [InlineData(false, ThresholdFault.Proof)]
    public void No_complainer_shows_another_point_than_its_own_and_the_dealers(bool honest, ThresholdFault expected)
    {
        var world = new KeeperWorld();
        var (group, dealing) = (world.Group, world.Deal(1));
        using var sameDraws = new KeeperRandom(new SeededSource(102), new byte[KeeperRandom.NonceKeyBytes]);
        var secret = sameDraws.Scalar(group);
        Assert.True(group.AreEqual(group.MultiplyBase(in secret), world.KeyOf(world.Receivers[2])));

        var nonce = group.FromNumber(11);
        var shared = honest ? group.Multiply(in secret, dealing.Statement.Ephemeral) : group.MultiplyBase(group.FromNumber(5));
        var (first, second) = (group.MultiplyBase(in nonce), group.Multiply(in nonce, dealing.Statement.Ephemeral));
        var c = Complaint.Challenge(dealing.Statement, 3, in shared, in first, in second);
        var z = group.Add(in nonce, group.Multiply(in c, in secret));
        byte[] complaint = [.. world.Encoded(in shared), .. world.Encoded(in first), .. world.Encoded(in second), .. world.Encoded(in z)];
        Assert.Equal((expected, false), Judge(dealing, 3, complaint, dealing));
    }

    [Fact]
    public void No_secret_to_complain_with_is_left_once_a_keeper_has_acknowledged()
    {
        var world = new KeeperWorld();
        var dealing = world.Deal(1);
        world.Receivers[2].Dispose();
        Assert.Throws<ObjectDisposedException>(() => world.Receivers[2].Complain(dealing.Statement));
        Assert.Throws<ObjectDisposedException>(() => world.Receivers[2].Open(dealing, out _));
    }

    [Theory]
    [InlineData(CryptoSuite.Guomi, 4, 3)]
    [InlineData(CryptoSuite.International, 7, 5)]
    [InlineData(CryptoSuite.Guomi, 1, 1)]
    public void One_share_fewer_than_the_threshold_gives_nothing_and_the_threshold_does(CryptoSuite suite, int n, int t)
    {
        var world = new KeeperWorld(suite, n, t, keys: 1);
        var group = world.Group;
        var dealings = world.DealAll();
        var keys = world.Combine(dealings);
        Assert.True(keys.IsUsable(0));
        var holders = Enumerable.Range(1, n).Select(i => world.SharesOf(i, keys, dealings)).ToArray();
        Assert.Equal(ThresholdFault.None, KeeperWorld.TryCombine(keys, 0, holders[^t..], out var d));
        Assert.True(group.AreEqual(group.MultiplyBase(in d), keys.PublicKey(0)));
        Assert.Equal(ThresholdFault.TooFew, KeeperWorld.TryCombine(keys, 0, holders[..(t - 1)], out _));

        // t − 1 shares fit every private key alike: for any, some value of one more keeper makes them agree.
        var candidate = group.FromNumber(99);
        var lambdas = Equations.LagrangeAtZero(group, [.. Enumerable.Range(1, t)]);
        var known = default(GroupScalar);
        for (var i = 0; i < t - 1; i++)
        {
            known = group.Add(in known, group.Multiply(in lambdas[i], ScalarOf(group, holders[i].Release(0))));
        }

        var missing = group.Multiply(group.Subtract(in candidate, in known), group.Invert(in lambdas[t - 1]));
        Assert.Equal(
            world.Encoded(in candidate), world.Encoded(group.Add(in known, group.Multiply(in missing, in lambdas[t - 1]))));
        Assert.Equal(
            ThresholdFault.Share, ReleasedShares.TryRead(keys, 0, t, world.Encoded(in missing), out _));
    }

    [Fact]
    public void A_share_is_taken_of_its_keeper_and_key_alone()
    {
        var world = new KeeperWorld();
        var dealings = world.DealAll();
        var keys = world.Combine(dealings);
        var share = world.SharesOf(2, keys, dealings).Release(0);
        Assert.Equal(ThresholdFault.None, ReleasedShares.TryRead(keys, 0, 2, share, out _));
        Assert.Equal(ThresholdFault.Share, ReleasedShares.TryRead(keys, 1, 2, share, out _));
        Assert.Equal(ThresholdFault.Share, ReleasedShares.TryRead(keys, 0, 3, share, out _));
        Assert.Equal(ThresholdFault.Keeper, ReleasedShares.TryRead(keys, 0, 0, share, out _));
        Assert.Equal(ThresholdFault.Keeper, ReleasedShares.TryRead(keys, 0, 5, share, out _));
        Assert.Equal(
            ThresholdFault.Keeper,
            ReleasedShares.Combine(keys, 0, new Dictionary<int, GroupScalar> { [0] = default, [1] = default, [2] = default }, out _));
    }

    [Fact]
    public void A_proof_of_holding_serves_one_keeper_one_batch_and_one_occasion()
    {
        var world = new KeeperWorld();
        var dealings = world.DealAll();
        var keys = world.Combine(dealings);
        var proof = world.SharesOf(2, keys, dealings).Prove([0, 1], 0, world.Randoms[1]);
        Assert.Equal(ThresholdFault.None, HoldingProof.Check(keys, [0, 1], 0, 2, proof));
        Assert.Equal(ThresholdFault.Proof, HoldingProof.Check(keys, [0, 1], 1, 2, proof));
        Assert.Equal(ThresholdFault.Proof, HoldingProof.Check(keys, [0], 0, 2, proof));
        Assert.Equal(ThresholdFault.Proof, HoldingProof.Check(keys, [1, 0], 0, 2, proof));
        Assert.Equal(ThresholdFault.Proof, HoldingProof.Check(keys, [0, 1], 0, 3, proof));
        Assert.Equal(ThresholdFault.Keeper, HoldingProof.Check(keys, [0, 1], 0, 5, proof));
        Assert.Equal(ThresholdFault.Proof, HoldingProof.Check(world.Combine(dealings[..3]), [0, 1], 0, 2, proof));

        // A keeper that did not store its shares of one key.
        using var none = KeeperShares.Sum(keys, 3, [new SecretScalars(2)]);
        Assert.Equal(ThresholdFault.Proof, HoldingProof.Check(keys, [0, 1], 0, 3, none.Prove([0, 1], 0, world.Randoms[2])));
    }

    /// <summary>
    /// A machine's copy that is started again with the same randomness: two proofs under one nonce would give away an equation in the
    /// shares.
    /// </summary>
    [Theory]
    [InlineData(new[] { 0, 1 }, 1)]
    [InlineData(new[] { 0 }, 0)]
    [InlineData(new[] { 1, 0 }, 0)]
    public void Proofs_of_holding_have_no_nonce_in_common_even_where_randomness_repeats(int[] held, ulong occasion)
    {
        var world = new KeeperWorld();
        var dealings = world.DealAll();
        var keys = world.Combine(dealings);
        using var shares = world.SharesOf(2, keys, dealings);
        var commitment = CommitmentOf(shares, [0, 1], 0);
        Assert.Equal(commitment, CommitmentOf(shares, [0, 1], 0)); // the randomness does repeat
        Assert.NotEqual(commitment, CommitmentOf(shares, held, occasion));
    }

    private static string CommitmentOf(KeeperShares shares, int[] held, ulong occasion)
    {
        using var random = new KeeperRandom(new SeededSource(22), new byte[KeeperRandom.NonceKeyBytes]);
        return Convert.ToHexString(shares.Prove(held, occasion, random).AsSpan(0, PrimeGroup.PointBytes));
    }

    [Fact]
    public void A_receive_key_is_its_keepers_own()
    {
        var world = new KeeperWorld();
        var message = world.Receivers[0].Message;
        Assert.Equal(ThresholdFault.Proof, ReceiveKeys.TryRead(world.Context, 2, message, out _)); // copied
        Assert.Equal(ThresholdFault.Keeper, ReceiveKeys.TryRead(world.Context, 0, message, out _));
        Assert.Equal(ThresholdFault.Keeper, ReceiveKeys.TryRead(world.Context, 5, message, out _));
        Assert.Equal(ThresholdFault.Proof, ReceiveKeys.TryRead(new KeeperWorld(batch: 8).Context, 1, message, out _));
        var key = world.KeyOf(world.Receivers[0]);
        Assert.Null(ReceiverSet.Create(world.Context, Digest.Zero, [key, key, world.KeyOf(world.Receivers[2]), null], out var fault));
        Assert.Equal(ThresholdFault.Duplicate, fault);
        Assert.Null(ReceiverSet.Create(world.Context, Digest.Zero, [key, world.KeyOf(world.Receivers[1]), null, null], out fault));
        Assert.Equal(ThresholdFault.TooFew, fault);
    }

    [Fact]
    public void Dealings_count_once_in_order_and_at_least_as_many_as_the_threshold()
    {
        var world = new KeeperWorld();
        DealingStatement[] all = [.. world.DealAll().Select(dealing => dealing.Statement)];
        Assert.Null(BatchKeys.Combine(world.Set, all[..2], out var fault));
        Assert.Equal(ThresholdFault.TooFew, fault);
        Assert.Null(BatchKeys.Combine(world.Set, [all[0], all[1], all[1]], out fault));
        Assert.Equal(ThresholdFault.Duplicate, fault);
        Assert.Null(BatchKeys.Combine(world.Set, [all[1], all[0], all[2]], out fault));
        Assert.Equal(ThresholdFault.Duplicate, fault);
        Assert.Throws<ArgumentException>(() => BatchKeys.Combine(new KeeperWorld(batch: 8).Set, all, out _));
    }

    private static (ThresholdFault Fault, bool IsDealerWrong) Judge(KeeperWorld world, Dealing dealing, int complainer) =>
        Judge(dealing, complainer, world.Receivers[complainer - 1].Complain(dealing.Statement), dealing);

    private static (ThresholdFault Fault, bool IsDealerWrong) Judge(
        Dealing dealing, int complainer, byte[] complaint, Dealing ciphertextFrom, int ciphertextOf = 3)
    {
        var fault = Complaint.Judge(
            dealing.Statement,
            complainer,
            complaint,
            ciphertextFrom.CiphertextFor(complainer is >= 1 and <= 4 ? complainer : ciphertextOf).Span,
            out var isDealerWrong);
        return (fault, isDealerWrong);
    }

    private static GroupScalar ScalarOf(PrimeGroup group, byte[] encoded)
    {
        Assert.True(group.TryDecodeScalar(encoded, out var scalar));
        return scalar;
    }

    /// <summary>A dealing made honestly but for the share of one receiver; everything after it is made to fit.</summary>
    private static (byte[] Message, GroupScalar Wrong) WithShareOff(KeeperWorld world, int dealer, int receiver)
    {
        var group = world.Group;
        var t = world.Context.Threshold;
        uint[] coefficients = [.. Enumerable.Range(1, world.Context.Keys * t).Select(k => (uint)k * 10)];
        uint[][] shares = [.. Enumerable.Range(1, world.Context.Keepers).Select(x => Enumerable.Range(0, world.Context.Keys)
            .Select(m => (uint)Enumerable.Range(0, t).Sum(k => coefficients[(m * t) + k] * Math.Pow(x, k))).ToArray())];
        shares[receiver - 1][0]++;
        var (_, message) = Forge(
            world, dealer, [.. coefficients.Select(k => group.MultiplyBase(group.FromNumber(k)))], shares,
            [.. Enumerable.Range(0, world.Context.Keys).Select(m => coefficients[m * t])]);
        return (message, group.FromNumber(shares[receiver - 1][0]));
    }

    /// <summary>
    /// A dealing out of chosen parts. Shares null: 32 bytes of ff for each. The proof is as good as what is known: the constants, and
    /// r = 77 unless R is another's.
    /// </summary>
    private static (DealingStatement Statement, byte[] Message) Forge(
        KeeperWorld world,
        int dealer,
        GroupPoint[] commitments,
        uint[][]? shares,
        uint[]? constants = null,
        int wrongTagOf = 0,
        GroupPoint? ephemeral = null)
    {
        var (group, context) = (world.Group, world.Context);
        var r = group.FromNumber(77);
        var point = ephemeral ?? group.MultiplyBase(in r);
        var digest = DealingStatement.DigestOf(world.Set, dealer, commitments, in point);
        var ciphertexts = new byte[context.Keepers * DealingLayout.CiphertextBytesOf(context)];
        for (var i = 1; i <= context.Keepers; i++)
        {
            world.Set.TryGet(i, out var key);
            var text = ciphertexts.AsSpan((i - 1) * DealingLayout.CiphertextBytesOf(context), DealingLayout.CiphertextBytesOf(context));
            byte[] plain = shares is null
                ? [.. Enumerable.Repeat((byte)0xff, context.Keys * 32)]
                : [.. shares[i - 1].SelectMany(share => world.Encoded(group.FromNumber(share)))];
            ShareCipher.Seal(digest, world.Set, dealer, i, in point, group.Multiply(in r, in key), plain, text);
            text[^1] ^= (byte)(i == wrongTagOf ? 1 : 0);
        }

        var statement = DealingStatement.Of(world.Set, dealer, commitments, in point, ciphertexts);
        var nonce = group.FromNumber(123456);
        var commitment = group.MultiplyBase(in nonce);
        var c = statement.Challenge(in commitment);
        var (power, z) = (c, nonce);
        foreach (var secret in (constants ?? new uint[context.Keys]).Select(group.FromNumber).Append(r))
        {
            z = group.Add(in z, group.Multiply(in power, in secret));
            power = group.Multiply(in power, in c);
        }

        return (statement, [.. commitments.SelectMany(p => world.Encoded(in p)), .. world.Encoded(in point), .. ciphertexts,
            .. world.Encoded(in commitment), .. world.Encoded(in z)]);
    }
}
