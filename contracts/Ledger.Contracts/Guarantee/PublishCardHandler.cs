using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// A guarantor's card on the chain, so that a bidder may ask any guarantor without having been handed anything (DOMAIN §2, bidder). It is
/// the signer's own and bears the name that the consortium gave it: nobody gets a bidder's materials under another's name. A trading
/// centre's card is the mailbox at which it is asked for attestations.
/// </summary>
internal static class PublishCardHandler
{
    internal static Refused Handle(PublishCard call, CallContext context)
    {
        var isCentre = context.Signer.Has(Role.TradingCentre) && !context.Signer.Has(Role.Guarantor);
        if (!isCentre && SignerRules.Require(context.Signer, Role.Guarantor, "PublishCard") is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        var key = GuaranteeTables.Cards.Key(context.Signer.Uscc);
        if (CardRules.IsWithdrawal(call))
        {
            return Withdraw(key, context);
        }

        if ((isCentre ? CardRules.CheckCentre(call, context.Block.Suite) : CardRules.Check(call, context.Block.Suite))
            is { IsRefused: true } refused)
        {
            return refused;
        }

        var card = new GuarantorCard
        {
            Uscc = context.Signer.Uscc,
            Name = context.Signer.Member!.Name,
            Form = call.Form,
            Mailbox = call.Mailbox,
            CoverTiersFen = { call.CoverTiersFen },
            EndTierMonths = call.EndTierMonths,
            PublishedAt = context.Time,
        };
        context.Record(GuaranteeTables.Cards, key, card, "guarantee.card_published");
        return Refused.No;
    }

    private static Refused Withdraw(byte[] key, CallContext context)
    {
        if (context.State.Get(key) is null)
        {
            return new Refused(RefusalCode.CardMissing, $"{context.Signer.Uscc} has no card on the chain.");
        }

        GuaranteeTables.Cards.Delete(context.State, key);
        context.Announce(new StateFact(key, [], "guarantee.card_withdrawn"));
        return Refused.No;
    }
}
