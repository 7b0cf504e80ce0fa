using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The JSON documents of orders.</summary>
internal static class OrderDocuments
{
    internal static Document Of(OrderBook book, OrderView view)
    {
        var id = Convert.ToHexStringLower(view.OrderId.Span);
        var (section, turn) = (book.SectionOf(id), book.TurnOf(id));
        var document = Of(view, section, turn);
        if (view.Refusal is { } refusal)
        {
            document["refused"] = refusal.Rule;
            document["detail"] = refusal.Detail;
        }

        if (book.BrokenBy(id) is { Length: > 0 } broken)
        {
            document["broken"] = broken;
        }

        return document;
    }

    private static Document Of(OrderView view, string? section, OrderTurn turn) => new()
    {
        ["order"] = Datum.NextId(view.OrderId.Span),
        ["state"] = Datum.Word(view.State),
        ["number"] = (int)view.State,
        ["mode"] = new Datum.Term("OrderMode", view.IsBlind ? "Blind" : "Clear"),
        ["applicant"] = view.Application?.Applicant.Name,
        ["applicant_uscc"] = view.Application?.Applicant.Uscc,
        ["guarantor_uscc"] = view.Application?.GuarantorUscc,
        ["section"] = section ?? view.Application?.Plain?.SectionCode,
        ["amount_fen"] = Datum.Money(view.Terms?.AmountFen ?? view.Application?.AmountFen),
        ["valid_until"] = Datum.Time(view.Terms?.ValidUntil ?? view.Application?.ValidUntil ?? 0),
        ["acts_next"] = turn.Side is { } side ? Datum.Word(side) : null,
        ["waits_for"] = Datum.Word(turn.Duty),
        ["reasons"] = Datum.List(view.Reasons.Select(reason => reason)),
        ["premium_fen"] = Datum.Money(view.Approval?.PremiumFen),
        ["pay_account"] = view.Approval?.PayAccount is { } account ? MessageDocuments.Of(account) : null,
        ["guarantee_no"] = view.Terms?.GuaranteeNo,
        ["guarantee"] = view.GuaranteeId.IsEmpty ? null : Datum.Id(view.GuaranteeId),
        ["version"] = view.Terms?.Version,
        ["first_at"] = Datum.Time(view.FirstAt),
        ["last_at"] = Datum.Time(view.LastAt),
    };

    internal static Document Of(LetterOutcome outcome) => new()
    {
        ["letter"] = outcome.Step?.ToString(),
        ["fate"] = Datum.Word(outcome.Kind),
        ["order"] = outcome.OrderId,
        ["state"] = outcome.State is { } state ? Datum.Word(state) : null,
        ["refused"] = outcome.Refused.IsRefused ? outcome.Refused.Code.ToString() : null,
        ["detail"] = outcome.Refused.Detail,
    };

    internal static void ShowList(Invocation invocation, OrderBook book, IEnumerable<OrderView> views)
    {
        var rows = views.Select(view => Of(book, view)).ToArray();
        invocation.Report.ShowList(
            ($"{rows.Length} orders", $"{rows.Length} 份订单"),
            new Document { ["orders"] = Datum.List(rows), ["waiting_to_be_sent"] = book.Waiting },
            "orders",
            ["order", "state", "applicant", "section", "amount_fen", "valid_until", "acts_next", "waits_for", "reasons"]);
    }

    internal static void ShowOutcomes(Invocation invocation, IReadOnlyList<LetterOutcome> outcomes, int waiting)
    {
        var document = new Document { ["letters"] = Datum.List(outcomes.Select(outcome => Of(outcome))), ["waiting_to_be_sent"] = waiting };
        invocation.Report.ShowList(
            ($"{outcomes.Count} letters", $"{outcomes.Count} 封信件"),
            document,
            "letters",
            ["letter", "fate", "order", "state", "refused", "detail"]);
    }
}
