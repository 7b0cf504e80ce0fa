using Ledger.Audit.Proofs;
using Ledger.Protocol.Proofs;
using Ledger.State;

namespace Ledger.Audit.Tests.Proofs;

public class PrefixProofVerifierTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_prefix_is_proven_complete(int seed)
    {
        var state = ProvenState.Random(seed, seed * 15);
        foreach (var prefix in Prefixes(state, seed))
        {
            var proof = state.State.ProvePrefix(prefix, 1, 1000, withValues: seed % 2 == 0);
            var verdict = Verify(state, proof);
            Assert.Equal(ProofError.None, verdict.Error);
            Assert.True(verdict.IsComplete);
            Assert.True(state.IsTrue(proof, fromStart: true, toEnd: true));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pages_join_to_the_complete_list(int seed)
    {
        var state = ProvenState.Random(seed, 60);
        foreach (var prefix in Prefixes(state, seed).Where(prefix => state.Map.Keys.Any(key => key.AsSpan().StartsWith(prefix))))
        {
            var keys = new List<byte[]>();
            byte[]? from = null;
            for (var ended = false; !ended;)
            {
                var proof = state.State.ProvePrefix(prefix, 1, 2 + (seed % 4), from);
                var verdict = Verify(state, proof);
                Assert.Equal(ProofError.None, verdict.Error);
                Assert.Equal(from is null, verdict.FromStart);
                Assert.True(state.IsTrue(proof, verdict.FromStart, verdict.ToEnd));
                Assert.True(from is null || from.AsSpan().SequenceEqual(proof.Entries[0].Key));
                keys.AddRange(proof.Entries.Select(entry => entry.Key).Skip(from is null ? 0 : 1));
                from = keys[^1];
                ended = verdict.ToEnd;
            }

            Assert.Equal(
                state.Map.Keys.Where(key => key.AsSpan().StartsWith(prefix)).Select(Convert.ToHexString),
                keys.Select(Convert.ToHexString));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_changed_proof_proves_nothing_untrue(int seed)
    {
        var state = ProvenState.Random(seed, 4 + (seed * 2));
        var refused = 0;
        foreach (var prefix in Prefixes(state, seed).Take(25))
        {
            foreach (var changed in Mutations.Of(state.State.ProvePrefix(prefix, 1, 1 + (seed % 9), from: seed % 3 == 0 ? [0x62] : null)))
            {
                var verdict = Verify(state, changed);
                Assert.True(verdict.Error != ProofError.None || state.IsTrue(changed, verdict.FromStart, verdict.ToEnd));
                refused += verdict.Error == ProofError.None ? 0 : 1;
            }
        }

        Assert.True(refused > 1000);
    }

    [Fact]
    public void An_entry_left_out_added_or_altered_breaks_the_proof()
    {
        var state = ProvenState.Random(3, 80);
        var proof = state.State.ProvePrefix([0x61], 1, 1000);
        Assert.True(proof.Entries.Count > 5);
        for (var i = 0; i < proof.Entries.Count; i++)
        {
            var others = proof.Entries.Where((_, at) => at != i).ToList();
            Assert.NotEqual(ProofError.None, Verify(state, proof with { Entries = others }).Error);
            var altered = proof.Entries.Select((entry, at) => at == i ? entry with { Value = [.. entry.Value!, 1] } : entry).ToList();
            Assert.Equal(ProofError.RootMismatch, Verify(state, proof with { Entries = altered }).Error);
            var added = proof.Entries.ToList();
            added.Insert(i + 1, new ProvenEntry([.. proof.Entries[i].Key, 0x00, 0x00, 0x00], [], null));
            Assert.NotEqual(ProofError.None, Verify(state, proof with { Entries = added }).Error);
        }
    }

    [Fact]
    public void A_page_that_stops_early_does_not_say_that_it_is_complete()
    {
        var state = ProvenState.Random(3, 80);
        var page = state.State.ProvePrefix([0x61], 1, 3);
        var verdict = Verify(state, page);
        Assert.Equal(new PrefixVerdict(ProofError.None, FromStart: true, ToEnd: false), verdict);
        var next = state.State.ProvePrefix([0x61], 1, 1000, page.Entries[^1].Key);
        Assert.Equal(new PrefixVerdict(ProofError.None, FromStart: false, ToEnd: true), Verify(state, next));
    }

    [Fact]
    public void A_prefix_that_has_keys_is_never_proven_empty_by_a_leaf_from_elsewhere()
    {
        var state = ProvenState.Random(5, 40);
        foreach (var prefix in state.Map.Keys.Select(key => key[..1]))
        {
            foreach (var key in state.Map.Keys)
            {
                var single = state.State.ProvePrefix(key, 1, 1);
                var witness = new LeafWitness(single.Entries[0].Key, ProvenState.Hash(single.Entries[0].Value!));
                var forged = single with { Prefix = prefix, Entries = [], Witness = witness };
                Assert.NotEqual(ProofError.None, Verify(state, forged).Error);
            }
        }
    }

    /// <summary>The longest key and the largest value that the state takes are proven like any other.</summary>
    [Fact]
    public void What_is_as_large_as_may_be_is_proven()
    {
        var key = Enumerable.Repeat((byte)0x61, StateLimits.KeyBytesMax).ToArray();
        var state = new ProvenState([new StateChange([1], [1]), new StateChange(key, new byte[StateLimits.ValueBytesMax])]);
        var verdict = Verify(state, state.State.ProvePrefix(key, 1, 10));
        Assert.Equal(ProofError.None, verdict.Error);
        Assert.Equal(StateLimits.ValueBytesMax, Assert.Single(state.State.ProvePrefix(key, 1, 10).Entries).Value!.Length);
    }

    [Fact]
    public void Each_refusal_has_its_name()
    {
        var state = ProvenState.Random(3, 80);
        var proof = state.State.ProvePrefix([0x61], 1, 1000);
        Assert.Equal(ProofError.Missing, Verify(state, null).Error);
        Assert.Equal(ProofError.Missing, Verify(state, proof with { After = null! }).Error);
        Assert.Equal(ProofError.RootSize, PrefixProofVerifier.Verify([], proof, ProvenState.Hasher).Error);
        Assert.Equal(ProofError.KeySize, Verify(state, proof with { Prefix = new byte[257] }).Error);
        Assert.Equal(ProofError.TooLong, Verify(state, proof with { Entries = [.. Enumerable.Repeat(proof.Entries[0], 1001)] }).Error);
        Assert.Equal(ProofError.EntryOrder, Verify(state, proof with { Entries = [.. proof.Entries.Reverse()] }).Error);
        Assert.Equal(ProofError.Ambiguous, Verify(state, proof with { Witness = new LeafWitness([1], new byte[32]) }).Error);
        Assert.Equal(ProofError.Ambiguous, Verify(state, proof with { Entries = [] }).Error);
        Assert.Equal(ProofError.StepDirection, Verify(state, proof with { Before = proof.After, After = proof.Before }).Error);
        Assert.Equal(ProofError.RootMismatch, PrefixProofVerifier.Verify(new byte[32], proof, ProvenState.Hasher).Error);
    }

    [Fact]
    public void A_page_ends_before_it_grows_too_large()
    {
        var values = Enumerable.Range(0, 20).Select(i => new State.StateChange([1, (byte)i], new byte[1000]));
        var state = new ProvenState(values, new State.StateOptions { ProofBytesMax = 3500 });
        var proof = state.State.ProvePrefix([1], 1, 1000);
        Assert.Equal(3, proof.Entries.Count);
        Assert.False(Verify(state, proof).IsComplete);
    }

    private static IEnumerable<byte[]> Prefixes(ProvenState state, int seed)
    {
        var others = new Blocks(-seed);
        return state.Map.Keys
            .SelectMany(key => (byte[][])[key, key[..1], key[..(key.Length / 2)]])
            .Concat(Enumerable.Range(0, 50).Select(_ => others.Key()))
            .Append([]);
    }

    private static PrefixVerdict Verify(ProvenState state, PrefixProof? proof) =>
        PrefixProofVerifier.Verify(state.Root, proof, ProvenState.Hasher);
}
