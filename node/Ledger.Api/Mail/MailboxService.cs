using Grpc.Core;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Serves a node's mailboxes: every answer and refusal is theirs.</summary>
[BindServiceMethod(typeof(RefusingBinder<Protocol.V1.Mailbox.MailboxBase>), nameof(RefusingBinder<>.BindService))]
public sealed class MailboxService(IMailbox mailbox) : Protocol.V1.Mailbox.MailboxBase
{
    /// <inheritdoc/>
    public override Task<MailboxTerms> GetTerms(GetMailboxTermsRequest request, ServerCallContext context) =>
        Answer(mailbox.GetTerms(request, out var terms), terms);

    /// <inheritdoc/>
    public override Task<GetChallengeResponse> GetChallenge(GetChallengeRequest request, ServerCallContext context) =>
        Task.FromResult(mailbox.NewChallenge());

    /// <inheritdoc/>
    public override Task<DepositReceipt> Deposit(DepositRequest request, ServerCallContext context) =>
        Answer(mailbox.Deposit(request, out var receipt), receipt);

    /// <inheritdoc/>
    public override Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context) =>
        Answer(mailbox.Fetch(request, out var response), response);

    /// <inheritdoc/>
    public override Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context) =>
        Answer(mailbox.Acknowledge(request, out var response), response);

    private static Task<T> Answer<T>(Refused refused, T? response)
        where T : class => refused.IsRefused ? throw RefusalStatus.ToException(refused) : Task.FromResult(response!);
}
