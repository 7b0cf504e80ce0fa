using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;

namespace Ledger.Mail;

/// <summary>How a node keeps mail: letters and documents.</summary>
public sealed record MailOptions
{
    /// <summary>Limits of letters.</summary>
    public MailboxOptions Mailbox { get; init; } = new();

    /// <summary>Limits of documents.</summary>
    public DocumentOptions Documents { get; init; } = new();

    /// <summary>Limits of challenges.</summary>
    public ChallengeOptions Challenges { get; init; } = new();

    /// <summary>
    /// Bytes of the disk that mail leaves free: more than the chain's store does, so that mail ends before the chain would.
    /// </summary>
    public long FreeDiskBytesMin { get; init; } = 512 * 1024 * 1024;
}
