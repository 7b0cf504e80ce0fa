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
    internal ReadBatch Read(ReadOnlyMemory<byte> ordered, ulong sequence, ValidatorRoster validators, ChainLimits limits)
    {
        if ((uint)ordered.Length > limits.BatchBytesMax)
        {
            return Skipped(BatchOutcome.TooLarge, ReadOnlyMemory<byte>.Empty); // so that every block can be served
        }

        if (BatchBytes.TryRead(ordered.Span) is not var (signed, batch))
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
