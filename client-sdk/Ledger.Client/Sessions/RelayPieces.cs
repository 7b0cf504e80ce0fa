using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>Documents in frames from the PC to the phone.</summary>
public static class RelayPieces
{
    private const int PieceBytes = 48 * 1024;

    /// <summary>A document's pieces, encoded; one empty piece for an empty document.</summary>
    public static IEnumerable<byte[]> Split(uint item, ReadOnlyMemory<byte> content)
    {
        var at = 0;
        do
        {
            var count = Math.Min(PieceBytes, content.Length - at);
            var piece = new ScanDocumentPiece { Item = item, Content = UnsafeByteOperations.UnsafeWrap(content.Slice(at, count)) };
            at += count;
            piece.IsLast = at == content.Length;
            yield return piece.ToByteArray();
        }
        while (at < content.Length);
    }
}
