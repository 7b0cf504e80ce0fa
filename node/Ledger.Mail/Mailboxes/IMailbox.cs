using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Mailboxes;

/// <summary>
/// The mailboxes of one node. Every method refuses by a value and never throws for what comes from outside. Safe for use by several
/// threads.
/// </summary>
public interface IMailbox
{
    /// <summary>What the node asks of letters at present, to an address or to none in particular.</summary>
    Refused GetTerms(GetMailboxTermsRequest request, out MailboxTerms? terms);

    /// <summary>Something fresh for an owner to sign.</summary>
    GetChallengeResponse NewChallenge();

    /// <summary>Takes a letter, durable before the receipt is signed. The same letter again gives a receipt again.</summary>
    Refused Deposit(DepositRequest request, out DepositReceipt? receipt);

    /// <summary>A page of an owner's letters; an empty one where there are none, for whatever reason.</summary>
    Refused Fetch(FetchRequest request, out FetchResponse? response);

    /// <summary>Deletes an owner's letters up to a sequence number, those that are there.</summary>
    Refused Acknowledge(AcknowledgeRequest request, out AcknowledgeResponse? response);
}
