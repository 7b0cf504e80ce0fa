using System.Globalization;
using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Seals;

namespace Ledger.Fuzz.Targets;

/// <summary>
/// Documents that are changed after a seal. The input says what is changed; whoever changes a PDF signs once more over it, and minds no
/// rule. The oracle is short: where the first seal goes on to hold, nothing was touched that it covers.
/// </summary>
internal static class ShadowTargets
{
    private const int DocumentCost = 100;
    private const int Missing = 9; // named by the page, and not there
    private const int ChangesMax = 8;

    private const string Pdf =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 9 0 R] >>\nendobj\n4 0 obj\n<< /Type /XRef " +
            "/Length 3 >>\nstream\nq Q\nendstream\nendobj\n";

    internal static IEnumerable<FuzzTarget> All(
        SealVerifier verifier,
        ElectronicSeal seal,
        IReadOnlyList<(string Name, byte[] Content)> files,
        Func<IReadOnlyList<(string Name, byte[] Content)>, byte[]> pack)
    {
        var once = Once(seal);
        var text = Encoding.Latin1.GetString(once);
        var size = int.Parse(
            text[(text.LastIndexOf("/Size ", StringComparison.Ordinal) + 6)..].Split(' ')[0], CultureInfo.InvariantCulture);
        var pdfs = new PdfSealVerifier(verifier);
        yield return new FuzzTarget("PDF changed between seals", [[Missing, 0], [4, 0, 42, 1], [3, 2, 60, 0], [50, 1]], input =>
        {
            var changes = input.Chunk(2).Where(pair => pair.Length == 2).Take(ChangesMax)
                .Select(pair => (Number: 1 + (pair[0] % 63), Kind: pair[1])).ToList();
            var report = pdfs.Verify(Signed(once, changes, seal));
            if (report.Error != SealError.None || report.Signatures.Count != 2)
            {
                return $"{report.Error} {report.Signatures.Count}";
            }

            var touched = changes.Exists(change => change.Number < size || change.Number == Missing);
            return report.Signatures[0].Report.HasNoFailure &&
                touched ? throw new InvalidOperationException("A PDF was changed between two seals, and the first holds.")
                : !report.Signatures[0].Report.HasNoFailure &&
                    !touched ? throw new InvalidOperationException("Only new objects came between two seals, and the first fails.")
                : SealReport.NameOf(report.Verdict);
        }, DocumentCost);

        var ofds = new OfdVerifier(verifier);
        yield return new FuzzTarget("OFD changed after its seal", [[0, 1], [1, 2, 9, 9], [5, 3]], input =>
        {
            var changed = Changed(files, input);
            var report = ofds.Verify(new MemoryStream(pack(changed)));
            if (report.Error != SealError.None)
            {
                return report.Error.ToString();
            }

            var unlike = changed.Except(files).Select(file => file.Name)
                .Concat(files.Select(file => file.Name).Except(changed.Select(file => file.Name)));
            return report.Verdict == SealVerdict.SignatureValid && unlike.Except(report.UnprotectedFiles).FirstOrDefault() is { } name
                ? throw new InvalidOperationException($"{name} was changed; the seal holds, and the report does not name it.")
                : SealReport.NameOf(report.Verdict);
        }, DocumentCost);
    }

    private static byte[] Once(ElectronicSeal seal)
    {
        var table = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (var number = 1; number <= 4; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{Pdf.IndexOf($"{number} 0 obj", StringComparison.Ordinal):D10} 00000 n \n");
        }

        var file = $"{Pdf}{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{Pdf.Length}\n%%EOF\n";
        var request = new PdfSealRequest { Seal = seal, Signer = MessagePeople.Signer, TimeMs = MessagePeople.BeginMs };
        return PdfSealer.TrySeal(Encoding.ASCII.GetBytes(file), request, out var error) ?? throw new InvalidOperationException($"{error}");
    }

    /// <summary>Appends the changed objects and a signature over everything, in an invisible field behind those that are there.</summary>
    private static byte[] Signed(byte[] once, IReadOnlyList<(int Number, byte Kind)> changes, ElectronicSeal seal)
    {
        var before = Encoding.Latin1.GetString(once);
        var start = before[(before.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        var form = before.LastIndexOf("/Fields [", StringComparison.Ordinal);
        var fields = before[(form + "/Fields [".Length)..before.IndexOf(']', form)];
        const int roomBytes = 8192;
        var objects = new Dictionary<int, string>
        {
            [1] = $"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{fields} 70 0 R ] /SigFlags 3 >> >>",
            [70] = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Again) /Rect [0 0 0 0] /V 71 0 R >>",
            [71] =
                $"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 0000000000 0000000000 0000000000] " +
                $"/Contents <{new string('0', 2 * roomBytes)}> >>",
        };
        foreach (var (number, kind) in changes)
        {
            objects[number] = (kind % 4) switch
            {
                0 => "<< /Length 3 >>\nstream\nf S\nendstream",
                1 => $"<< /Type /Page /X {kind} >>",
                2 => "<< /Type /XRef /Length 3 >>\nstream\nf S\nendstream",
                _ => $"[{kind}]",
            };
        }

        var text = new StringBuilder();
        var table = new StringBuilder("xref\n");
        foreach (var (number, value) in objects.OrderBy(entry => entry.Key))
        {
            table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{once.Length + text.Length:D10} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{value}\nendobj\n");
        }

        var end = once.Length + text.Length;
        text.Append(table)
            .Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size 72 /Root 1 0 R /Prev {start} >>\nstartxref\n{end}\n%%EOF\n");
        byte[] pdf = [.. once, .. Encoding.Latin1.GetBytes(text.ToString())];
        var gap = once.Length + pdf.AsSpan(once.Length).IndexOf("/Contents <"u8) + "/Contents ".Length;
        var rest = gap + (2 * roomBytes) + 2;
        var range = once.Length + pdf.AsSpan(once.Length).IndexOf("/ByteRange ["u8) + "/ByteRange ".Length;
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[0 {gap:D10} {rest:D10} {pdf.Length - rest:D10}]"))
            .CopyTo(pdf, range);
        var digest = new byte[IHasher.DigestBytes];
        Hashers.For(CryptoSuite.Guomi).Hash([.. pdf[..gap], .. pdf[rest..]], digest);
        var message = PdfSealSigner.TrySign(digest, seal, MessagePeople.Signer, MessagePeople.BeginMs, out var error)
            ?? throw new InvalidOperationException($"{error}");
        Encoding.ASCII.GetBytes(Convert.ToHexString(message)).CopyTo(pdf, gap + 1);
        return pdf;
    }

    private static List<(string Name, byte[] Content)> Changed(IReadOnlyList<(string Name, byte[] Content)> files, byte[] input)
    {
        var changed = files.ToList();
        foreach (var pair in input.Chunk(2).Where(pair => pair.Length == 2).Take(ChangesMax))
        {
            var at = pair[0] % files.Count;
            var name = files[at].Name;
            var place = changed.FindIndex(file => file.Name == name);
            switch (pair[1] % 4)
            {
                case 0 when place >= 0:
                    changed.RemoveAt(place);
                    break;
                case 1 when place >= 0:
                    byte[] other = [.. files[at].Content, pair[1]];
                    changed[place] = (name, other);
                    break;
                case 2:
                    changed.Add(($"{name}.{pair[1]}", [pair[1]]));
                    break;
                default:
                    // beside, or a second of the name
                    changed.Add(($"{name[..(name.LastIndexOf('/') + 1)]}{files[(at + 1) % files.Count].Name}", [pair[1]]));
                    break;
            }
        }

        return changed;
    }
}
