using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// What a bidder holds of its guarantee, in one file that its recovery secret opens: terms and salt of every version, so that it can reveal
/// and prove the guarantee when its folder and its keys are gone (docs/spec/voucher.md).
/// </summary>
public static class GuaranteeVouchers
{
    /// <summary>The format that is written.</summary>
    public const uint Format = 1;

    private const int HeadBytes = DomainTag.Bytes + Digest.Bytes;
    private const int BytesMax = 1 << 20;
    private const int VersionsMax = 1_000;

    /// <summary>Seals a voucher to the recovery secret of who may open it.</summary>
    internal static byte[] Seal(GenesisFile genesis, ReadOnlySpan<byte> secret, GuaranteeVoucher voucher, IRandomSource random)
    {
        using var pair = RecoverySecret.VoucherKeyOf(genesis, secret);
        var head = HeadOf(genesis);
        return [.. head, .. SealedBox.Seal(pair.PublicKey, voucher.ToByteArray(), head, random)];
    }

    /// <summary>Opens a voucher.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="secret">The recovery secret, 32 bytes.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="OrderException">It is no voucher of this chain, does not open with this secret, or is out of its form.</exception>
    public static GuaranteeVoucher Open(GenesisFile genesis, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> file)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        var head = HeadOf(genesis);
        if (file.Length is <= HeadBytes or > BytesMax || !file[..HeadBytes].SequenceEqual(head))
        {
            throw Bad("The file is no voucher of this chain.");
        }

        using var pair = RecoverySecret.VoucherKeyOf(genesis, secret);
        using var key = new OpeningKey(pair);
        var plaintext = SealedBox.TryOpen(key, file[HeadBytes..], head)
            ?? throw Bad("The voucher does not open: it is another's, or damaged.");
        var voucher = OrderLetters.Canonical(GuaranteeVoucher.Parser, plaintext);
        return voucher is { Format: Format, Versions.Count: > 0 and <= VersionsMax } && voucher.OrderId.Length == OrderLetters.IdBytes
            && voucher.Versions.All(IsWhole)
            ? voucher
            : throw Bad(
                voucher?.Format > Format
                    ? $"The voucher is of format {voucher.Format}; this program knows {Format}. Use a newer one."
                    : "The voucher is out of its form.");
    }

    private static bool IsWhole(OpenedGuarantee version) =>
        version.Salt.Length == GuaranteeCommitment.SaltBytes && version.GuaranteeId.Length > 0 &&
        ContentFacts.ReadTerms(version.Terms) is not null;

    private static byte[] HeadOf(GenesisFile genesis) => [.. DomainTag.Voucher, .. genesis.ChainId.ToArray()];

    private static OrderException Bad(string detail) => new(new(OrderRefusal.BadVoucher, detail));
}
