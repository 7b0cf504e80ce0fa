using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

/// <summary>How a guarantor's card is shown.</summary>
internal static class GuarantorDocuments
{
    internal static Document Of(GuarantorCard card) => new()
    {
        ["uscc"] = card.Uscc,
        ["name"] = card.Name,
        ["form"] = Datum.Word(card.Form),
        ["tiers"] = CoverTiers.Of(card).ToString(),
        ["cover_tiers_fen"] = Datum.List(card.CoverTiersFen.Select(fen => Datum.Money(fen))),
        ["end_tier_months"] = card.EndTierMonths,
        ["mailbox"] = Datum.Id(card.Mailbox.Address),
        ["nodes"] = Datum.List(card.Mailbox.Nodes.Select(node => Datum.Id(node))),
        ["published_at"] = Datum.Time(card.PublishedAt),
    };
}
