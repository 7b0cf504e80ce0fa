using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ledger.Certificates;

namespace Ledger.Cli.Client;

/// <summary>Files that hold DER as it is, as PEM, or as bare Base64.</summary>
internal static class EncodedFile
{
    private const long BytesMax = 128L * 1024 * 1024;

    /// <summary>The file's bytes, whatever they are.</summary>
    internal static byte[] ReadAll(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists ? throw CliException.Usage($"There is no file {path}.")
            : file.Length > BytesMax ? throw CliException.Usage($"{path} is longer than {BytesMax} bytes.")
            : File.ReadAllBytes(path);
    }

    /// <summary>The DER in the file; bytes that are neither PEM nor Base64 pass as they are.</summary>
    internal static byte[] ReadDer(string path) => Decode(ReadAll(path));

    internal static byte[] Decode(byte[] bytes)
    {
        if (bytes.Length > 0 && bytes[0] == 0x30 && !Base64.IsValid(bytes))
        {
            return bytes;
        }

        if (PemEncoding.TryFindUtf8(bytes, out var pem))
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(bytes.AsSpan()[pem.Base64Data]));
        }

        return Base64.IsValid(bytes) ? Convert.FromBase64String(Encoding.ASCII.GetString(bytes)) : bytes;
    }

    internal static Certificate ReadCertificate(string path) => Certificate.TryParse(ReadDer(path), out var certificate, out var error)
        ? certificate
        : throw CliException.Usage($"{path} is no certificate that is taken: {error}.");

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
