using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Documents;

/// <summary>
/// An upload under way; disposed when its connection is over. What was taken stays for a time, but the room that it needs goes to others
/// first. Not for use by several threads at once.
/// </summary>
public interface IDocumentUpload : IDisposable
{
    /// <summary>Takes the next piece.</summary>
    Refused Append(ReadOnlyMemory<byte> piece);

    /// <summary>Checks that the pieces are what the address says, and makes the document durable before the receipt is signed.</summary>
    Refused Finish(out DocumentReceipt? receipt);
}
