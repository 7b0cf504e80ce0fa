using System.Security.Cryptography;
using System.Text;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Rehearsal;

/// <summary>A guarantor's desk that decides as planned.</summary>
internal sealed class DeskBook(GuarantorDesk desk, GuarantorSeed guarantor, MailboxCard mailbox, LedgerClient client) : IDisposable
{
    private const int PremiumDivisor = 200; // 0.5 %
    private const long PremiumFenMin = 20_000;

    private readonly SealedBatcher _batcher = new(desk, TimeSpan.FromMinutes(10), TimeProvider.System, NullLogger<SealedBatcher>.Instance);

    public void Dispose()
    {
        desk.Dispose();
        client.Dispose();
    }

    internal OrderView? Find(string orderId) => desk.List().FirstOrDefault(view => Convert.ToHexStringLower(view.OrderId.Span) == orderId);

    /// <summary>Says on the chain where to apply, where that does not stand there yet.</summary>
    internal async Task PublishCardAsync(CancellationToken cancellationToken)
    {
        var cards = new GuarantorCards(client);
        if (await cards.FindAsync(guarantor.Participant.Uscc, cancellationToken) is null)
        {
            (await cards.PublishAsync(guarantor.Form, mailbox, CoverTiers.Default, cancellationToken)).EnsureDone();
        }
    }

    internal Task ReceiveAsync(CancellationToken cancellationToken) => desk.ReceiveAsync(cancellationToken);

    /// <summary>One batch of the constant size, decoys included.</summary>
    internal Task SendBatchAsync(CancellationToken cancellationToken) => _batcher.SendNowAsync(cancellationToken);

    internal async Task DecideAsync(string orderId, ApplicationCourse course, CancellationToken cancellationToken)
    {
        if (Find(orderId) is not { State: OrderState.Submitted } view || view.MaterialsAsked > view.MaterialsProvided)
        {
            return;
        }

        if (ApplicationCourses.NeedsMaterials(course) && view.MaterialsAsked == 0)
        {
            await desk.AskAsync(orderId, ["请补充上年度经审计的财务报表", "请补充招标文件中关于投标保证金的条款"], cancellationToken);
        }
        else if (course is ApplicationCourse.Rejected or ApplicationCourse.RejectedAfterMaterials)
        {
            await desk.RejectAsync(orderId, [course == ApplicationCourse.Rejected ? "投标人资信未达到本机构的准入标准" : "补充的财务报表未经审计"], cancellationToken);
        }
        else if (course != ApplicationCourse.CancelledUndecided)
        {
            var premium = Math.Max(PremiumFenMin, view.Application!.AmountFen / PremiumDivisor);
            await desk.ApproveAsync(
                orderId,
                new DeskDecision(premium, SHA256.HashData(Encoding.UTF8.GetBytes($"order-document/{orderId}"))),
                cancellationToken);
        }
    }
}
