using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Ledger.Seals.Pdf;

/// <summary>The visible seal: its picture as an image, and a form that shows it upright whatever the page's rotation.</summary>
internal static class SealStamp
{
    /// <summary>Adds the objects and gives the form for the widget's appearance.</summary>
    /// <exception cref="PdfFormatException">The picture is neither PNG nor JPEG.</exception>
    internal static PdfReference Add(PdfIncrement increment, SealPicture picture, double width, double height, int rotation)
    {
        var data = picture.Data.Span;
        var image = PngPicture.IsPng(data) ? AddPng(increment, PngPicture.Read(data)) : AddJpeg(increment, picture.Data);
        var content = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"q {width:0.####} 0 0 {height:0.####} 0 0 cm /Seal Do Q"));
        var form = new PdfDictionary(
        [
            new("Type", new PdfName("XObject")),
            new("Subtype", new PdfName("Form")),
            new("BBox", new PdfArray([new PdfInteger(0), new PdfInteger(0), PdfSerializer.Number(width), PdfSerializer.Number(height)])),
            new("Matrix", Matrix(rotation)),
            new("Resources", new PdfDictionary([new("XObject", new PdfDictionary([new("Seal", image)]))])),
        ]);
        return increment.Add(new PdfStream(form, content));
    }

    private static PdfArray Matrix(int rotation)
    {
        int[] matrix = rotation switch
        {
            90 => [0, 1, -1, 0, 0, 0],
            180 => [-1, 0, 0, -1, 0, 0],
            270 => [0, -1, 1, 0, 0, 0],
            _ => [1, 0, 0, 1, 0, 0],
        };
        return new PdfArray([.. matrix.Select(number => new PdfInteger(number))]);
    }

    private static PdfReference AddPng(PdfIncrement increment, PngPicture picture)
    {
        var image = Image(picture.Width, picture.Height, "DeviceRGB", "FlateDecode");
        if (picture.Alpha is { } alpha)
        {
            image = image.With(
                "SMask", increment.Add(new PdfStream(Image(picture.Width, picture.Height, "DeviceGray", "FlateDecode"), Pack(alpha))));
        }

        return increment.Add(new PdfStream(image, Pack(picture.Rgb)));
    }

    private static PdfReference AddJpeg(PdfIncrement increment, ReadOnlyMemory<byte> data)
    {
        var (width, height, channels) = JpegFrame.Read(data.Span);
        return increment.Add(new PdfStream(Image(width, height, channels == 1 ? "DeviceGray" : "DeviceRGB", "DCTDecode"), data));
    }

    private static PdfDictionary Image(int width, int height, string colours, string filter) => new(
    [
        new("Type", new PdfName("XObject")),
        new("Subtype", new PdfName("Image")),
        new("Width", new PdfInteger(width)),
        new("Height", new PdfInteger(height)),
        new("ColorSpace", new PdfName(colours)),
        new("BitsPerComponent", new PdfInteger(8)),
        new("Filter", new PdfName(filter)),
    ]);

    private static byte[] Pack(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var zip = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return output.ToArray();
    }
}
