using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Certificates.Paths;
using Ledger.Cms.Files;
using Ledger.Protocol;

namespace Ledger.Cli.Client;

/// <summary>Files that hold DER as it is, as PEM, or as bare Base64.</summary>
internal static class EncodedFile
{
    private const long BytesMax = 128L * 1024 * 1024;
    private const byte DerSequence = 0x30;

    /// <summary>The file's bytes, whatever they are.</summary>
    internal static byte[] ReadAll(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists ? throw CliException.Usage($"There is no file {path}.", $"文件 {path} 不存在。")
            : file.Length > BytesMax ? throw CliException.Usage(
                $"{path} is longer than {BytesMax} bytes.", $"{path} 超过 {BytesMax} 字节。")
            : File.ReadAllBytes(path);
    }

    /// <summary>
    /// The text of a file that people write, strictly decoded (<see cref="StrictText"/>). That a byte order mark was left out is said where
    /// <paramref name="context"/> is given.
    /// </summary>
    internal static string ReadText(string path, CliContext? context = null)
    {
        var text = StrictText.TryDecode(ReadAll(path), out var hasMark, out var why)
            ?? throw CliException.Usage($"{path} {why}.", $"{path} 不是 UTF-8 文本，请另存为 UTF-8。（{why}）");
        if (hasMark)
        {
            context?.Error.WriteLine($"{path} begins with a byte order mark (EF BB BF), which is left out.");
        }

        return text;
    }

    /// <summary>Puts a file in another's place, which is whole until then.</summary>
    internal static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>The one line of a key that has no PIN: whoever reads the file signs, so nobody else may.</summary>
    /// <exception cref="CliException">Others may read or write it.</exception>
    internal static string ReadSecretLine(string path)
    {
        const UnixFileMode others =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        var text = ReadText(path).TrimEnd('\n');
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & others) == 0
            ? text
            : throw CliException.Usage(
                $"Others may read or write the key {path}: chmod 600 {path}, and think whether somebody has.",
                $"其他用户可读写密钥 {path}：请执行 chmod 600 {path}，并考虑密钥是否已泄露。");
    }

    /// <summary>The first value in the file, whatever is around it; bytes that nothing is around pass as they are.</summary>
    internal static ReadOnlyMemory<byte> ReadDer(string path) => UnwrappedFile.Read(ReadAll(path)).First;

    /// <summary>The certificate in the file.</summary>
    internal static Certificate ReadCertificate(string path) => ReadCertificate(path, anyKey: false);

    /// <summary>The certificate in the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="anyKey">Whether keys that no signature is checked with here are taken too.</param>
    internal static Certificate ReadCertificate(string path, bool anyKey)
    {
        var file = UnwrappedFile.Read(ReadAll(path));
        return (anyKey
            ? Certificate.TryParseAnyKey(file.First, out var certificate, out var error)
            : Certificate.TryParse(file.First, out certificate, out error))
            ? certificate
            : throw CliException.Usage($"{path} is no certificate{WhyNot(file, error)}", $"{path} 不是可接受的证书。");
    }

    private static string WhyNot(UnwrappedFile file, CertificateError error) => FileKinds.Of(file) switch
    {
        FileKind.Unknown when file.First.IsEmpty || file.First.Span[0] != DerSequence =>
            ": it is neither DER, nor PEM, nor bare Base64.",
        FileKind.Certificate or FileKind.Unknown => $" that is taken: {PathReasons.Of(error, file.First.Span)}",
        var kind => $": it is {FileKinds.NameOf(kind)}.",
    };

    /// <summary>Writes a new file; one that exists is not touched.</summary>
    internal static void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
    }

    /// <summary>Writes a new file that its owner alone may read.</summary>
    internal static void WriteNewSecret(string path, ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
    }
}
