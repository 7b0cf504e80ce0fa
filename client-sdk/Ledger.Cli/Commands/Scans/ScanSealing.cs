using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Seals;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Seals;

namespace Ledger.Cli.Commands.Scans;

/// <summary>The PC's part of a seal from the phone: prepare each PDF, and put the phone's message into it.</summary>
internal sealed class ScanSealing(ElectronicSeal seal, IReadOnlyList<(string Name, PreparedPdf Pdf)> prepared)
{
    private readonly SignatureVerifier _verifier = new();

    internal static Option<string?> Seal { get; } = new("--seal")
    {
        Description = "For seal: the electronic seal to put on; the files are PDFs then.",
        HelpName = "FILE",
    };

    /// <summary>The documents of the session: what the phone hashes is the byte range.</summary>
    internal IReadOnlyList<ScanDocument> Documents(IHasher hasher) =>
        [.. prepared.Select(one => ScanDocument.FromContent(one.Name, one.Pdf.Content, hasher))];

    /// <summary>The electronic seal as the phone gets it.</summary>
    internal ScanDocument SealDocument(IHasher hasher) => ScanDocument.FromContent(seal.Name, seal.Der, hasher);

    internal static ScanSealing Prepare(string sealPath, IReadOnlyList<string> files, Func<ElectronicSeal, PdfSealPlacement> placementOf)
    {
        var one = ReadSeal(sealPath);
        var placement = placementOf(one);
        return new ScanSealing(one, [.. files.Select(file => (Path.GetFileName(file), Prepare(file, placement)))]);
    }

    private static PreparedPdf Prepare(string file, PdfSealPlacement placement)
    {
        var original = EncodedFile.ReadAll(file);
        return PdfSealer.TryPrepare(original, placement, out var error)
            ?? throw CliException.Usage(
                $"{file} cannot be sealed: {SealErrors.TextOf(error, original, placement)}.",
                $"{file} 无法盖章：{SealErrors.TextOf(error, original, placement)}。");
    }

    /// <summary>The prepared PDFs that <see cref="Keep"/> left for another process.</summary>
    internal static ScanSealing Read(string sealPath, IReadOnlyList<string> files) => new(ReadSeal(sealPath), [.. files.Select(file => (
        Path.GetFileName(file),
        PreparedPdf.TryRead(EncodedFile.ReadAll(file), out var error)
            ?? throw CliException.Usage(
                $"{file} is not as scan open --prepared left it: {SealErrors.TextOf(error)}.",
                $"{file} 与 scan open --prepared 留下的不同：{SealErrors.TextOf(error)}。")))]);

    internal void Keep(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, pdf) in prepared)
        {
            EncodedFile.WriteNew(Path.Combine(folder, name), pdf.File.Span);
        }
    }

    /// <summary>Writes the sealed PDFs; none where one of the messages does not fit its document.</summary>
    internal void Embed(string folder, ScanConfirmation confirmation)
    {
        var messages = confirmation.Result.Signatures;
        if (messages.Count != prepared.Count)
        {
            throw CliException.NotVerified(
                $"The phone gave {messages.Count} messages for {prepared.Count} documents.",
                $"手机给出 {messages.Count} 条签名，文件有 {prepared.Count} 份。");
        }

        var sealedPdfs = prepared.Select((one, i) => PdfSealer.TryEmbed(one.Pdf, seal, messages[i].Span, _verifier, out var error)
            ?? throw CliException.NotVerified(
                $"The phone's answer does not go into {one.Name}: {SealErrors.TextOf(error)}.",
                $"手机的应答无法写入 {one.Name}：{SealErrors.TextOf(error)}。")).ToList();
        for (var i = 0; i < sealedPdfs.Count; i++)
        {
            EncodedFile.WriteNew(
                Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i + 1:D2}-{prepared[i].Name}")), sealedPdfs[i]);
        }
    }

    private static ElectronicSeal ReadSeal(string path) => ElectronicSeal.TryParse(EncodedFile.ReadDer(path), out var seal, out var error)
        ? seal
        : throw CliException.Usage(
            $"{path} is no seal: {SealErrors.TextOf(error)}.",
            $"{path} 不是印章：{SealErrors.TextOf(error)}。");
}
