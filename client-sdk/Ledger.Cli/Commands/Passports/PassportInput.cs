using Ledger.Passports;
using Ledger.Seals;

namespace Ledger.Cli.Commands.Passports;

/// <summary>
/// Reads what is given as a passport: its file, or a PDF that carries exactly one. Of a file that is too large only as much as shows it.
/// </summary>
internal static class PassportInput
{
    internal static byte[] Read(string path)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[5];
        var isPdf = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length &&
            start.AsSpan().SequenceEqual("%PDF-"u8);
        var bytes = new byte[Math.Min(stream.Length, (isPdf ? SealLimits.PdfBytesMax : PassportLimits.FileBytesMax) + 1L)];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        return isPdf ? FindIn(bytes, path) : bytes;
    }

    private static byte[] FindIn(byte[] pdf, string path)
    {
        if (!PdfAttachments.TryRead(pdf, out var attachments, out var error))
        {
            throw new CliException(
                ExitCode.NotVerified, $"{path} is no PDF that is read here: {error}.",
                $"{path} 不是本程序可读的 PDF：{error}。");
        }

        var passports = attachments.Where(attachment => attachment.Name == PassportFile.AttachmentName).ToList();
        return passports.Count == 1
            ? passports[0].Content.ToArray()
            : throw new CliException(
                ExitCode.NotVerified,
                $"{path} has {passports.Count} attachments {PassportFile.AttachmentName}; it must have exactly one. Ask for the " +
                $"document as it was issued.",
                $"{path} 中有 {passports.Count} 个附件 {PassportFile.AttachmentName}，应恰有一个；请索取出具时的原件。");
    }
}
