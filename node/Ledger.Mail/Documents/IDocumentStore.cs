using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Documents;

/// <summary>
/// The encrypted documents of one node. Every method refuses by a value and never throws for what comes from outside. Safe for use by
/// several threads.
/// </summary>
public interface IDocumentStore
{
    /// <summary>What the node asks of documents.</summary>
    DocumentTerms Terms { get; }

    /// <summary>Something fresh for an uploader to sign.</summary>
    GetChallengeResponse NewChallenge();

    /// <summary>How far the uploader's upload is; 0 pieces for one that is not there.</summary>
    Refused GetProgress(GetUploadProgressRequest request, out GetUploadProgressResponse? response);

    /// <summary>Begins an upload or goes on with it.</summary>
    Refused Begin(UploadHeader header, out IDocumentUpload? upload);

    /// <summary>Begins an upload or goes on with it by one piece, and finishes it with the last.</summary>
    Refused Put(UploadPieceRequest request, out UploadPieceResponse? response);

    /// <summary>The pieces of a range, read one by one; a document that goes meanwhile ends the reading with a refusal.</summary>
    Refused Open(DownloadDocumentRequest request, out IDocumentReading? reading);

    /// <summary>Sets a new end of the lease of the uploader's document.</summary>
    Refused Renew(RenewDocumentRequest request, out DocumentReceipt? receipt);

    /// <summary>Deletes the uploader's document or upload; one that is not there counts as deleted.</summary>
    Refused Delete(DeleteDocumentRequest request);
}

/// <summary>A download under way. Not for use by several threads at once.</summary>
public interface IDocumentReading
{
    /// <summary>The next piece; null behind the last.</summary>
    Refused Next(out byte[]? piece);
}

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
