using System.Security.Cryptography;
using System.Text;
using Ledger.Certificates;

namespace Ledger.Cms.Tests;

/// <summary>Files of ../shared/data in DER, PEM or bare Base64.</summary>
internal static class DataFile
{
    internal static byte[] Der(string relative)
    {
        var bytes = File.ReadAllBytes(SharedData.PathOf(relative));
        if (PemEncoding.TryFindUtf8(bytes, out var fields))
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(bytes.AsSpan()[fields.Base64Data]));
        }

        return bytes[0] == 0x30 ? bytes : Convert.FromBase64String(Encoding.ASCII.GetString(bytes));
    }

    internal static Certificate Certificate(string relative) => CertificateFiles.Parse(SharedData.PathOf(relative));
}
