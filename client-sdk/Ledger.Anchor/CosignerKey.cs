using System.Security.Cryptography;
using Ledger.Protocol;
using Nethereum.Signer;

namespace Ledger.Anchor;

/// <summary>A validator's secp256k1 key, with which it signs final blocks for EVM chains and nothing else.</summary>
public sealed class CosignerKey
{
    private const string Begins = "ledger-cosigner-key ";
    private const int SecretBytes = 32;
    private readonly EthECKey _key;

    private CosignerKey(EthECKey key)
    {
        _key = key;
        Address = EvmAddress.TryParse(key.GetPublicAddress(), out var address)
            ? address
            : throw new InvalidDataException("A key without an address.");
    }

    /// <summary>The address that EVM chains know it by.</summary>
    public EvmAddress Address { get; }

    internal EthECKey Secret => _key;

    /// <summary>Makes a key.</summary>
    public static CosignerKey Generate()
    {
        while (true)
        {
            if (TryCreate(RandomNumberGenerator.GetBytes(SecretBytes)) is { } made)
            {
                return made;
            }
        }
    }

    /// <summary>Reads the line of a key file; null where it is none.</summary>
    public static CosignerKey? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.StartsWith(Begins, StringComparison.Ordinal) ? text[Begins.Length..] : string.Empty;
        return digits.Length == SecretBytes * 2 && digits.All(char.IsAsciiHexDigitLower) ? TryCreate(Convert.FromHexString(digits)) : null;
    }

    /// <summary>The line of a key file, which is the secret itself.</summary>
    public string ToSecretLine() => $"{Begins}{Convert.ToHexStringLower(_key.GetPrivateKeyAsBytes())}";

    /// <summary>Signs a final block.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="height">The block's height.</param>
    /// <param name="blockHash">Its hash.</param>
    /// <param name="next">The hash of the set that signs what comes after.</param>
    public CosignerVote Sign(Digest chainId, ulong height, Digest blockHash, Digest next)
    {
        var signature = _key.SignAndCalculateYParityV(CosignerVote.DigestOf(chainId, height, blockHash, next).ToArray());
        var vs = Padded(signature.S);
        vs[0] |= (byte)(signature.V[^1] == 0 ? 0 : 0x80);
        return new CosignerVote(height, blockHash, next, new Digest(Padded(signature.R)), new Digest(vs));
    }

    // Not zero and below the group's order, as EthECKey would not check by itself.
    private static CosignerKey? TryCreate(byte[] secret)
    {
        var number = new System.Numerics.BigInteger(secret, isUnsigned: true, isBigEndian: true);
        var order = System.Numerics.BigInteger.Parse(
            "0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            System.Globalization.NumberStyles.HexNumber,
            System.Globalization.CultureInfo.InvariantCulture);
        return number.IsZero || number >= order ? null : new CosignerKey(new EthECKey(secret, isPrivate: true));
    }

    private static byte[] Padded(byte[] number)
    {
        var padded = new byte[Digest.Bytes];
        number.AsSpan().TrimStart((byte)0).CopyTo(padded.AsSpan(Digest.Bytes - number.AsSpan().TrimStart((byte)0).Length));
        return padded;
    }
}
