using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>A node's word that it holds a letter, verified against the chain's validators.</summary>
/// <param name="Message">As the node signed it, to be shown later.</param>
/// <param name="Body">What it says.</param>
public sealed record LetterReceipt(DepositReceipt Message, DepositReceiptBody Body)
{
    /// <summary>The validator that signed.</summary>
    public Digest Node => Body.Node;

    /// <summary>What names the letter.</summary>
    public Digest LetterDigest => Body.LetterDigest;
}
