using System.IO.Compression;
using System.Text;

namespace Ledger.Seals.Tests;

/// <summary>A small OFD document with one seal.</summary>
internal static class TestOfd
{
    private const string Namespace = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

    /// <summary>Sealed over a document, which may then be another, with a file that nobody protects.</summary>
    internal static byte[] Sealed(SealWorld world, string? late = null, string? extra = null)
    {
        var files = new Dictionary<string, string>
        {
            ["OFD.xml"] = $"<ofd:OFD {Namespace}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
            ["Doc_0/Document.xml"] = "the document",
            ["Doc_0/Signs/Signatures.xml"] = $"<ofd:Signatures {Namespace}><ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"/Doc_0/Signs/Sign_0/Signature.xml\"/></ofd:Signatures>",
        };
        var references = string.Concat(files.Select(file =>
            $"<ofd:Reference FileRef=\"/{file.Key}\"><ofd:CheckValue>{Convert.ToBase64String(ContentCheck.Sm3(Encoding.UTF8.GetBytes(file.Value)))}</ofd:CheckValue></ofd:Reference>"));
        var xml = $"<ofd:Signature {Namespace}><ofd:SignedInfo><ofd:References CheckMethod=\"SM3\">{references}</ofd:References></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>";
        var signature = SealSigner.TrySign(
            world.Seal, world.Bidder, SealWorld.Now, ContentCheck.Sm3(Encoding.UTF8.GetBytes(xml)), "/Doc_0/Signs/Sign_0/Signature.xml", out _)!;
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                Add(zip, name, Encoding.UTF8.GetBytes(name.EndsWith("Document.xml", StringComparison.Ordinal) && late is not null ? late : text));
            }

            Add(zip, "Doc_0/Signs/Sign_0/Signature.xml", Encoding.UTF8.GetBytes(xml));
            Add(zip, "Doc_0/Signs/Sign_0/SignedValue.dat", signature.Der.ToArray());
            if (extra is not null)
            {
                Add(zip, extra, [1]);
            }
        }

        return packed.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(content);
    }
}
