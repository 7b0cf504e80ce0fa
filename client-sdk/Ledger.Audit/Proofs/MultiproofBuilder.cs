using Google.Protobuf;
using Ledger.Protocol.V1;
using PathStep = Ledger.Protocol.Proofs.PathStep;
using StateProof = Ledger.Protocol.Proofs.StateProof;

namespace Ledger.Audit.Proofs;

/// <summary>Joins verified proofs of single keys under one root into one multiproof, in which what they share stands once.</summary>
public sealed class MultiproofBuilder
{
    private Node? _root;

    /// <summary>Whether nothing has been added.</summary>
    public bool IsEmpty => _root is null;

    /// <summary>Adds a proof that <see cref="StateProofVerifier"/> has found to hold under the same root as those before it.</summary>
    /// <exception cref="ArgumentException">It is a proof under another root, or of the empty state.</exception>
    public void Add(StateProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var leaf = proof switch
        {
            { Value: { } value } => new StateEntry { Key = ByteString.CopyFrom(proof.Key), Value = ByteString.CopyFrom(value) },
            { Witness: { } witness } =>
                new StateEntry { Key = ByteString.CopyFrom(witness.Key), ValueHash = ByteString.CopyFrom(witness.ValueHash) },
            _ => throw new ArgumentException("A proof of the empty state is not joined with others.", nameof(proof)),
        };
        var node = _root ??= new Node();
        for (var i = proof.Steps.Count - 1; i >= 0; i--)
        {
            node = node.Enter(proof.Steps[i], BitString.IsSet(leaf.Key.Span, proof.Steps[i].BitIndex));
        }

        node.Put(leaf);
    }

    /// <summary>The joined proof.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public StateMultiproof Build()
    {
        var shape = new List<byte>();
        var hashes = new List<byte>();
        var proof = new StateMultiproof();
        Write(_root ?? throw new InvalidOperationException("There is nothing to prove."), proof, shape, hashes);
        proof.Shape = ByteString.CopyFrom([.. shape]);
        proof.Hashes = ByteString.CopyFrom([.. hashes]);
        return proof;
    }

    private static void Write(Node node, StateMultiproof proof, List<byte> shape, List<byte> hashes)
    {
        shape.Add(node.Shape);
        if (node.Left is not null)
        {
            proof.BitIndexes.Add(node.BitIndex);
            Write(node.Left, proof, shape, hashes);
            Write(node.Right!, proof, shape, hashes);
        }
        else if (node.Leaf is not null)
        {
            proof.Leaves.Add(node.Leaf);
        }
        else
        {
            hashes.AddRange(node.Hash!);
        }
    }

    /// <summary>A node that grows from a hash to a branch or a leaf as more proofs lead through it.</summary>
    private sealed class Node
    {
        internal uint BitIndex { get; private set; }

        internal Node? Left { get; private set; }

        internal Node? Right { get; private set; }

        internal StateEntry? Leaf { get; private set; }

        internal byte[]? Hash { get; private init; }

        internal byte Shape => Left is not null ? (byte)0 : Leaf is not null ? (byte)2 : (byte)1;

        internal Node Enter(PathStep step, bool isRight)
        {
            if (Left is null)
            {
                BitIndex = step.BitIndex;
                var sibling = new Node { Hash = step.Sibling };
                (Left, Right) = isRight ? (sibling, new Node()) : (new Node(), sibling);
            }
            else if (BitIndex != step.BitIndex || Leaf is not null)
            {
                throw new ArgumentException("The proofs are of different states.", nameof(step));
            }

            return isRight ? Right! : Left;
        }

        internal void Put(StateEntry leaf)
        {
            if (Left is not null || (Leaf is not null && !Leaf.Key.Equals(leaf.Key)))
            {
                throw new ArgumentException("The proofs are of different states.", nameof(leaf));
            }

            Leaf = Leaf is { HasValue: true } ? Leaf : leaf;
        }
    }
}
