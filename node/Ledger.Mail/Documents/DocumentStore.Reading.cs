using System.Security.Cryptography;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Documents;

public sealed partial class DocumentStore
{
    // One text for all cases: whether it never was, has gone, is not complete, or is not for this token.
    private static Refused NotFound => new(RefusalCode.DocumentNotFound, "There is no document that this token reads.");

    /// <inheritdoc/>
    public Refused Open(DownloadDocumentRequest request, out IDocumentReading? reading)
    {
        ArgumentNullException.ThrowIfNull(request);
        reading = null;
        if (!Digest.TryRead(request.Address.Span, out var address) || request.ReadToken.Length != Digest.Bytes)
        {
            return DocumentMetrics.Counted(
                new Refused(RefusalCode.BadDocumentField, $"Address and read token have {Digest.Bytes} bytes each."));
        }

        // Before anything is looked up, so that it takes as long where there is nothing.
        var commitment = DocumentSecrets.ReadCommitment(_node.Hasher, request.ReadToken.Span).ToArray();
        lock (_gate)
        {
            if (Tick() is { IsRefused: true } failed)
            {
                return DocumentMetrics.Counted(failed);
            }

            foreach (var uploader in _uploaders.GetValueOrDefault(address) ?? [])
            {
                var key = new DocumentKey(address, uploader);
                var entry = _entries[key];
                if (entry.IsComplete && CryptographicOperations.FixedTimeEquals(entry.ReadCommitment.ToArray(), commitment) &&
                    request.FromPiece <= entry.Pieces)
                {
                    var count = request.Pieces == 0 ? entry.Pieces : request.Pieces;
                    reading = new DocumentReading(
                        this, key, request.FromPiece, (uint)Math.Min((ulong)request.FromPiece + count, entry.Pieces));
                }
            }
        }

        if (reading is null)
        {
            return DocumentMetrics.Counted(NotFound);
        }

        DocumentMetrics.Read();
        return Refused.No;
    }

    private sealed class DocumentReading(DocumentStore store, DocumentKey key, uint next, uint end) : IDocumentReading
    {
        private uint _next = next;

        public Refused Next(out byte[]? piece)
        {
            byte[]? read = null;
            var refused = _next == end ? Refused.No : store._store.Guard(() =>
            {
                read = DocumentTable.ReadPiece(store._store.Entries, key, _next);
                return read is null ? NotFound : Refused.No;
            });
            piece = read;
            _next += read is null ? 0U : 1U;
            return DocumentMetrics.Counted(refused);
        }
    }
}
