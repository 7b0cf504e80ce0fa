using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli.Output;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The JSON documents of orders.</summary>
internal static class OrderDocuments
{
    internal static IReadOnlyList<string> Columns { get; } = ["order", "state", "状态", "mode", "applicant", "section", "amount_fen", "valid_until", "waits_for"];

    /// <param name="view">The order.</param>
    /// <param name="section">The section, where this side knows it.</param>
    internal static JsonObject Of(OrderView view, string? section) => new()
    {
        ["order"] = Documents.Hex(view.OrderId),
        ["state"] = OrderStates.NameOf(view.State),
        ["number"] = (int)view.State,
        ["状态"] = OrderStates.ChineseNameOf(view.State),
        ["mode"] = view.IsBlind ? "密文" : "明文",
        ["applicant"] = view.Application?.Applicant.Name,
        ["applicant_uscc"] = view.Application?.Applicant.Uscc,
        ["guarantor_uscc"] = view.Application?.GuarantorUscc,
        ["section"] = section ?? view.Application?.Plain?.SectionCode,
        ["amount_fen"] = view.Terms?.AmountFen ?? view.Application?.AmountFen,
        ["valid_until"] = Documents.Time(view.Terms?.ValidUntil ?? view.Application?.ValidUntil ?? 0),
        ["waits_for"] = WaitsFor(view),
        ["reasons"] = new JsonArray([.. view.Reasons.Select(reason => (JsonNode)reason)]),
        ["premium_fen"] = view.Approval?.PremiumFen,
        ["pay_account"] = view.Approval?.PayAccount is { } account ? Documents.Of((IMessage)account) : null,
        ["guarantee_no"] = view.Terms?.GuaranteeNo,
        ["guarantee"] = view.GuaranteeId.IsEmpty ? null : Documents.Hex(view.GuaranteeId),
        ["version"] = view.Terms?.Version,
        ["first_at"] = Documents.Time(view.FirstAt),
        ["last_at"] = Documents.Time(view.LastAt),
    };

    internal static JsonObject Of(LetterOutcome outcome) => new()
    {
        ["letter"] = outcome.Step?.ToString(),
        ["fate"] = outcome.Kind.ToString(),
        ["order"] = outcome.OrderId,
        ["state"] = outcome.State is { } state ? OrderStates.NameOf(state) : null,
        ["refused"] = outcome.Refused.IsRefused ? outcome.Refused.Code.ToString() : null,
        ["detail"] = outcome.Refused.Detail,
    };

    internal static void ShowOutcomes(Invocation invocation, IReadOnlyList<LetterOutcome> outcomes, int waiting)
    {
        var document = new JsonObject { ["letters"] = new JsonArray([.. outcomes.Select(outcome => (JsonNode)Of(outcome))]), ["waiting_to_be_sent"] = waiting };
        invocation.Report.ShowList($"{outcomes.Count} letters", document, "letters", ["letter", "fate", "order", "state", "refused", "detail"]);
    }

    private static string? WaitsFor(OrderView view) => view.State switch
    {
        OrderState.Submitted => "guarantor: decision",
        OrderState.AwaitPayment => "bidder: payment",
        OrderState.AwaitSign => "bidder: contract",
        OrderState.AwaitIssue => "guarantor: batch",
        OrderState.IssuedSealed when view.PendingChange is not null => "guarantor: change",
        OrderState.IssuedSealed when view.PendingSurrender is not null => "guarantor: surrender",
        _ => null,
    };
}
