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

    /// <summary>The same with everything that a decision needs: who applies, what changes, what was brought.</summary>
    internal static Document InFull(OrderBook book, OrderView view)
    {
        var document = Of(book, view);
        var applicant = view.Application?.Applicant;
        document["legal_person"] = applicant?.LegalPerson;
        document["contact"] = applicant?.Contact;
        document["basic_account"] = applicant?.BasicAccount is { } basic ? MessageDocuments.Of(basic) : null;
        document["consortium_usccs"] = Datum.List(applicant?.ConsortiumUsccs.Select(code => code) ?? []);
        if (view.PendingChange is { } change)
        {
            document["change_kind"] = Datum.Word(change.Kind);
            document["new_amount_fen"] = Datum.Money(change.AmountFen);
            document["new_valid_until"] = Datum.Time(change.ValidUntil);
        }

        if (view.PendingSurrender is { } surrender)
        {
            document["cause"] = Datum.Word(surrender.Cause);
        }

        if (book is BidderOrders orders && orders.ReturnOf(Convert.ToHexStringLower(view.OrderId.Span)) is { } planned)
        {
            document["return_leaves_at"] = Datum.Time(planned.LeavesAt);
            document["return_refused"] = planned.Refused;
        }

        var documents = book.DocumentsOf(Convert.ToHexStringLower(view.OrderId.Span));
        document["documents"] = documents.Count;
        document["remarks"] = Datum.List(documents.Select(one => one.Remark).Where(remark => remark.Length > 0).Distinct());
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

    /// <summary>The same with what the chain says of each order.</summary>
    internal static void ShowList(
        Invocation invocation, OrderBook book, IReadOnlyList<(OrderView View, OrderOutlook? Outlook)> orders)
    {
        if (orders.Any(order => order.Outlook is null))
        {
            invocation.Warnings.Say("The chain was not asked about these orders: no node answers.", "未能向链查询这些订单：没有节点应答。");
        }

        ShowRows(invocation, book, orders.Select(order => Of(book, order.View, order.Outlook)).ToArray());
    }

    internal static void ShowList(Invocation invocation, OrderBook book, IEnumerable<OrderView> views) =>
        ShowRows(invocation, book, views.Select(view => Of(book, view)).ToArray());

    private static Document Of(OrderBook book, OrderView view, OrderOutlook? outlook)
    {
        var document = Of(book, view);
        var notices = outlook?.Notices ?? [];
        document["notices"] = Datum.List(notices.Select(notice => Datum.Word(notice.Kind)));
        if (notices.FirstOrDefault(notice => notice.ActsNext is not null) is { } due)
        {
            document["acts_next"] = Datum.Word(due.ActsNext!.Value);
        }

        return document;
    }

    private static void ShowRows(Invocation invocation, OrderBook book, Document[] rows)
    {
        invocation.Report.ShowList(
            ($"{rows.Length} orders", $"{rows.Length} 份订单"),
            new Document { ["orders"] = Datum.List(rows), ["waiting_to_be_sent"] = book.Waiting },
            "orders",
            ["order", "state", "applicant", "section", "amount_fen", "valid_until", "acts_next", "waits_for", "notices", "reasons"]);
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
