using Ledger.Protocol;
using Nethereum.Signer;

namespace Ledger.Anchor;

/// <summary>A co-signer's word that a block is final, and who signs what comes after it.</summary>
/// <param name="Height">The block's height.</param>
/// <param name="BlockHash">Its hash.</param>
/// <param name="Next">The hash of the set that signs what comes after.</param>
/// <param name="R">The signature's r.</param>
/// <param name="Vs">Its s, with the parity of the point in the highest bit (EIP-2098).</param>
public sealed record CosignerVote(ulong Height, Digest BlockHash, Digest Next, Digest R, Digest Vs)
{
    private const byte ParityBit = 0x80;
    private const int ElectrumV = 27;

    /// <summary>What is signed, hashed as an EVM chain does.</summary>
    public static Digest DigestOf(Digest chainId, ulong height, Digest blockHash, Digest next) =>
        Keccak.Of(CosignBytes.Encode(chainId, height, blockHash, next).Span);

    /// <summary>Whose signature it is on this chain; null where it is none.</summary>
    public EvmAddress? SignerOn(Digest chainId)
    {
        var s = Vs.ToArray();
        var parity = (s[0] & ParityBit) == 0 ? 0 : 1;
        s[0] &= ParityBit - 1;
        try
        {
            var signature = EthECDSASignatureFactory.FromComponents(R.ToArray(), s, (byte)(ElectrumV + parity));
            var key = EthECKey.RecoverFromSignature(signature, DigestOf(chainId, Height, BlockHash, Next).ToArray());
            return EvmAddress.TryParse(key?.GetPublicAddress(), out var address) ? address : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or ArithmeticException)
        {
            return null; // r or s is no number of the group
        }
    }
}
