using Google.Protobuf;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Phone;

/// <summary>Puts the documents together from their pieces and holds each against the digest that is to be signed.</summary>
internal sealed class DocumentReader
{
    private readonly ScanDetails _details;
    private readonly List<ScanItem> _wanted;
    private readonly IHasher _hasher;
    private readonly MemoryStream?[] _contents;
    private int _missing;

    internal DocumentReader(ScanDetails details, IHasher hasher)
    {
        (_details, _hasher) = (details, hasher);
        _wanted = details.Seal is { } seal ? [.. details.Items, seal] : [.. details.Items];
        _contents = [.. _wanted.Select(item => item.IsFetched ? new MemoryStream() : null)];
        _missing = _wanted.Count(item => item.IsFetched);
    }

    internal bool IsComplete => _missing == 0;

    internal void Add(byte[] encoded)
    {
        if (!TryParse(encoded, out var piece) || piece.Item >= _contents.Length || _contents[piece.Item] is not { CanWrite: true } content)
        {
            throw new PhoneException(PhoneRefusal.RelayTampered, "The PC sent what is no piece of a document.");
        }

        var item = _wanted[(int)piece.Item];
        if (content.Length + piece.Content.Length > (long)Math.Min(item.Bytes, ScanDocument.ContentBytesMax))
        {
            throw new PhoneException(PhoneRefusal.DocumentDiffers, $"The document {item.Title} is longer than the page said.");
        }

        content.Write(piece.Content.Span);
        if (piece.IsLast)
        {
            Check(item, content.ToArray());
            _contents[piece.Item] = new MemoryStream(content.ToArray(), writable: false);
            _missing--;
        }
    }

    internal IReadOnlyList<PhoneItem> Finish() => IsComplete
        ? [.. _details.Items.Select((item, i) => new PhoneItem(
            item.Title, new Digest(item.Digest.Span), item.Bytes, _contents[i] is { } content
                ? content.ToArray()
                : default(ReadOnlyMemory<byte>?)))]
        : throw new PhoneException(PhoneRefusal.RelayTampered, "The session ended before all documents came.");

    /// <summary>The electronic seal as it came, its digest checked; null for none.</summary>
    internal byte[]? Seal => _details.Seal is not null && IsComplete ? _contents[^1]!.ToArray() : null;

    private void Check(ScanItem item, byte[] content)
    {
        var digest = new byte[Digest.Bytes];
        _hasher.Hash(content, digest);
        if (!item.Digest.Span.SequenceEqual(digest) || item.Bytes != (ulong)content.Length)
        {
            throw new PhoneException(
                PhoneRefusal.DocumentDiffers, $"The document {item.Title} is not the one whose digest is to be signed. Do not confirm.");
        }
    }

    private static bool TryParse(byte[] encoded, out ScanDocumentPiece piece)
    {
        try
        {
            piece = ScanDocumentPiece.Parser.ParseFrom(encoded);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            piece = new ScanDocumentPiece();
            return false;
        }
    }
}
