namespace Ledger.Protocol;

// Refusals of mailboxes: 10xxx. Stamps, challenges and owners are the document store's too.
public static partial class RefusalCatalog
{
    private static RefusalText[] MailboxRefusals =>
    [
        new(RefusalCode.BadMailboxField, "BAD_MAILBOX_FIELD",
            "Every field has a stated form and size (docs/spec/mailbox.md).",
            "Correct the field that the message names."),
        new(RefusalCode.BadLetterSize, "BAD_LETTER_SIZE",
            "Letters have one of a few constant sizes, so that their length tells nothing (DOMAIN §2, leak checklist; docs/spec/mailbox.md).",
            "Pad the letter to 4, 16 or 64 KiB before it is sealed."),
        new(RefusalCode.BadStamp, "BAD_STAMP",
            "Whoever leaves something has worked for it, so that nobody fills a node for free (docs/spec/mailbox.md, stamps).",
            "Ask for the node's terms, and find a counter with as many zero bits for this very content."),
        new(RefusalCode.MailboxFull, "MAILBOX_FULL",
            "Each address holds a bounded number of letters and bytes (DESIGN §11).",
            "Wait until its owner has fetched, or leave the letter at another node that serves the address.",
            Transient: true),
        new(RefusalCode.MailboxesFull, "MAILBOXES_FULL",
            "A node's letters are bounded in number and bytes (DESIGN §11).",
            "Leave the letter at another node that serves the address.",
            Transient: true),
        new(RefusalCode.MailDiskFull, "MAIL_DISK_FULL",
            "A part of the disk stays free for the chain, whatever comes by mail (DESIGN §11).",
            "Use another node; this one's operator frees space or enlarges the disk.",
            Transient: true),
        new(RefusalCode.MailUnavailable, "MAIL_UNAVAILABLE",
            "A store that failed once is not written to again before it was opened anew (DESIGN §11).",
            "Use another node; this one's operator looks into its log and starts it again.",
            Transient: true),
        new(RefusalCode.BadChallenge, "BAD_CHALLENGE",
            "An owner's request answers a fresh challenge of this very node (docs/spec/mailbox.md).",
            "Ask for a new challenge, and sign the request again."),
        new(RefusalCode.ChallengeUsed, "CHALLENGE_USED",
            "A challenge is good for one request, so that none is replayed (DOMAIN §2, faults not to copy).",
            "Ask for a new challenge, and sign the request again."),
        new(RefusalCode.BadOwnerKey, "BAD_OWNER_KEY",
            "Owners' keys are of the chain's own suite: SM2 or P-256, uncompressed (docs/spec/mailbox.md).",
            "Make the mailbox's key pair for this chain's suite."),
        new(RefusalCode.BadOwnerSignature, "BAD_OWNER_SIGNATURE",
            "Only the owner of an address fetches and deletes what lies there (docs/spec/mailbox.md).",
            "Sign the request's canonical bytes with the key that the address is made of."),
    ];
}
