using Ledger.Certificates;
using Ledger.Certificates.Revocation;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>Reads files of certificates, of bounded size.</summary>
internal static class CertificateFileReader
{
    internal static CertificateBundle Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw CliException.Usage($"There is no file {path}.");
        }

        if (file.Length > RevocationList.BytesMax)
        {
            throw CliException.Usage($"{path} has {file.Length} bytes; certificates and revocation lists have at most {RevocationList.BytesMax}.");
        }

        return CertificateBundle.Read(File.ReadAllBytes(path));
    }
}
