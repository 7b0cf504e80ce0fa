using System.Numerics;

namespace Ledger.Protocol.Mail;

/// <summary>
/// Sizes of documents: pieces of 64 KiB, as many as a power of two or one and a half times one, so that a size stands for a whole range of
/// contents.
/// </summary>
public static class DocumentPieces
{
    /// <summary>Bytes of every piece.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>Most pieces of a document: 64 MiB.</summary>
    public const uint CountMax = 1024;

    /// <summary>Whether a document may have this many pieces: 1, 2, 3, 4, 6, 8, 12, 16 … 1024.</summary>
    public static bool IsCount(uint pieces) => pieces is > 0 and <= CountMax && RoundUp(pieces) == pieces;

    /// <summary>The smallest number of pieces that a document may have and that is at least this.</summary>
    public static uint RoundUp(uint pieces)
    {
        var power = BitOperations.RoundUpToPowerOf2(Math.Max(pieces, 1));
        var threeQuarters = power / 4 * 3;
        return power >= 4 && threeQuarters >= pieces ? threeQuarters : power;
    }

    /// <summary>
    /// Bits of a document's stamp, where one of a single piece takes <paramref name="bitsOfPiece"/>: one more for each doubling.
    /// </summary>
    public static int StampBits(int bitsOfPiece, uint pieces) => bitsOfPiece + BitOperations.Log2(pieces);
}
