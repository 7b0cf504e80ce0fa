using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Messages = Ledger.Protocol.V1;

namespace Ledger.Fuzz.Targets;

/// <summary>Proofs as a client gets them from a node that may lie: no changed proof may prove anything else than the good one.</summary>
internal static class ProofTargets
{
    private const int Cost = 3;
    private const int PageMax = 20;

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var state = world.Chain.State;
        var hasher = world.Genesis.Hasher;
        var prefix = "guarantee/"u8.ToArray();
        var page = state.ProvePrefix(prefix, 1, PageMax);
        var present = state.Prove(page.Entries[0].Key, 1);
        var absent = state.Prove([.. prefix, 0xFF], 1);
        var root = state.Root;
        yield return new FuzzTarget("state proof",
        [
            present.ToMessage().ToByteArray(), absent.ToMessage().ToByteArray(),
        ], input => Parsed(Messages.StateProof.Parser, input, message =>
        {
            var proof = message.ToProof();
            var error = StateProofVerifier.Verify(root, proof, hasher);
            return error != ProofError.None ||
                Same(state.Get(proof.Key), proof.Value)
                    ? error.ToString()
                    : throw new InvalidOperationException("A proof proves what is not so.");
        }), Cost);
        yield return new FuzzTarget("prefix proof",
        [
            page.ToMessage().ToByteArray(), state.ProvePrefix(prefix, 1, 2).ToMessage().ToByteArray(),
        ], input => Parsed(Messages.PrefixProof.Parser, input, message =>
        {
            var proof = message.ToProof();
            var verdict = PrefixProofVerifier.Verify(root, proof, hasher);
            var holds = !verdict.IsComplete || state.Scan(proof.Prefix, int.MaxValue).Count == proof.Entries.Count;
            return holds ? verdict.Error.ToString() : throw new InvalidOperationException("A proof leaves keys out.");
        }), Cost);

        Digest[] leaves = [.. world.SignedTransactions.Select(bytes => MerkleTree.LeafHash(hasher, bytes))];
        var treeRoot = MerkleTree.Root(hasher, leaves);
        var audit = new Messages.MerkleProof { Index = 1, Size = (ulong)leaves.Length };
        audit.Path.AddRange(MerkleTree.AuditPath(hasher, leaves, 1).Select(step => ByteString.CopyFrom(step.ToArray())));
        var content = world.SignedTransactions[1];
        yield return new FuzzTarget("audit path", [audit.ToByteArray()], input => Parsed(
            Messages.MerkleProof.Parser, input, message =>
                MerkleProofVerifier.Verify(treeRoot, content, message, hasher).ToString()), Cost);
    }

    private static bool Same(byte[]? held, byte[]? proven) =>
        held is null ? proven is null : proven is not null && held.AsSpan().SequenceEqual(proven);

    private static string Parsed<TMessage>(MessageParser<TMessage> parser, byte[] input, Func<TMessage, string> use)
        where TMessage : IMessage<TMessage>
    {
        TMessage message;
        try
        {
            message = parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return "no message";
        }

        return use(message);
    }
}
