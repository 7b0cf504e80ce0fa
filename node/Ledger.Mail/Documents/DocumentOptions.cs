using Ledger.Protocol.Mail;

namespace Ledger.Mail.Documents;

/// <summary>Limits of a node's documents.</summary>
public sealed record DocumentOptions
{
    /// <summary>
    /// Zero bits of the stamp of a document of one piece while at most half of the room is taken, 0 to <see cref="Stamps.BitsMax"/> less
    /// 10; one more for each doubling of the size, and beyond half of the room as <see cref="StampPrice"/> says.
    /// </summary>
    public int StampBits { get; init; } = 14;

    /// <summary>Pieces of 64 KiB of one document: 64 MiB.</summary>
    public uint PiecesMax { get; init; } = DocumentPieces.CountMax;

    /// <summary>Longest lease, hours.</summary>
    public uint LeaseHoursMax { get; init; } = 400 * 24;

    /// <summary>
    /// How long an upload that is not complete is kept at most, hours: one to which no pieces come gives way before that where room is
    /// needed.
    /// </summary>
    public uint UploadHours { get; init; } = 24;

    /// <summary>Documents, uploads that are not complete included.</summary>
    public int DocumentsMax { get; init; } = 20_000;

    /// <summary>Uploads that are not complete: those to which pieces come, and what is left of others.</summary>
    public int UploadsMax { get; init; } = 1_000;

    /// <summary>Bytes of all documents; an upload counts with its whole size from its beginning.</summary>
    public long BytesMax { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Pieces between two points from which an upload goes on after a power cut.</summary>
    public uint SyncPieces { get; init; } = 16;

    /// <summary>Every setting that is out of range, in words; empty when all are good.</summary>
    public IReadOnlyList<string> Problems() => new SettingProblems()
        .Within(nameof(StampBits), StampBits, 0, Stamps.BitsMax - 10)
        .Within(nameof(PiecesMax), PiecesMax, 1, DocumentPieces.CountMax)
        .Within(nameof(LeaseHoursMax), LeaseHoursMax, 1, 30 * 366 * 24)
        .Within(nameof(UploadHours), UploadHours, 1, 30 * 24)
        .Within(nameof(DocumentsMax), DocumentsMax, 1, int.MaxValue)
        .Within(nameof(UploadsMax), UploadsMax, 1, int.MaxValue)
        .Within(nameof(BytesMax), BytesMax, DocumentPieces.Bytes, long.MaxValue)
        .Within(nameof(SyncPieces), SyncPieces, 1, DocumentPieces.CountMax)
        .All;
}
