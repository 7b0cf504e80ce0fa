using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>Reads an ordered batch. Whatever the bytes are, every validator comes to the same result and none throws.</summary>
internal static class BatchReader
{
    private static readonly MessageParser<Batch> CanonicalParser = Batch.Parser.WithDiscardUnknownFields(true);

    /// <summary>The bytes as the block keeps them: none at all where they exceed the chain's limit, so that every block can be served.</summary>
    internal static ReadOnlyMemory<byte> Bounded(ReadOnlyMemory<byte> bytes, ChainLimits limits) =>
        (uint)bytes.Length <= limits.BatchBytesMax ? bytes : ReadOnlyMemory<byte>.Empty;

    /// <summary>The batch, or an empty one of no proposer where the bytes are not the canonical encoding of one.</summary>
    internal static Batch Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var batch = CanonicalParser.ParseFrom(bytes.Span);
            return batch.CalculateSize() == bytes.Length && batch.Proposer.Length == Digest.Bytes ? batch : Unreadable();
        }
        catch (InvalidProtocolBufferException)
        {
            return Unreadable();
        }
    }

    private static Batch Unreadable() => new() { Proposer = ByteString.CopyFrom(new byte[Digest.Bytes]) };
}
