using System.Security.Cryptography;
using System.Text;

namespace Ledger.Crypto.Tests.Certificates;

/// <summary>Certificates of ../shared/data, in PEM or DER.</summary>
internal static class CertificateFiles
{
    internal static byte[] Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return PemEncoding.TryFindUtf8(bytes, out var fields)
            ? Convert.FromBase64String(Encoding.ASCII.GetString(bytes.AsSpan()[fields.Base64Data]))
            : bytes;
    }

    internal static Certificate Parse(string path)
    {
        Assert.True(Certificate.TryParse(Read(path), out var certificate, out var error), $"{Path.GetFileName(path)}: {error}");
        return certificate!;
    }

    internal static IEnumerable<string> All(string folder, params string[] extensions) => Directory
        .EnumerateFiles(SharedData.PathOf(folder), "*", SearchOption.AllDirectories)
        .Where(path => extensions.Contains(Path.GetExtension(path)))
        .Order(StringComparer.Ordinal);
}
