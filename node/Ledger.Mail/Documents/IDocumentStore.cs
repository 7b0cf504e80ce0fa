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

    /// <summary>The pieces of a range, read one by one; a document that goes meanwhile ends the reading with a refusal.</summary>
    Refused Open(DownloadDocumentRequest request, out IDocumentReading? reading);

    /// <summary>Sets a new end of the lease of the uploader's document.</summary>
    Refused Renew(RenewDocumentRequest request, out DocumentReceipt? receipt);

    /// <summary>Deletes the uploader's document or upload; one that is not there counts as deleted.</summary>
    Refused Delete(DeleteDocumentRequest request);
}
