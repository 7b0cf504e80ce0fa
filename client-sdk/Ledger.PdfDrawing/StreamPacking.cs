using System.IO.Compression;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Ledger.PdfDrawing;

/// <summary>
/// Packs the streams of a PDF. PDFsharp 6.2.4 would, but ends a stream before its checksum, of which strict readers complain; so it writes
/// them plain, and they are packed here.
/// </summary>
internal static class StreamPacking
{
    internal static byte[] Apply(MemoryStream plain)
    {
        plain.Position = 0;
        using var document = PdfReader.Open(plain, PdfDocumentOpenMode.Modify);
        document.Options.CompressContentStreams = false;
        document.Options.NoCompression = true;
        if (document.Internals.Catalog.Elements.GetObject("/Metadata") is { } metadata)
        {
            document.Internals.RemoveObject(metadata); // written anew
            document.Internals.Catalog.Elements.Remove("/Metadata");
        }

        foreach (var dictionary in document.Internals.GetAllObjects().OfType<PdfDictionary>().Where(one => one.Stream is not null))
        {
            dictionary.Stream.Value = Pack(dictionary.Stream.Value);
            dictionary.Elements.SetName("/Filter", "/FlateDecode");
        }

        document.Info.ModificationDate = document.Info.CreationDate;
        using var packed = new MemoryStream();
        document.Save(packed, closeStream: false);
        return packed.ToArray();
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(plain);
        }

        return packed.ToArray();
    }
}
