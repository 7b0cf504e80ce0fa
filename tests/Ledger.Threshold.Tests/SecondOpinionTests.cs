using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Protocol;
using Org.BouncyCastle.Math;

namespace Ledger.Threshold.Tests;

public sealed class SecondOpinionTests
{
    private const string Update = "LEDGER_UPDATE_DOCS";

    // Both say the same of every step, from the messages' bytes alone; a part that one hash lacks shows here.
    [Theory]
    [InlineData(CryptoSuite.Guomi, 2)]
    [InlineData(CryptoSuite.International, 1)]
    public void Two_implementations_agree_on_a_batch_and_its_resharing(CryptoSuite suite, int absent)
    {
        var world = new KeeperWorld(suite, absent: absent);
        var second = Second(world, absent);
        var dealings = world.DealAll()[..3];
        (int Dealer, byte[] Message)[] messages = [.. dealings.Select(dealing => (dealing.Statement.Dealer, dealing.Message.ToArray()))];
        var sums = second.Sum(messages.Select(message => second.Dealing(message.Dealer, message.Message).Commitments));
        var keys = world.Combine(dealings);
        var keysDigest = second.KeysDigest(messages, sums);
        Assert.Equal(keysDigest, Bytes(keys.Digest));

        int[] holders = [.. Enumerable.Range(1, 4).Where(i => i != absent).TakeLast(3)];
        var shares = holders.Select(keeper => world.SharesOf(keeper, keys, dealings)).ToArray();
        foreach (var holder in shares)
        {
            Assert.True(second.Holds(keysDigest, sums, [0, 1], 5, holder.Keeper, holder.Prove([0, 1], 5, world.Randoms[0])));
            Assert.Equal(
                SecondOpinion.Encoded(SecondOpinion.Evaluate(sums[1], holder.Keeper)), world.Encoded(keys.PublicShare(holder.Keeper, 1)));
        }

        var lambdas = second.Lagrange(holders);
        for (var m = 0; m < 2; m++)
        {
            var d = shares.Select((holder, i) => new BigInteger(1, holder.Release(m)).Multiply(lambdas[i]))
                .Aggregate((a, b) => a.Add(b)).Mod(second.Q);
            Assert.Equal(sums[m][0], second.G.Multiply(d));
            Assert.Equal(ThresholdFault.None, KeeperWorld.TryCombine(keys, m, shares, out var combined));
            Assert.Equal(d, new BigInteger(1, world.Encoded(in combined)));
            Assert.Equal(second.KeyDigest(sums[m][0]), Bytes(keys.KeyDigest(m)));
        }

        // A complaint, which opens one ciphertext to both.
        var receiver = world.Receivers[holders[0] - 1];
        var shared = second.Complaint(2, messages[1].Message, receiver.Keeper, receiver.Complain(dealings[1].Statement));
        var opened = second.Open(2, receiver.Keeper, messages[1].Message, shared!);
        GroupScalar[] own = [.. world.Open(receiver.Keeper, dealings[1]).Span];
        Assert.Equal(own.Select(share => new BigInteger(1, world.Encoded(in share))), opened!);

        // The same keys in the hands of five others.
        var next = new KeeperWorld(suite, n: 5, t: 4, batch: 8, source: keys.Digest, seed: 2);
        Dealing[] anew = [.. shares.Select(holder => next.Read(holder.Keeper, holder.DealAnew(next.Set, next.Randoms[0]), keys))];
        var newKeys = BatchKeys.Reshare(keys, next.Set, [.. anew.Select(dealing => dealing.Statement)], out _)!;
        var secondNext = Second(next, 0, keys.Digest);
        (int Dealer, byte[] Message)[] newMessages = [.. anew.Select(dealing => (dealing.Statement.Dealer, dealing.Message.ToArray()))];
        var newSums = secondNext.Sum(
            newMessages.Select(message => secondNext.Dealing(message.Dealer, message.Message).Commitments), lambdas);
        Assert.Equal(secondNext.KeysDigest(newMessages, newSums), Bytes(newKeys.Digest));
        Assert.Equal(sums[0][0], newSums[0][0]);
        Verify($"{suite}-{absent}", [.. world.Receivers.Select(r => r.Message), .. messages.Select(m => m.Message), keysDigest,
            .. shares.Select(holder => holder.Release(0)), .. newMessages.Select(m => m.Message), Bytes(newKeys.Digest)]);
    }

    private static SecondOpinion Second(KeeperWorld world, int absent, Digest source = default) => new(
        world.Context.Terms,
        [.. world.Receivers.Select(receiver => receiver.Keeper == absent ? null : receiver.Message)],
        Bytes(source));

    // The vectors are for a third implementation: what this test made at the time of the format, a line each.
    private static void Verify(string name, byte[][] values)
    {
        var file = Repository.PathOf($"tests/Ledger.Threshold.Tests/Vectors/{name}.txt");
        string[] lines = [.. values.Select(Convert.ToHexStringLower)];
        if (Environment.GetEnvironmentVariable(Update) is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(file, lines);
        }

        Assert.Equal(File.ReadAllLines(file), lines);
    }

    private static byte[] Bytes(Digest digest)
    {
        var bytes = new byte[Digest.Bytes];
        digest.CopyTo(bytes);
        return bytes;
    }
}
