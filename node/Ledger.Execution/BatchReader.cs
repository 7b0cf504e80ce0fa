using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>Reads an ordered batch. Whatever the bytes are, every validator comes to the same result and none throws.</summary>
internal sealed class BatchReader(GenesisFile genesis, ISignatureVerifier verifier)
{
    private static readonly ByteString Nobody = ByteString.CopyFrom(new byte[Digest.Bytes]);

    /// <summary>What stands at a sequence number, checked before any of its transactions is.</summary>
    /// <param name="ordered">The bytes.</param>
    /// <param name="sequence">The number, which is the height of the block to be.</param>
    /// <param name="validators">Who may propose: the set that finalises that block.</param>
    /// <param name="limits">The chain's limits.</param>
    /// <param name="ahead">The same bytes, read under the same limits; null where they were not read yet.</param>
    internal ReadBatch Read(
        ReadOnlyMemory<byte> ordered, ulong sequence, ValidatorRoster validators, ChainLimits limits, BatchAhead? ahead)
    {
        if ((uint)ordered.Length > limits.BatchBytesMax)
        {
            return Skipped(BatchOutcome.TooLarge, ReadOnlyMemory<byte>.Empty); // so that every block can be served
        }

        if ((ahead is null ? BatchBytes.TryRead(ordered) : ahead.Batch) is not var (signed, batch))
        {
            return Skipped(BatchOutcome.Unreadable, ordered);
        }

        var named = new Digest(batch.Proposer.Span);
        return validators.FindKey(named) is not { } key ? Skipped(BatchOutcome.Foreign, ordered, named)
            : BatchBytes.IsSigned(signed, genesis, sequence, key, verifier) ? new ReadBatch(BatchOutcome.Counts, named, batch, ordered)
            : Skipped(BatchOutcome.BadlySigned, ordered, named);
    }

    private static ReadBatch Skipped(BatchOutcome outcome, ReadOnlyMemory<byte> kept, Digest named = default) =>
        new(outcome, named, new Batch { Proposer = Nobody }, kept);
}

/// <summary>An ordered batch, read.</summary>
/// <param name="Outcome">Whether it counts.</param>
/// <param name="Named">The proposer that it names; zero where it cannot be read.</param>
/// <param name="Batch">What is executed: nothing, of no proposer, where it does not count.</param>
/// <param name="Kept">The bytes as the block keeps them.</param>
internal sealed record ReadBatch(BatchOutcome Outcome, Digest Named, Batch Batch, ReadOnlyMemory<byte> Kept);

/// <summary>What a batch counts for, alike on every node. The block of one that does not count is empty and names no proposer.</summary>
public enum BatchOutcome
{
    /// <summary>Its transactions are executed, its time proof is looked at.</summary>
    Counts,

    /// <summary>It is longer than the chain's limit; the block keeps none of it.</summary>
    TooLarge,

    /// <summary>It is not the canonical encoding of a batch that names a proposer.</summary>
    Unreadable,

    /// <summary>The proposer that it names is no validator of the set that finalises its block.</summary>
    Foreign,

    /// <summary>The proposer that it names did not sign it for this place in the order: it is forged, changed, or ordered again.</summary>
    BadlySigned,
}
