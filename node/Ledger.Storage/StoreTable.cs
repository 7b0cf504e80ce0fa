namespace Ledger.Storage;

/// <summary>The tables of a node's store; each is a column family of its own. The names are part of the disk format.</summary>
public enum StoreTable : byte
{
    /// <summary>A few named values: genesis digest, format version, applied height.</summary>
    Meta = 0,

    /// <summary>Height (big-endian) → block.</summary>
    Blocks = 1,

    /// <summary>Transaction id → height and position. Decides duplicates, so it is written with the block.</summary>
    Transactions = 2,

    /// <summary>Nodes of the state trie.</summary>
    StateNodes = 3,

    /// <summary>State key → newest value and the height that wrote it.</summary>
    StateLatest = 4,

    /// <summary>State key and height → superseded value.</summary>
    StateHistory = 5,

    /// <summary>Height → the vote that this validator signed, and the quorum certificate once there is one.</summary>
    Votes = 6,

    /// <summary>Derived from receipts only, rebuilt by <c>ledger reindex</c>.</summary>
    Index = 7,

    /// <summary>Cursor of a block's last event → its height. Derived.</summary>
    Events = 8,

    /// <summary>Sequence number → ordered batch, of the embedded ordering engine.</summary>
    Ordering = 9,

    /// <summary>Letters of the mailbox, in the store for mail only.</summary>
    Mailbox = 10,

    /// <summary>Encrypted documents in pieces, in the store for mail only.</summary>
    Documents = 11,

    /// <summary>Level (1 byte) and index (big-endian) → root of a full subtree of the history of headers. Made again from blocks.</summary>
    HeaderHistory = 12,
}
