using Ledger.Audit.Proofs;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Tests.Proofs;

public class StateProofVerifierTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_key_is_proven_present_or_absent(int seed)
    {
        var state = ProvenState.Random(seed, seed * 20);
        var others = new Blocks(-seed);
        foreach (var key in state.Map.Keys.Concat(Enumerable.Range(0, 200).Select(_ => others.Key(7))))
        {
            var proof = state.State.Prove(key, 1);
            Assert.Equal(ProofError.None, Verify(state, proof));
            Assert.True(state.IsTrue(proof));
        }
    }

    [Fact]
    public void In_the_empty_state_every_key_is_absent()
    {
        var state = new ProvenState([]);
        var proof = state.State.Prove([1], 1);
        Assert.Equal(ProofError.None, Verify(state, proof));
        Assert.Null(proof.Value);
        Assert.Equal(ProofError.RootMismatch, Verify(state, proof with { Value = [] }));
        Assert.Equal(ProofError.RootMismatch, StateProofVerifier.Verify(ProvenState.Random(1, 3).Root, proof, ProvenState.Hasher));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_changed_proof_proves_nothing_untrue(int seed)
    {
        var state = ProvenState.Random(seed, 1 + (seed * 3));
        var others = new Blocks(-seed);
        var refused = 0;
        foreach (var key in state.Map.Keys.Concat(Enumerable.Range(0, 20).Select(_ => others.Key())))
        {
            foreach (var changed in Mutations.Of(state.State.Prove(key, 1)))
            {
                var holds = Verify(state, changed) == ProofError.None;
                Assert.True(!holds || state.IsTrue(changed));
                refused += holds ? 0 : 1;
            }
        }

        Assert.True(refused > 1000);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_key_that_is_there_is_never_proven_absent_by_another_leaf(int seed)
    {
        var state = ProvenState.Random(seed, 30);
        var proofs = state.Map.Keys.Select(key => state.State.Prove(key, 1)).ToList();
        foreach (var key in state.Map.Keys)
        {
            foreach (var other in proofs)
            {
                var witness = new LeafWitness(other.Key, ProvenState.Hash(other.Value!));
                var forged = new StateProof { Key = key, Steps = other.Steps, Witness = witness };
                Assert.NotEqual(ProofError.None, Verify(state, forged));
            }
        }
    }

    [Fact]
    public void Each_refusal_has_its_name()
    {
        var state = ProvenState.Random(7, 30);
        var key = state.Map.Keys.First();
        var present = state.State.Prove(key, 1);
        var absent = state.State.Prove([0x61, 0x62, 0x80, 0xFF, 0x61, 0x61, 0x61], 1);
        Assert.Equal(ProofError.Missing, Verify(state, null));
        Assert.Equal(ProofError.Missing, Verify(state, present with { Key = null! }));
        Assert.Equal(ProofError.Missing, Verify(state, present with { Steps = null! }));
        Assert.Equal(ProofError.RootSize, StateProofVerifier.Verify(state.Root.AsSpan(1), present, ProvenState.Hasher));
        Assert.Equal(ProofError.KeySize, Verify(state, present with { Key = [] }));
        Assert.Equal(ProofError.KeySize, Verify(state, present with { Key = new byte[257] }));
        Assert.Equal(ProofError.ValueSize, Verify(state, present with { Value = new byte[65537] }));
        Assert.Equal(ProofError.TooLong, Verify(state, present with { Steps = [.. Enumerable.Repeat(present.Steps[0], 2306)] }));
        Assert.Equal(ProofError.HashSize, Verify(state, present with { Steps = [present.Steps[0] with { Sibling = new byte[31] }] }));
        Assert.Equal(ProofError.StepOrder, Verify(state, present with { Steps = [.. present.Steps.Reverse()] }));
        Assert.Equal(ProofError.Ambiguous, Verify(state, present with { Witness = absent.Witness }));
        Assert.Equal(ProofError.Ambiguous, Verify(state, absent with { Witness = null }));
        Assert.Equal(ProofError.WitnessIsClaimed, Verify(state, absent with { Key = absent.Witness!.Key }));
        Assert.Equal(ProofError.WitnessElsewhere, Verify(state, absent with { Key = key }));
        Assert.Equal(ProofError.RootMismatch, Verify(state, present with { Value = [9, 9, 9, 9, 9] }));
    }

    private static ProofError Verify(ProvenState state, StateProof? proof) =>
        StateProofVerifier.Verify(state.Root, proof, ProvenState.Hasher);
}
