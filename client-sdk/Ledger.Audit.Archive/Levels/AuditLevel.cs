namespace Ledger.Audit.Archive;

/// <summary>How much of an archive is verified; each level does what those before it do.</summary>
public enum AuditLevel
{
    /// <summary>Headers follow one another, and the validators of each height have signed.</summary>
    Headers = 0,

    /// <summary>And every transaction and receipt is the one that its header commits to.</summary>
    Merkle = 1,

    /// <summary>And every signature of a transaction and a batch verifies under the key that the chain has registered.</summary>
    Signatures = 2,

    /// <summary>And executing every transaction again, under the rules of its height, comes to the same state and receipts.</summary>
    Full = 3,
}
