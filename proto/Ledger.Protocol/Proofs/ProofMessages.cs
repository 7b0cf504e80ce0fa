using Google.Protobuf;
using Google.Protobuf.Collections;
using Messages = Ledger.Protocol.V1;

namespace Ledger.Protocol.Proofs;

/// <summary>Proofs as messages of <c>ledger.v1</c> and back. Reading takes any message: what is wrong with it, the verifier says.</summary>
public static class ProofMessages
{
    /// <summary>The proof as a message.</summary>
    public static Messages.StateProof ToMessage(this StateProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var message = new Messages.StateProof
        {
            Key = ByteString.CopyFrom(proof.Key),
            Present = proof.Value is not null,
            Value = BytesOf(proof.Value),
            WitnessKey = BytesOf(proof.Witness?.Key),
            WitnessValueHash = BytesOf(proof.Witness?.ValueHash),
        };
        message.Path.AddRange(StepsOf(proof.Steps));
        return message;
    }

    /// <summary>The proof that a message carries. A value beside <c>present = false</c> is kept out: it would prove nothing.</summary>
    public static StateProof ToProof(this Messages.StateProof message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new StateProof
        {
            Key = message.Key.ToByteArray(),
            Value = message.Present ? message.Value.ToByteArray() : null,
            Steps = StepsOf(message.Path),
            Witness = WitnessOf(message.WitnessKey, message.WitnessValueHash),
        };
    }

    /// <summary>The proof as a message.</summary>
    public static Messages.PrefixProof ToMessage(this PrefixProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var message = new Messages.PrefixProof
        {
            Prefix = ByteString.CopyFrom(proof.Prefix),
            WitnessKey = BytesOf(proof.Witness?.Key),
            WitnessValueHash = BytesOf(proof.Witness?.ValueHash),
        };
        message.Entries.AddRange(proof.Entries.Select(EntryOf));
        message.Before.AddRange(StepsOf(proof.Before));
        message.After.AddRange(StepsOf(proof.After));
        return message;
    }

    /// <summary>The proof that a message carries.</summary>
    public static PrefixProof ToProof(this Messages.PrefixProof message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new PrefixProof
        {
            Prefix = message.Prefix.ToByteArray(),
            Entries = [.. message.Entries.Select(EntryOf)],
            Before = StepsOf(message.Before),
            After = StepsOf(message.After),
            Witness = WitnessOf(message.WitnessKey, message.WitnessValueHash),
        };
    }

    private static ByteString BytesOf(byte[]? bytes) => bytes is null ? ByteString.Empty : ByteString.CopyFrom(bytes);

    private static IEnumerable<Messages.PathStep> StepsOf(IReadOnlyList<PathStep> steps) =>
        steps.Select(step => new Messages.PathStep { BitIndex = step.BitIndex, Sibling = ByteString.CopyFrom(step.Sibling) });

    private static List<PathStep> StepsOf(RepeatedField<Messages.PathStep> steps) =>
        [.. steps.Select(step => new PathStep(step.BitIndex, step.Sibling.ToByteArray()))];

    private static LeafWitness? WitnessOf(ByteString key, ByteString valueHash) =>
        key.IsEmpty && valueHash.IsEmpty ? null : new LeafWitness(key.ToByteArray(), valueHash.ToByteArray());

    private static Messages.StateEntry EntryOf(ProvenEntry entry) => entry.Value is not null
        ? new Messages.StateEntry { Key = ByteString.CopyFrom(entry.Key), Value = ByteString.CopyFrom(entry.Value) }
        : new Messages.StateEntry { Key = ByteString.CopyFrom(entry.Key), ValueHash = BytesOf(entry.ValueHash) };

    private static ProvenEntry EntryOf(Messages.StateEntry entry) => new(
        entry.Key.ToByteArray(),
        entry.HasValue ? entry.Value.ToByteArray() : null,
        entry.HasValueHash ? entry.ValueHash.ToByteArray() : null);
}
