using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Mail.Documents;

public sealed partial class DocumentStore
{
    /// <inheritdoc/>
    public Refused GetProgress(GetUploadProgressRequest request, out GetUploadProgressResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        var challenge = request.Proof?.Challenge.Memory ?? default;
        var refused = CheckOwner(
            request.Proof, request.Address, address =>
                OwnerRequests.UploadProgress(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, address), out var key);
        if (refused.IsRefused)
        {
            return DocumentMetrics.Counted(refused);
        }

        lock (_gate)
        {
            if (Tick() is { IsRefused: true } failed)
            {
                return DocumentMetrics.Counted(failed);
            }

            response = new GetUploadProgressResponse
            {
                Pieces = _entries.GetValueOrDefault(key)?.Held ?? 0,
                NextChallenge = FreshChallenge(),
            };
            return Refused.No;
        }
    }

    /// <inheritdoc/>
    public Refused Begin(UploadHeader header, out IDocumentUpload? upload)
    {
        ArgumentNullException.ThrowIfNull(header);
        upload = null;
        var refused = CheckForm(header);
        var key = default(DocumentKey);
        if (!refused.IsRefused)
        {
            var challenge = header.Proof?.Challenge.Memory ?? default;
            refused = CheckOwner(
                header.Proof, header.Address, address =>
                    OwnerRequests.Upload(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, address, header), out key);
        }

        if (!refused.IsRefused)
        {
            var bits = DocumentPieces.StampBits(StampBits, header.Pieces);
            var (address, uploader) = (key.Address, key.Uploader);
            refused = _epochs.Accept(
                epoch =>
                    Stamps.IsGood(_node.Hasher, Stamps.Subject(_node.Hasher, _node.ChainId, epoch, address, uploader), header.Stamp, bits))
                ? Refused.No
                : new Refused(
                    RefusalCode.BadStamp,
                    $"The stamp of a document of {header.Pieces} pieces has {bits} bits at present, and is for its address, its " +
                    $"uploader's key and the node's epoch.");
        }

        if (!refused.IsRefused)
        {
            lock (_gate)
            {
                refused = Enter(key, header);
                if (!refused.IsRefused)
                {
                    Open(key);
                }
            }
        }

        upload = refused.IsRefused ? null : new DocumentUpload(this, key, header.FromPiece);
        return DocumentMetrics.Counted(refused);
    }

    private Refused CheckForm(UploadHeader header)
    {
        if (!DocumentPieces.IsCount(header.Pieces) || header.Pieces > _options.PiecesMax)
        {
            return new Refused(
                RefusalCode.BadDocumentSize,
                $"A document has 1, 2, 3, 4, 6, 8, 12 … pieces, {_options.PiecesMax} at most, and not {header.Pieces}.");
        }

        if (header.ReadCommitment.Length != Digest.Bytes)
        {
            return new Refused(
                RefusalCode.BadDocumentField, $"A read commitment has {Digest.Bytes} bytes, this one {header.ReadCommitment.Length}.");
        }

        return CheckLease(header.LeaseHours);
    }

    // Under the lock, as what follows.
    private Refused Enter(DocumentKey key, UploadHeader header)
    {
        if (Tick() is { IsRefused: true } failed)
        {
            return failed;
        }

        if (_entries.TryGetValue(key, out var entry))
        {
            return entry.Pieces == header.Pieces && entry.ReadCommitment == new Digest(header.ReadCommitment.Span)
                ? InStep(entry, header.FromPiece)
                : new Refused(RefusalCode.BadDocumentField, "The upload was begun with another size or another read commitment.");
        }

        if (header.FromPiece != 0)
        {
            return OutOfStep(0, header.FromPiece);
        }

        entry = new DocumentEntry(
            header.Pieces, 0, new Digest(header.ReadCommitment.Span), header.LeaseHours, _hour + _options.UploadHours, IsComplete: false);
        if (MakeRoom(entry) is { IsRefused: true } full)
        {
            return full;
        }

        // In memory only: the disk, and with it a place for longer than the connection, comes with the first piece.
        Set(key, entry);
        return Refused.No;
    }

    // What is left of uploads whose connection is gone gives way, those first that have waited longest.
    private Refused MakeRoom(DocumentEntry entry)
    {
        while (_entries.Count >= _options.DocumentsMax || _uploads >= _options.UploadsMax || _bytes + BytesOf(entry) > _options.BytesMax)
        {
            if (_left.First is not { Value: var oldest })
            {
                _logger.Full(Kind, RefusalCode.DocumentsFull, _entries.Count, _bytes);
                return new Refused(RefusalCode.DocumentsFull, "The node holds as many documents as it may.");
            }

            if (Drop(oldest) is { IsRefused: true } refused)
            {
                return refused;
            }

            DocumentMetrics.GaveWay();
        }

        return Refused.No;
    }

    private void Open(DocumentKey key)
    {
        _open[key] = _open.GetValueOrDefault(key) + 1;
        _left.Remove(key);
    }

    private void Close(DocumentKey key)
    {
        lock (_gate)
        {
            if (--_open[key] > 0)
            {
                return;
            }

            _open.Remove(key);
            switch (_entries.GetValueOrDefault(key))
            {
                case { Held: 0 }:
                    Unset(key);
                    break;
                case { IsComplete: false }:
                    _left.AddLast(key);
                    break;
                default:
                    break; // complete, or gone
            }
        }
    }

    private static Refused InStep(DocumentEntry entry, uint from) => entry.Held == from ? Refused.No : OutOfStep(entry.Held, from);

    private static Refused OutOfStep(uint held, uint from) =>
        new(RefusalCode.UploadOutOfStep, $"The node holds {held} pieces of the upload, and piece {from} came.");

    private Refused Append(DocumentKey key, uint number, ReadOnlyMemory<byte> piece)
    {
        if (piece.Length != DocumentPieces.Bytes)
        {
            return DocumentMetrics.Counted(
                new Refused(RefusalCode.BadDocumentSize, $"A piece has {DocumentPieces.Bytes} bytes, this one {piece.Length}."));
        }

        lock (_gate)
        {
            var entry = _entries.GetValueOrDefault(key);
            var refused = entry is null || number >= entry.Pieces ? OutOfStep(entry?.Held ?? 0, number) : InStep(entry, number);
            if (refused.IsRefused)
            {
                return DocumentMetrics.Counted(refused);
            }

            var longer = entry! with { Held = number + 1 };
            var batch = new WriteSet();
            DocumentTable.PutPiece(batch, key, number, piece.ToArray());
            DocumentTable.PutEntry(batch, key, longer);
            refused = _store.Add(batch);
            if (refused.IsRefused)
            {
                return DocumentMetrics.Counted(refused);
            }

            Set(key, longer);
        }

        return (number + 1) % _options.SyncPieces == 0 ? DocumentMetrics.Counted(_store.Sync()) : Refused.No;
    }

    private Refused Finish(DocumentKey key, out DocumentReceipt? receipt)
    {
        receipt = null;
        DocumentEntry? entry;
        lock (_gate)
        {
            entry = _entries.GetValueOrDefault(key);
        }

        if (entry is null || entry.Held < entry.Pieces)
        {
            return DocumentMetrics.Counted(new Refused(
                RefusalCode.UploadOutOfStep,
                $"The upload ended with {entry?.Held ?? 0} pieces of {entry?.Pieces ?? 0}: go on from there."));
        }

        if (!entry.IsComplete)
        {
            var refused = Complete(key, ref entry);
            if (refused.IsRefused)
            {
                return DocumentMetrics.Counted(refused);
            }
        }

        if (_store.Sync() is { IsRefused: true } unsynced)
        {
            return DocumentMetrics.Counted(unsynced);
        }

        receipt = Receipt(key, entry);
        return Refused.No;
    }

    // Hashes what the store holds rather than what came, so that the receipt speaks of the disk.
    private Refused Complete(DocumentKey key, ref DocumentEntry entry)
    {
        var pieces = entry.Pieces;
        var digest = default(Digest);
        var failed = _store.Guard(() => DigestOf(key, pieces, out digest));
        if (failed.IsRefused)
        {
            return failed;
        }

        lock (_gate)
        {
            if (!_entries.ContainsKey(key))
            {
                return OutOfStep(0, pieces);
            }

            if (digest != key.Address)
            {
                var dropped = Drop(key);
                return dropped.IsRefused ? dropped : new Refused(RefusalCode.DocumentDigest, "The pieces' digest is not the address.");
            }

            entry = entry with { IsComplete = true, EndHour = _hour + entry.LeaseHours };
            var batch = new WriteSet();
            DocumentTable.PutEntry(batch, key, entry);
            if (_store.Add(batch) is { IsRefused: true } refused)
            {
                return refused;
            }

            Set(key, entry);
            DocumentMetrics.Completed();
            return Refused.No;
        }
    }

    private Refused DigestOf(DocumentKey key, uint pieces, out Digest digest)
    {
        digest = default;
        using var hash = DocumentSecrets.StartAddress(_node.Hasher);
        for (var number = 0U; number < pieces; number++)
        {
            if (DocumentTable.ReadPiece(_store.Entries, key, number) is not { } piece)
            {
                return OutOfStep(0, number); // deleted meanwhile
            }

            hash.Append(piece);
        }

        Span<byte> bytes = stackalloc byte[Digest.Bytes];
        hash.Finish(bytes);
        digest = new Digest(bytes);
        return Refused.No;
    }

    private sealed class DocumentUpload(DocumentStore store, DocumentKey key, uint next) : IDocumentUpload
    {
        private uint _next = next;
        private bool _isClosed;

        public Refused Append(ReadOnlyMemory<byte> piece)
        {
            var refused = store.Append(key, _next, piece);
            _next += refused.IsRefused ? 0U : 1U;
            return refused;
        }

        public Refused Finish(out DocumentReceipt? receipt) => store.Finish(key, out receipt);

        public void Dispose()
        {
            if (!_isClosed)
            {
                _isClosed = true;
                store.Close(key);
            }
        }
    }
}
