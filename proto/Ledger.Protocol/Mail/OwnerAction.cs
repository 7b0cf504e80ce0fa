namespace Ledger.Protocol.Mail;

/// <summary>What the owner of a key asks a node for. The values are part of the format.</summary>
public enum OwnerAction : byte
{
    /// <summary>Letters of the key's mailbox; parameters: after (8) ‖ max (4).</summary>
    Fetch = 1,

    /// <summary>Deleting letters; parameters: through (8).</summary>
    Acknowledge = 2,

    /// <summary>The progress of an upload; no parameters.</summary>
    UploadProgress = 3,

    /// <summary>An upload; parameters: pieces (4) ‖ read commitment (32) ‖ lease hours (4) ‖ from piece (4) ‖ stamp (8).</summary>
    Upload = 4,

    /// <summary>A new end of a document's lease; parameters: lease hours (4).</summary>
    Renew = 5,

    /// <summary>Deleting a document; no parameters.</summary>
    Delete = 6,
}
