using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Documents;

/// <summary>A document that a node holds.</summary>
/// <param name="Reference">What its readers need. Secret: it travels in letters alone.</param>
/// <param name="Receipt">The node's word, verified, to be shown later.</param>
/// <param name="Body">What it says.</param>
public sealed record UploadedDocument(DocumentReference Reference, DocumentReceipt Receipt, DocumentReceiptBody Body);
