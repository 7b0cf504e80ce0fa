using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Documents;

public sealed partial class DocumentStore
{
    // An upload of one piece: what holds for those whose connections break off after each piece holds for it.

    /// <inheritdoc/>
    public Refused Put(UploadPieceRequest request, out UploadPieceResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        if (request.Header is not { } header)
        {
            return DocumentMetrics.Counted(new Refused(RefusalCode.BadDocumentField, "A piece comes with the header of its upload."));
        }

        var refused = Begin(header, out var begun);
        if (refused.IsRefused)
        {
            return refused;
        }

        using var upload = begun!;
        var isPiece = header.FromPiece < header.Pieces || !request.Piece.IsEmpty; // behind the last, nothing asks for the receipt
        if (isPiece && upload.Append(request.Piece.Memory) is { IsRefused: true } unfit)
        {
            return unfit;
        }

        var held = header.FromPiece + (isPiece ? 1U : 0U);
        var receipt = default(DocumentReceipt);
        if (held == header.Pieces && upload.Finish(out receipt) is { IsRefused: true } unfinished)
        {
            return unfinished;
        }

        response = new UploadPieceResponse { Pieces = held, Receipt = receipt, NextChallenge = FreshChallenge() };
        return Refused.No;
    }
}
