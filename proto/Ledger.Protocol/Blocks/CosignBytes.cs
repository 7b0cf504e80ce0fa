using System.Buffers.Binary;

namespace Ledger.Protocol;

/// <summary>
/// What a validator's co-signing key signs of a final block, for chains that know neither SM2 nor P-256 (docs/spec/anchor.md).
/// </summary>
public static class CosignBytes
{
    private const int HeightAt = Digest.Bytes;
    private const int HashAt = HeightAt + sizeof(ulong);
    private const int CosignersAt = HashAt + Digest.Bytes;

    /// <summary>The signed message.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="height">The block's height.</param>
    /// <param name="blockHash">Its header's hash.</param>
    /// <param name="cosigners">The hash of the co-signers that sign what comes after it.</param>
    public static SignBytes Encode(Digest chainId, ulong height, Digest blockHash, Digest cosigners)
    {
        var content = new byte[CosignersAt + Digest.Bytes];
        chainId.CopyTo(content);
        BinaryPrimitives.WriteUInt64BigEndian(content.AsSpan(HeightAt), height);
        blockHash.CopyTo(content.AsSpan(HashAt));
        cosigners.CopyTo(content.AsSpan(CosignersAt));
        return SignPurposes.Cosign.Over(content);
    }
}
