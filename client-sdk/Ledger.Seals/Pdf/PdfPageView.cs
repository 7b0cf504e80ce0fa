namespace Ledger.Seals.Pdf;

/// <summary>
/// A page as its reader sees it: the crop box within the media box, turned by Rotate and enlarged by UserUnit (ISO 32000-1 §7.7.3.3,
/// §14.11.2). Lengths of the view are points of 1/72 inch, from the lower left corner of what is shown.
/// </summary>
internal sealed record PdfPageView
{
    private readonly double _left;
    private readonly double _bottom;
    private readonly double _boxWidth;
    private readonly double _boxHeight;

    private PdfPageView(double[] box, int rotation, double unit)
    {
        (_left, _bottom, _boxWidth, _boxHeight) = (box[0], box[1], box[2] - box[0], box[3] - box[1]);
        (Rotation, Unit) = (rotation, unit);
    }

    /// <summary>0, 90, 180 or 270 degrees, clockwise.</summary>
    internal int Rotation { get; }

    /// <summary>The length of the page's unit in points.</summary>
    internal double Unit { get; }

    internal double Width => Unit * (Rotation % 180 == 0 ? _boxWidth : _boxHeight);

    internal double Height => Unit * (Rotation % 180 == 0 ? _boxHeight : _boxWidth);

    /// <exception cref="PdfFormatException">The page has no media box.</exception>
    internal static PdfPageView Of(PdfFile file, PdfPage page)
    {
        var media = Box(file, page.MediaBox) ?? throw new PdfFormatException("a page has no MediaBox of four numbers");
        var turn = PdfNumber.Read(file.Resolve(page.Rotate));
        var unit = PdfNumber.Read(file.Resolve(page.Dictionary["UserUnit"]));
        var rotation = double.IsNaN(turn) || turn % 90 != 0 ? 0 : (int)(((turn % 360) + 360) % 360);
        return new PdfPageView(
            Box(file, page.CropBox) is { } crop ? Within(crop, media) : media, rotation, unit is > 0 and < 1e6 ? unit : 1);
    }

    /// <summary>Whether a rectangle of the view lies wholly in it.</summary>
    internal bool Holds(double x, double y, double width, double height)
    {
        const double Rounding = 1e-6;
        return x >= 0 && y >= 0 && x + width <= Width + Rounding && y + height <= Height + Rounding;
    }

    /// <summary>A rectangle of the view in the page's own coordinates: left, bottom, right, top.</summary>
    internal double[] ToPage(double x, double y, double width, double height)
    {
        var (left, bottom, right, top) = (x / Unit, y / Unit, (x + width) / Unit, (y + height) / Unit);
        double[] turned = Rotation switch
        {
            90 => [_boxWidth - top, left, _boxWidth - bottom, right],
            180 => [_boxWidth - right, _boxHeight - top, _boxWidth - left, _boxHeight - bottom],
            270 => [bottom, _boxHeight - right, top, _boxHeight - left],
            _ => [left, bottom, right, top],
        };
        return [_left + turned[0], _bottom + turned[1], _left + turned[2], _bottom + turned[3]];
    }

    private static double[]? Box(PdfFile file, PdfValue? value)
    {
        if (file.Resolve(value) is not PdfArray { Items.Count: 4 } array)
        {
            return null;
        }

        var sides = array.Items.Select(item => PdfNumber.Read(file.Resolve(item))).ToArray();
        double[] box =
        [
            Math.Min(sides[0], sides[2]), Math.Min(sides[1], sides[3]), Math.Max(sides[0], sides[2]),
            Math.Max(sides[1], sides[3]),
        ];
        return box.All(double.IsFinite) && box[2] > box[0] && box[3] > box[1] ? box : null;
    }

    /// <summary>What readers show where a crop box reaches beyond the paper; the paper where it lies wholly outside.</summary>
    private static double[] Within(double[] crop, double[] media)
    {
        double[] both =
        [
            Math.Max(crop[0], media[0]), Math.Max(crop[1], media[1]), Math.Min(crop[2], media[2]),
            Math.Min(crop[3], media[3]),
        ];
        return both[2] > both[0] && both[3] > both[1] ? both : media;
    }
}
