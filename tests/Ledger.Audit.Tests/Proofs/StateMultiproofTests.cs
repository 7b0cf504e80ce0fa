using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Protocol.V1;
using Proven = Ledger.Audit.Proofs.ProvenState;

namespace Ledger.Audit.Tests.Proofs;

public class StateMultiproofTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_joined_is_proven_and_nothing_else(int seed)
    {
        var state = ProvenState.Random(seed, 1 + (seed * 25));
        var others = new Blocks(-seed);
        var keys = state.Map.Keys.Where((_, index) => index % 3 == 0).Concat(Enumerable.Range(0, 20).Select(_ => others.Key(7))).ToList();
        Assert.Equal(ProofError.None, Proven.Verify(state.Root, Join(state, keys), ProvenState.Hasher, out var proven));
        foreach (var key in keys)
        {
            var isPresent = state.Map.TryGetValue(key, out var value);
            Assert.Equal(isPresent ? ProvenPresence.Present : ProvenPresence.Absent, proven!.Find(key, out var found));
            Assert.Equal(value, found);
        }

        foreach (var (key, value) in state.Map)
        {
            var presence = proven!.Find(key, out var found);
            Assert.True(
                presence == ProvenPresence.NotProven || (presence == ProvenPresence.Present && value.AsSpan().SequenceEqual(found)));
        }
    }

    [Fact]
    public void What_proofs_share_stands_once()
    {
        var state = ProvenState.Random(1, 2000);
        var keys = state.Map.Keys.Take(50).ToList();
        var apart = keys.Sum(key => state.State.Prove(key, 1).Steps.Count);
        var joined = Join(state, keys).Hashes.Length / 32;
        Assert.True(joined * 4 < apart, $"{joined} hashes joined, {apart} apart");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_changed_byte_of_any_list_proves_nothing(int seed)
    {
        var state = ProvenState.Random(seed, 40);
        var bytes = Join(state, [.. state.Map.Keys.Take(4), [0xFE, 1, 2]]).ToByteArray();
        var refused = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= (byte)(1 << (i % 8));
            if (Parse(changed) is { } proof && proof.ToByteArray().AsSpan().SequenceEqual(changed))
            {
                Assert.NotEqual(ProofError.None, Proven.Verify(state.Root, proof, ProvenState.Hasher, out var proven));
                Assert.Null(proven);
                refused++;
            }
        }

        Assert.True(refused > 100);
    }

    [Fact]
    public void Each_broken_list_has_its_error()
    {
        var state = ProvenState.Random(3, 30);
        var good = Join(state, [.. state.Map.Keys.Take(3)]);
        Refused(ProofError.Missing, null);
        Refused(ProofError.Missing, new StateMultiproof());
        Refused(ProofError.Missing, Change(good, proof => proof.BitIndexes.RemoveAt(0)));
        Refused(ProofError.Missing, Change(good, proof => proof.Leaves.RemoveAt(0)));
        Refused(ProofError.HashSize, Change(good, proof => proof.Hashes = ByteString.CopyFrom(proof.Hashes.Span[..^1])));
        Refused(ProofError.Ambiguous, Change(good, proof => proof.Hashes = ByteString.CopyFrom([.. proof.Hashes.Span, 0])));
        Refused(ProofError.Ambiguous, Change(good, proof => proof.BitIndexes.Add(9)));
        Refused(ProofError.Ambiguous, Change(good, proof => proof.Leaves.Add(proof.Leaves[0])));
        Refused(ProofError.Ambiguous, Change(good, proof => proof.Shape = ByteString.CopyFrom(3)));
        Refused(ProofError.Ambiguous, Change(good, proof => proof.Leaves[0].ClearContent()));
        Refused(ProofError.StepOrder, Change(good, proof => proof.BitIndexes[1] = proof.BitIndexes[0]));
        Refused(ProofError.StepOrder, Change(good, proof => proof.BitIndexes[0] = 2305));
        Refused(ProofError.KeySize, Change(good, proof => proof.Leaves[0].Key = ByteString.Empty));
        Refused(ProofError.HashSize, Change(good, proof => proof.Leaves[0].ValueHash = ByteString.CopyFrom(1)));
        Refused(ProofError.ValueSize, Change(good, proof => proof.Leaves[0].Value = ByteString.CopyFrom(new byte[70_000])));
        Refused(ProofError.TooLong, Change(good, proof => proof.Shape = ByteString.CopyFrom(new byte[20_000])));
        Assert.Equal(ProofError.RootSize, Proven.Verify([1], good, ProvenState.Hasher, out _));

        void Refused(ProofError error, StateMultiproof? proof) =>
            Assert.Equal(error, Proven.Verify(state.Root, proof, ProvenState.Hasher, out _));
    }

    [Fact]
    public void Proofs_of_two_states_are_not_joined()
    {
        var one = new ProvenState([new([0x61], [1]), new([0x62], [2])]);
        var other = new ProvenState([new([0x61], [1]), new([0x79], [2])]);
        var builder = new MultiproofBuilder();
        builder.Add(one.State.Prove([0x61], 1));
        Assert.Throws<ArgumentException>(() => builder.Add(other.State.Prove([0x79], 1)));
        Assert.Throws<ArgumentException>(() => builder.Add(new ProvenState([]).State.Prove([0x61], 1)));
        Assert.Throws<InvalidOperationException>(() => new MultiproofBuilder().Build());
    }

    private static StateMultiproof Join(ProvenState state, IReadOnlyList<byte[]> keys)
    {
        var builder = new MultiproofBuilder();
        foreach (var key in keys)
        {
            builder.Add(state.State.Prove(key, 1));
        }

        return builder.Build();
    }

    private static StateMultiproof Change(StateMultiproof proof, Action<StateMultiproof> change)
    {
        var changed = proof.Clone();
        change(changed);
        return changed;
    }

    private static StateMultiproof? Parse(byte[] bytes)
    {
        try
        {
            return StateMultiproof.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
