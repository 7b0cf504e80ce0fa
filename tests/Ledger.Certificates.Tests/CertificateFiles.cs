using System.Security.Cryptography;
using System.Text;

namespace Ledger.Certificates.Tests;

/// <summary>Documents of ../shared/data, in PEM or DER.</summary>
internal static class CertificateFiles
{
    /// <summary>The first document of a file, whatever it is.</summary>
    internal static byte[] Read(string relative) => ReadAll(relative)[0];

    /// <summary>Every document of a PEM bundle; of any other file its bytes.</summary>
    internal static List<byte[]> ReadAll(string relative)
    {
        var bytes = File.ReadAllBytes(SharedData.PathOf(relative));
        var text = Encoding.Latin1.GetString(bytes);
        var found = new List<byte[]>();
        while (PemEncoding.TryFind(text, out var fields))
        {
            found.Add(Convert.FromBase64String(text[fields.Base64Data]));
            text = text[fields.Location.End..];
        }

        return found.Count == 0 ? [bytes] : found;
    }

    internal static Certificate Parse(string relative) => Parse(Read(relative), relative);

    /// <summary>A certificate whose key the ledger would take too.</summary>
    internal static Certificate ParseLedgerKey(string relative)
    {
        Assert.True(Certificate.TryParse(Read(relative), out var certificate, out var error), $"{relative}: {error}");
        return certificate!;
    }

    internal static Certificate Parse(byte[] der, string name)
    {
        Assert.True(Certificate.TryParseAnyKey(der, out var certificate, out var error), $"{name}: {error}");
        return certificate!;
    }

    /// <summary>Files below a folder, with paths relative to the data.</summary>
    internal static IEnumerable<string> In(string folder, params string[] extensions) => Directory
        .EnumerateFiles(SharedData.PathOf(folder), "*", SearchOption.AllDirectories)
        .Where(path => extensions.Length == 0 || extensions.Contains(Path.GetExtension(path)))
        .Select(path => Path.GetRelativePath(SharedData.Root!, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
