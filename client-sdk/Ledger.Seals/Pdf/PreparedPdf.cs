using System.Text;
using Ledger.Seals.Pdf;

namespace Ledger.Seals;

/// <summary>
/// A PDF with its stamp and an empty room for the signature: what a PC keeps while the signer is elsewhere. Made by <see
/// cref="PdfSealer.TryPrepare"/>, filled by <see cref="PdfSealer.TryEmbed"/>.
/// </summary>
public sealed class PreparedPdf
{
    private readonly int _gapStart;
    private readonly int _gapEnd;

    internal PreparedPdf(ReadOnlyMemory<byte> file, int gapStart, int gapEnd)
    {
        (File, _gapStart, _gapEnd) = (file, gapStart, gapEnd);
        byte[] content = [.. file.Span[..gapStart], .. file.Span[gapEnd..]];
        Content = content;
    }

    /// <summary>The file, with zeros where the signature will be.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>The bytes of the ByteRange one after the other: whose digest is signed.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Longest signature that fits, in bytes.</summary>
    public int SignatureBytesMax => (_gapEnd - _gapStart - 2) / 2;

    /// <summary>
    /// Reads a prepared file again, which was kept in between; it may have been changed, and then nobody's signature fits it.
    /// </summary>
    /// <returns>
    /// Null, with <see cref="SealError.NotPrepared"/>, where the last signature's room is not empty or does not reach the file's end.
    /// </returns>
    public static PreparedPdf? TryRead(ReadOnlyMemory<byte> file, out SealError error)
    {
        if (file.Length is 0 or > SealLimits.PdfBytesMax)
        {
            error = SealError.Size;
            return null;
        }

        var found = PdfSignatureScan.Find(file);
        error = found.Count is > 0 and <= SealLimits.SignaturesMax
            && found[^1] is { Error: null } last
            && last.End == file.Length
            && !file.Span[(last.GapStart + 1)..(last.GapEnd - 1)].ContainsAnyExcept((byte)'0')
                ? SealError.None
                : SealError.NotPrepared;
        return error == SealError.None ? new PreparedPdf(file, found[^1].GapStart, found[^1].GapEnd) : null;
    }

    /// <summary>The file with the signature in its room, which the caller has measured.</summary>
    internal byte[] Fill(ReadOnlySpan<byte> signature)
    {
        var file = File.ToArray();
        Encoding.ASCII.GetBytes(Convert.ToHexString(signature)).CopyTo(file, _gapStart + 1);
        return file;
    }
}
