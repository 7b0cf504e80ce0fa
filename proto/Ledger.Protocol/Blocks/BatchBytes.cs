using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>The bytes of batches: what a proposer signs, what the order carries, and how it is read again
/// (docs/spec/finality.md).</summary>
public static class BatchBytes
{
    private const int LengthDelimited = 2; // of protobuf's wire types
    private static readonly MessageParser<SignedBatch> SignedBatches = SignedBatch.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<Batch> Batches = Batch.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<QuorumCertificate> TimeProofs = QuorumCertificate.Parser.WithDiscardUnknownFields(true);

    /// <summary>H(tag ‖ batch): what a signature of any sequence number commits to.</summary>
    public static Digest DigestOf(IHasher hasher, ReadOnlySpan<byte> batch) => TaggedHash.Compute(hasher, DomainTag.Batch, batch);

    /// <summary>What the proposer signs. The sequence number makes one place the only one where the batch counts: repeated or moved, it is
    /// badly signed.</summary>
    public static SignBytes Message(Digest chainId, ulong sequence, Digest batch)
    {
        Span<byte> content = stackalloc byte[Digest.Bytes + 8 + Digest.Bytes];
        chainId.CopyTo(content);
        BinaryPrimitives.WriteUInt64BigEndian(content[Digest.Bytes..], sequence);
        batch.CopyTo(content[(Digest.Bytes + 8)..]);
        return SignPurposes.Batch.Over(content);
    }

    /// <summary>Whether a key has signed the batch for this place.</summary>
    public static bool IsSigned(SignedBatch signed, GenesisFile genesis, ulong sequence, PublicKey key, ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(signed);
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(verifier);
        var message = Message(genesis.ChainId, sequence, DigestOf(genesis.Hasher, signed.Batch.Span));
        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(key, message, signed.Signature.Memory, LowS: true)], valid);
        return valid[0];
    }

    /// <summary>What goes into the order.</summary>
    public static byte[] Ordered(ReadOnlyMemory<byte> batch, ReadOnlyMemory<byte> signature)
    {
        var (wrapped, by) = (UnsafeByteOperations.UnsafeWrap(batch), UnsafeByteOperations.UnsafeWrap(signature));
        return new SignedBatch { Batch = wrapped, Signature = by }.ToByteArray();
    }

    /// <summary>What stands in the order; null where the bytes are not the canonical encoding of a batch that names a proposer. Nothing
    /// makes this throw. The batch's transactions are parts of <paramref name="ordered"/>, which must not change any more.</summary>
    public static (SignedBatch Signed, Batch Batch)? TryRead(ReadOnlyMemory<byte> ordered)
    {
        try
        {
            return ReadInOrder(ordered) ?? ReadInAnyOrder(ordered.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    // As every encoder writes it: each field once, in the order of their numbers. Read without a copy of anything.
    private static (SignedBatch Signed, Batch Batch)? ReadInOrder(ReadOnlyMemory<byte> ordered)
    {
        var position = 0;
        if (TakeField(ordered, ref position, SignedBatch.BatchFieldNumber) is not { IsEmpty: false } inner
            || TakeField(ordered, ref position, SignedBatch.SignatureFieldNumber) is not { IsEmpty: false } signature
            || position != ordered.Length)
        {
            return null;
        }

        position = 0;
        if (TakeField(inner, ref position, Batch.ProposerFieldNumber) is not { Length: Digest.Bytes } proposer)
        {
            return null;
        }

        var batch = new Batch { Proposer = UnsafeByteOperations.UnsafeWrap(proposer) };
        if (TakeField(inner, ref position, Batch.TimeProofFieldNumber) is { } timeProof)
        {
            batch.TimeProof = TimeProofs.ParseFrom(timeProof.Span);
            if (batch.TimeProof.CalculateSize() != timeProof.Length)
            {
                return null;
            }
        }

        while (TakeField(inner, ref position, Batch.TransactionsFieldNumber) is { } transaction)
        {
            batch.Transactions.Add(UnsafeByteOperations.UnsafeWrap(transaction));
        }

        var signed = new SignedBatch
        {
            Batch = UnsafeByteOperations.UnsafeWrap(inner),
            Signature = UnsafeByteOperations.UnsafeWrap(signature),
        };
        return position == inner.Length ? (signed, batch) : null;
    }

    // The rule itself: what has the size of its canonical encoding counts, in whatever order its fields stand.
    private static (SignedBatch Signed, Batch Batch)? ReadInAnyOrder(ReadOnlySpan<byte> ordered)
    {
        var signed = SignedBatches.ParseFrom(ordered);
        var batch = Batches.ParseFrom(signed.Batch);
        var isCanonical = signed.CalculateSize() == ordered.Length && batch.CalculateSize() == signed.Batch.Length;
        return isCanonical && batch.Proposer.Length == Digest.Bytes ? (signed, batch) : null;
    }

    private static ReadOnlyMemory<byte>? TakeField(ReadOnlyMemory<byte> bytes, ref int position, int number)
    {
        var start = position;
        if (!StrictField.TryRead(bytes.Span, ref start, (byte)(number << 3 | LengthDelimited), out var length))
        {
            return null;
        }

        position = start + length;
        return bytes.Slice(start, length);
    }

    /// <summary>The batch that a block was made from; null where what was ordered does not count, which the block's header tells: it names
    /// no proposer then.</summary>
    public static Batch? Counted(BlockHeader header, ReadOnlyMemory<byte> ordered)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.Proposer != Digest.Zero && TryRead(ordered) is var (_, batch) && new Digest(batch.Proposer.Span) == header.Proposer
            ? batch : null;
    }
}
