namespace Ledger.Seals.Pdf;

/// <summary>The row filters of PNG (ISO/IEC 15948 §9), which PDF streams use as predictors 10 to 15.</summary>
internal static class PngPredictor
{
    internal static byte[] Undo(byte[] bytes, PdfDictionary? parameters)
    {
        var predictor = Number(parameters, "Predictor", 1);
        if (predictor == 1)
        {
            return bytes;
        }

        var bitsPerPixel = Number(parameters, "Colors", 1) * Number(parameters, "BitsPerComponent", 8);
        var rowBytes = ((Number(parameters, "Columns", 1) * bitsPerPixel) + 7) / 8;
        return predictor is >= 10 and <= 15 && rowBytes is > 0 and < 1_000_000
            ? Undo(bytes, (int)rowBytes, (int)Math.Max(1, bitsPerPixel / 8))
            : throw new PdfFormatException("a stream's predictor is none that is taken");
    }

    /// <summary>The rows without their filter bytes; an incomplete last row is left out.</summary>
    internal static byte[] Undo(ReadOnlySpan<byte> filtered, int rowBytes, int pixelBytes)
    {
        var rows = filtered.Length / (rowBytes + 1);
        var output = new byte[rows * rowBytes];
        for (var row = 0; row < rows; row++)
        {
            var source = filtered.Slice(row * (rowBytes + 1), rowBytes + 1);
            var line = output.AsSpan(row * rowBytes, rowBytes);
            var above = row == 0 ? default : output.AsSpan((row - 1) * rowBytes, rowBytes);
            for (var i = 0; i < rowBytes; i++)
            {
                int left = i >= pixelBytes ? line[i - pixelBytes] : 0;
                int up = above.IsEmpty ? 0 : above[i];
                int upLeft = above.IsEmpty || i < pixelBytes ? 0 : above[i - pixelBytes];
                line[i] = (byte)(source[i + 1] + source[0] switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, upLeft),
                    _ => throw new PdfFormatException("a row's filter is none"),
                });
            }
        }

        return output;
    }

    private static int Paeth(int left, int up, int upLeft)
    {
        var estimate = left + up - upLeft;
        var (toLeft, toUp, toUpLeft) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - upLeft));
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }

    private static long Number(PdfDictionary? parameters, string name, long otherwise) =>
        parameters?[name] is PdfInteger { Number: > 0 and < 1_000_000 } value ? value.Number : otherwise;
}
