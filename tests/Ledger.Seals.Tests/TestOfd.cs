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
        var files = Files(world);
        if (late is not null)
        {
            files["Doc_0/Document.xml"] = Encoding.UTF8.GetBytes(late);
        }

        if (extra is not null)
        {
            files[extra] = [1];
        }

        return Pack(files);
    }

    /// <summary>The files of a sealed document, to be changed.</summary>
    /// <param name="world">Whose seal.</param>
    /// <param name="covered">Which files the signature covers; all but its own by default.</param>
    /// <param name="slash">What file references begin with.</param>
    internal static Dictionary<string, byte[]> Files(SealWorld world, Func<string, bool>? covered = null, string slash = "/")
    {
        var files = new Dictionary<string, string>
        {
            ["OFD.xml"] =
                $"<ofd:OFD {Namespace}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
            ["Doc_0/Document.xml"] = "the document",
            ["Doc_0/Signs/Signatures.xml"] =
                $"<ofd:Signatures {Namespace}><ofd:Signature ID=\"1\" Type=\"Seal\" " +
                $"BaseLoc=\"/Doc_0/Signs/Sign_0/Signature.xml\"/></ofd:Signatures>",
        };
        var references = string.Concat(files.Where(file => covered?.Invoke(file.Key) ?? true).Select(file =>
            $"<ofd:Reference FileRef=\"{slash}{file.Key}\"><ofd:CheckValue>{Convert.ToBase64String(ContentCheck.Sm3(Encoding.UTF8.GetBytes(file.Value)))}</ofd:CheckValue></ofd:Reference>"));
        var xml =
            $"<ofd:Signature {Namespace}><ofd:SignedInfo><ofd:References " +
            $"CheckMethod=\"SM3\">{references}</ofd:References></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>";
        var signature = SealSigner.TrySign(
            world.Seal, world.Bidder, SealWorld.Now, ContentCheck.Sm3(Encoding.UTF8.GetBytes(xml)), "/Doc_0/Signs/Sign_0/Signature.xml",
            out _)!;
        var all = files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal);
        all["Doc_0/Signs/Sign_0/Signature.xml"] = Encoding.UTF8.GetBytes(xml);
        all["Doc_0/Signs/Sign_0/SignedValue.dat"] = signature.Der.ToArray();
        return all;
    }

    internal static byte[] Pack(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }
}
