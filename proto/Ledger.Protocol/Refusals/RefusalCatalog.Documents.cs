namespace Ledger.Protocol;

// Refusals of the document store: 11xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] DocumentRefusals =>
    [
        new(RefusalCode.BadDocumentField, "BAD_DOCUMENT_FIELD",
            "Every field has a stated form and size (docs/spec/documents.md).",
            "Correct the field that the message names."),
        new(RefusalCode.BadDocumentSize, "BAD_DOCUMENT_SIZE",
            "Documents have padded sizes, so that their length tells little (DOMAIN §2, leak checklist; docs/spec/documents.md).",
            "Pad the document to 1, 2, 3, 4, 6, 8, 12 … pieces of 64 KiB, as many as the node takes."),
        new(RefusalCode.DocumentNotFound, "DOCUMENT_NOT_FOUND",
            "There is none and not for you are one answer (DESIGN §8, uniform answers).",
            "Check address, read token and lease; or ask another node that the reference names."),
        new(RefusalCode.LeaseTooLong, "LEASE_TOO_LONG",
            "A document is kept for a lease of time, which its uploader may renew (docs/spec/documents.md).",
            "Ask for at most the lease that the node's terms name."),
        new(RefusalCode.UploadOutOfStep, "UPLOAD_OUT_OF_STEP",
            "Pieces are taken in order, each once (docs/spec/documents.md).",
            "Ask for the upload's progress, and go on from there."),
        new(RefusalCode.DocumentDigest, "DOCUMENT_DIGEST",
            "A document's address is the digest of its pieces (docs/spec/documents.md).",
            "Upload again from the first piece: the node has dropped what it had."),
        new(RefusalCode.DocumentsFull, "DOCUMENTS_FULL",
            "A node's documents are bounded in number and bytes (DESIGN §11).",
            "Use another node, or wait until leases have ended.",
            Transient: true),
    ];
}
