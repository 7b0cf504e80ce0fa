using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.DocumentStore;

/// <summary>An upload under way. What was taken stays when the connection goes. Not for use by several threads at once.</summary>
public interface IDocumentUpload
{
    /// <summary>Takes the next piece.</summary>
    Refused Append(ReadOnlyMemory<byte> piece);

    /// <summary>Checks that the pieces are what the address says, and makes the document durable before the receipt is signed.</summary>
    Refused Finish(out DocumentReceipt? receipt);
}
