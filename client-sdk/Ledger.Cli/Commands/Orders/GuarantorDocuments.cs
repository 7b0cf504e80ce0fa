using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

/// <summary>How a guarantor's card is shown.</summary>
internal static class GuarantorDocuments
{
    internal static JsonObject Of(GuarantorCard card) => new()
    {
        ["uscc"] = card.Uscc,
        ["name"] = card.Name,
        ["form"] = card.Form.ToString(),
        ["tiers"] = CoverTiers.Of(card).ToString(),
        ["cover_tiers_fen"] = new JsonArray([.. card.CoverTiersFen.Select(fen => (JsonNode)fen)]),
        ["end_tier_months"] = card.EndTierMonths,
        ["mailbox"] = Documents.Hex(card.Mailbox.Address),
        ["nodes"] = new JsonArray([.. card.Mailbox.Nodes.Select(node => (JsonNode)Documents.Hex(node))]),
        ["published_at"] = Documents.Time(card.PublishedAt),
    };
}
