using System.Security.Cryptography;
using System.Text;
using Ledger.Orders;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>A bidder's orders, taken further as planned.</summary>
internal sealed class BidderBook(MarketSubject bidder, BidderOrders orders) : IDisposable
{
    private readonly BankAccount _account = AccountOf(bidder.Uscc, bidder.Name);

    public void Dispose() => orders.Dispose();

    internal static BankAccount AccountOf(string uscc, string name) => new() { Name = name, Number = $"6222{uscc[2..16]}", Bank = "测试银行" };

    /// <summary>The order for a section; null where there is none.</summary>
    internal OrderView? Find(string sectionCode) => orders.List().FirstOrDefault(view => orders.SectionOf(Id(view)) == sectionCode);

    internal static string Id(OrderView view) => Convert.ToHexStringLower(view.OrderId.Span);

    /// <summary>Applies; where an earlier run did so, that order counts.</summary>
    internal async Task ApplyAsync(ApplicationRound round, PlannedApplication application, CancellationToken cancellationToken)
    {
        if (Find(round.Section.Code) is null)
        {
            await orders.ApplyAsync(
                new OrderRequest
                {
                    GuarantorUscc = round.Guarantor.Participant.Uscc,
                    SectionCode = round.Section.Code,
                    Applicant = new OrderApplicant { Uscc = bidder.Uscc, Name = bidder.Name, BasicAccount = _account },
                    TenderDocumentDigest = SHA256.HashData(Encoding.UTF8.GetBytes($"tender-document/{round.Section.Code}")),
                    IsBlind = application.IsBlind,
                },
                cancellationToken);
        }

        await orders.FlushAsync(cancellationToken);
    }

    /// <summary>Reads what came, and answers it.</summary>
    internal async Task AnswerAsync(ApplicationRound round, ApplicationCourse course, CancellationToken cancellationToken)
    {
        await orders.ReceiveAsync(cancellationToken);
        var view = Find(round.Section.Code)!;
        var id = Id(view);
        switch (view.State)
        {
            case OrderState.Submitted when course == ApplicationCourse.CancelledUndecided:
            case OrderState.AwaitPayment when course == ApplicationCourse.CancelledUnpaid:
                await orders.CancelAsync(id, "不再参加投标", cancellationToken);
                break;
            case OrderState.Submitted when view.MaterialsAsked > view.MaterialsProvided:
                await orders.ProvideMaterialsAsync(id, [], "已补充", cancellationToken);
                break;
            case OrderState.AwaitPayment when course != ApplicationCourse.LeftUnpaid:
                await orders.ConfirmPaymentAsync(id, _account, cancellationToken: cancellationToken);
                await SignAsync(id, cancellationToken);
                break;
            case OrderState.AwaitSign:
                await SignAsync(id, cancellationToken);
                break;
            default:
                break; // the other side's turn, or the end
        }
    }

    private Task SignAsync(string id, CancellationToken cancellationToken) =>
        orders.SignContractAsync(id, SHA256.HashData(Encoding.UTF8.GetBytes($"order-contract/{id}")), cancellationToken);
}
