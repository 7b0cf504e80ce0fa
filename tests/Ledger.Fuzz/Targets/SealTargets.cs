using System.IO.Compression;
using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Signatures;
using Ledger.Seals;

namespace Ledger.Fuzz.Targets;

/// <summary>Seals and sealed documents. Whatever comes, a report names its verdict, and only what was signed has none that fails.</summary>
internal static class SealTargets
{
    private const int SignatureCost = 10;
    private const int DocumentCost = 40;
    private const string Namespace = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
    private const string SignaturePath = "Doc_0/Signs/Sign_0/Signature.xml";
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private const string Pdf =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n " +
            "\n0000000058 00000 n \n0000000115 00000 n \n"
        + "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n186\n%%EOF\n";

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        _ = world;
        var verifier = new SealVerifier(new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 16)));
        var seal = SealMaker.TryMake(Description(), MessagePeople.Signer, out var error) ?? throw new InvalidOperationException($"{error}");
        yield return new FuzzTarget("electronic seal", [seal.Der.ToArray()], input =>
            ElectronicSeal.TryParse(input, out var read, out var why)
                ? verifier.Verify(read, MessagePeople.BeginMs).VerdictName
                : why.ToString(), SignatureCost);

        var content = "the protected bytes"u8.ToArray();
        yield return new FuzzTarget("seal signature", [Sign(seal, content)], input =>
            SealSignature.TryParse(input, out var read, out var why)
                ? verifier.Verify(read, content).VerdictName
                : why.ToString(), SignatureCost);

        var documents = new OfdVerifier(verifier);
        yield return new FuzzTarget("OFD document",
        [
            Ofd(seal, CompressionLevel.NoCompression), Ofd(seal, CompressionLevel.Optimal),
        ], input =>
        {
            var report = documents.Verify(new MemoryStream(input));
            return report.Error == SealError.None ? SealReport.NameOf(report.Verdict) : report.Error.ToString();
        }, DocumentCost);

        var files = new PdfSealVerifier(verifier);
        var request = new PdfSealRequest { Seal = seal, Signer = MessagePeople.Signer, TimeMs = MessagePeople.BeginMs };
        var pdf = PdfSealer.TrySeal(Encoding.ASCII.GetBytes(Pdf), request, out error) ?? throw new InvalidOperationException($"{error}");
        yield return new FuzzTarget("PDF document", [pdf], input =>
        {
            var report = files.Verify(input);
            return report.Verdict != SealVerdict.SignatureValid ||
                IsSameOutsideContents(input, pdf) ? $"{report.Error} {SealReport.NameOf(report.Verdict)}"
                : throw new InvalidOperationException("A PDF that was changed outside of its signature verifies.");
        }, DocumentCost);

        foreach (var target in ShadowTargets.All(verifier, seal, Files(seal), files => Pack(files, CompressionLevel.NoCompression)))
        {
            yield return target;
        }
    }

    /// <summary>
    /// The signature is not over itself: its hexadecimal digits may be written otherwise, and what it carries unsigned may change.
    /// </summary>
    private static bool IsSameOutsideContents(ReadOnlySpan<byte> changed, ReadOnlySpan<byte> pdf)
    {
        var from = pdf.IndexOf("/Contents <"u8);
        var to = from + pdf[from..].IndexOf((byte)'>');
        return changed.Length == pdf.Length && changed[..from].SequenceEqual(pdf[..from]) && changed[to..].SequenceEqual(pdf[to..]);
    }

    private static SealDescription Description() => new()
    {
        Id = "44040000000001",
        Name = "珠海建设有限公司",
        Picture = new SealPicture("PNG", Convert.FromBase64String(Png), 40, 40),
        Certificates = [MessagePeople.Signer.Certificate],
        CreatedMs = MessagePeople.BeginMs,
        ValidFromMs = MessagePeople.BeginMs,
        ValidToMs = MessagePeople.EndMs,
    };

    private static byte[] Sign(ElectronicSeal seal, ReadOnlySpan<byte> content) =>
        SealSigner.TrySign(
            seal, MessagePeople.Signer, MessagePeople.BeginMs, Sm3(content), "/" + SignaturePath, out var error)?.Der.ToArray()
            ?? throw new InvalidOperationException($"{error}");

    private static byte[] Sm3(ReadOnlySpan<byte> bytes)
    {
        var digest = new byte[IHasher.DigestBytes];
        Hashers.For(CryptoSuite.Guomi).Hash(bytes, digest);
        return digest;
    }

    private static byte[] Ofd(ElectronicSeal seal, CompressionLevel level) => Pack(Files(seal), level);

    private static List<(string Name, byte[] Content)> Files(ElectronicSeal seal)
    {
        var files = new List<(string Name, byte[] Content)>
        {
            ("OFD.xml", Xml(
                "OFD",
                "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>")),
            ("Doc_0/Document.xml", "the document"u8.ToArray()),
            ("Doc_0/Signs/Signatures.xml", Xml("Signatures", $"<ofd:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"/{SignaturePath}\"/>")),
        };
        var references = string.Concat(files.Select(file =>
            $"<ofd:Reference FileRef=\"/{file.Name}\"><ofd:CheckValue>{Convert.ToBase64String(Sm3(file.Content))}</ofd:CheckValue></ofd:Reference>"));
        var signature = Xml(
            "Signature",
            $"<ofd:SignedInfo><ofd:References " +
            $"CheckMethod=\"SM3\">{references}</ofd:References></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue>");
        files.Add((SignaturePath, signature));
        files.Add(("Doc_0/Signs/Sign_0/SignedValue.dat", Sign(seal, signature)));
        return files;
    }

    private static byte[] Pack(IReadOnlyList<(string Name, byte[] Content)> files, CompressionLevel level)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Xml(string name, string content) => Encoding.UTF8.GetBytes($"<ofd:{name} {Namespace}>{content}</ofd:{name}>");
}
