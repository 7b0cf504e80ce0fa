using System.Buffers.Binary;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// What validators sign: everything a block is and everything it leads to. Encoded in exactly <see cref="EncodedBytes"/> bytes,
/// docs/spec/encodings.md.
/// </summary>
/// <param name="ChainId">Digest of the genesis file.</param>
/// <param name="Height">0 for genesis; otherwise the sequence number of the ordered batch that the block was made from.</param>
/// <param name="Time">BFT time, UTC milliseconds; never less than the previous block's.</param>
/// <param name="Previous">Hash of the previous header; zero at height 0.</param>
/// <param name="TransactionsRoot">RFC 6962 root over id ‖ signature of the transactions.</param>
/// <param name="ReceiptsRoot">RFC 6962 root over the encoded receipts.</param>
/// <param name="StateRoot">Root of the state after this block.</param>
/// <param name="HistoryRoot">RFC 6962 root over the hashes of all earlier headers.</param>
/// <param name="ValidatorsHash">Hash of the validator set that finalises this block.</param>
/// <param name="Proposer">Validator that made the batch; zero where the batch was unreadable.</param>
/// <param name="RuleVersion">Version of the protocol rules that this block was executed under.</param>
public sealed record BlockHeader(
    Digest ChainId,
    ulong Height,
    long Time,
    Digest Previous,
    Digest TransactionsRoot,
    Digest ReceiptsRoot,
    Digest StateRoot,
    Digest HistoryRoot,
    Digest ValidatorsHash,
    Digest Proposer,
    uint RuleVersion)
{
    /// <summary>Length of the encoding.</summary>
    public const int EncodedBytes = 280;

    /// <summary>Version of the encoding, its first four bytes.</summary>
    public const uint FormatVersion = 1;

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[EncodedBytes];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32BigEndian(span, FormatVersion);
        ChainId.CopyTo(span[4..]);
        BinaryPrimitives.WriteUInt64BigEndian(span[36..], Height);
        BinaryPrimitives.WriteInt64BigEndian(span[44..], Time);
        Previous.CopyTo(span[52..]);
        TransactionsRoot.CopyTo(span[84..]);
        ReceiptsRoot.CopyTo(span[116..]);
        StateRoot.CopyTo(span[148..]);
        HistoryRoot.CopyTo(span[180..]);
        ValidatorsHash.CopyTo(span[212..]);
        Proposer.CopyTo(span[244..]);
        BinaryPrimitives.WriteUInt32BigEndian(span[276..], RuleVersion);
        return bytes;
    }

    /// <summary>Reads the canonical bytes; any other length, another format version or a negative time is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BlockHeader? header)
    {
        header = null;
        if (bytes.Length != EncodedBytes || BinaryPrimitives.ReadUInt32BigEndian(bytes) != FormatVersion)
        {
            return false;
        }

        var time = BinaryPrimitives.ReadInt64BigEndian(bytes[44..]);
        if (time < 0)
        {
            return false;
        }

        header = new BlockHeader(
            new Digest(bytes[4..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[36..]),
            time,
            new Digest(bytes[52..]),
            new Digest(bytes[84..]),
            new Digest(bytes[116..]),
            new Digest(bytes[148..]),
            new Digest(bytes[180..]),
            new Digest(bytes[212..]),
            new Digest(bytes[244..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[276..]));
        return true;
    }

    /// <summary>The block's hash: H(<see cref="DomainTag.Block"/> ‖ encoding).</summary>
    public static Digest Hash(IHasher hasher, ReadOnlySpan<byte> encoded) => TaggedHash.Compute(hasher, DomainTag.Block, encoded);
}
