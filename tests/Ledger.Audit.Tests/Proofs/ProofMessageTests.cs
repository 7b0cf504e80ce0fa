using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Protocol.Proofs;
using Messages = Ledger.Protocol.V1;

namespace Ledger.Audit.Tests.Proofs;

public class ProofMessageTests
{
    [Fact]
    public void A_proof_that_went_over_the_wire_proves_the_same()
    {
        var state = ProvenState.Random(4, 60);
        var others = new Blocks(9);
        foreach (var key in state.Map.Keys.Concat(Enumerable.Range(0, 40).Select(_ => others.Key())))
        {
            var proof = Messages.StateProof.Parser.ParseFrom(state.State.Prove(key, 1).ToMessage().ToByteArray()).ToProof();
            Assert.Equal(ProofError.None, StateProofVerifier.Verify(state.Root, proof, ProvenState.Hasher));
            Assert.True(state.IsTrue(proof));
            foreach (var withValues in (bool[])[true, false])
            {
                var sent = state.State.ProvePrefix(key, 1, 1000, withValues: withValues).ToMessage().ToByteArray();
                var list = Messages.PrefixProof.Parser.ParseFrom(sent).ToProof();
                Assert.True(PrefixProofVerifier.Verify(state.Root, list, ProvenState.Hasher).IsComplete);
                Assert.True(state.IsTrue(list, fromStart: true, toEnd: true));
            }
        }
    }

    [Fact]
    public void Messages_with_nothing_in_them_are_refused_and_do_not_throw()
    {
        var state = ProvenState.Random(4, 60);
        Assert.Equal(ProofError.KeySize, StateProofVerifier.Verify(state.Root, new Messages.StateProof().ToProof(), ProvenState.Hasher));
        Assert.Equal(
            ProofError.RootMismatch,
            PrefixProofVerifier.Verify(state.Root, new Messages.PrefixProof().ToProof(), ProvenState.Hasher).Error);
        var hollow = new Messages.PrefixProof { Entries = { new Messages.StateEntry() }, Before = { new Messages.PathStep() } };
        Assert.Equal(ProofError.KeySize, PrefixProofVerifier.Verify(state.Root, hollow.ToProof(), ProvenState.Hasher).Error);
    }
}
