using Ledger.Client;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>What the chain says beside an order's letters, as both sides' commands show it.</summary>
internal static class OutlookDocuments
{
    /// <summary>Adds the section, where this side knows it, and what concerns the order; says where the chain cannot be asked.</summary>
    internal static async Task AddAsync(
        Invocation invocation, OrderBook book, string orderId, Document document, CancellationToken cancellationToken)
    {
        try
        {
            var outlook = await book.OutlookAsync(orderId, cancellationToken);
            if (outlook.Section is { } section)
            {
                document["section_name"] = section.Announced.Name;
                document["section_state"] = Datum.Word(section.State);
                document["bond_fen"] = Datum.Money(section.Announced.BondFen);
                document["opening_time"] = Datum.Time(section.OpeningTime);
            }

            document["notices"] = Datum.List(outlook.Notices.Select(Of));
        }
        catch (LedgerClientException e)
        {
            invocation.Warnings.Say($"The chain was not asked about this order: {e.Message}", $"未能向链查询本订单：{e.Message}");
        }
    }

    /// <summary>Each order with what the chain says of it; without, once no node has answered.</summary>
    internal static async Task<IReadOnlyList<(OrderView View, OrderOutlook? Outlook)>> OfAllAsync(
        OrderBook book, IEnumerable<OrderView> views, CancellationToken cancellationToken)
    {
        var (orders, isAnswered) = (new List<(OrderView, OrderOutlook?)>(), true);
        foreach (var view in views)
        {
            OrderOutlook? outlook = null;
            if (isAnswered)
            {
                try
                {
                    outlook = await book.OutlookAsync(Convert.ToHexStringLower(view.OrderId.Span), cancellationToken);
                }
                catch (LedgerClientException)
                {
                    isAnswered = false;
                }
            }

            orders.Add((view, outlook));
        }

        return orders;
    }

    private static Document Of(OrderNotice notice) => new()
    {
        ["notice"] = Datum.Word(notice.Kind),
        ["acts_next"] = notice.ActsNext is { } side ? Datum.Word(side) : null,
        ["until"] = notice.Until == 0 ? null : Datum.Time(notice.Until),
        ["amount_fen"] = notice.AmountFen == 0 ? null : Datum.Money(notice.AmountFen),
    };
}
