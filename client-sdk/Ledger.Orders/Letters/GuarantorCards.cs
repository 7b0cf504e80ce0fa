using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>Guarantors' cards: signed, so that nobody gets a bidder's materials by handing out another mailbox under a guarantor's name.</summary>
public static class GuarantorCards
{
    /// <summary>Signs a card as a guarantor.</summary>
    public static GuarantorCard Sign(OrderParty party, GuarantorCard card)
    {
        ArgumentNullException.ThrowIfNull(party);
        ArgumentNullException.ThrowIfNull(card);
        var signed = card.Clone();
        signed.Uscc = party.Uscc;
        signed.CertificateId = ByteString.CopyFrom(party.Signer.CertificateId.ToArray());
        signed.Signature = party.Sign(SignedForms.OfCard(party.Genesis.Hasher, party.Genesis.ChainId, signed));
        return signed;
    }

    /// <summary>Refuses a card that no active guarantor of the chain has signed, or whose tiers are out of their form.</summary>
    internal static async Task<OrderRefused> CheckAsync(GuarantorCard card, GenesisFile genesis, LetterChecks checks, CancellationToken cancellationToken)
    {
        var signed = SignedForms.OfCard(genesis.Hasher, genesis.ChainId, card);
        var (refused, signer) = await checks.SignerOfAsync(card.CertificateId.Memory, signed, card.Signature, cancellationToken).ConfigureAwait(false);
        return refused.IsRefused ? new(OrderRefusal.BadCard, refused.Detail)
            : signer!.Uscc != card.Uscc || !signer.Has(Role.Guarantor) ? new(OrderRefusal.BadCard, $"The card names {card.Uscc} and is signed by {signer.Uscc}, which must be an active guarantor.")
            : card.Mailbox is null || TiersOf(card) is null ? new(OrderRefusal.BadCard, "The card has no mailbox, or its tiers are out of their form.")
            : OrderRefused.No;
    }

    /// <summary>The tiers that a card offers; null where they are out of their form.</summary>
    public static CoverTiers? TiersOf(GuarantorCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        try
        {
            return new CoverTiers([.. card.CoverTiersFen], (int)Math.Min(card.EndTierMonths, int.MaxValue));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
