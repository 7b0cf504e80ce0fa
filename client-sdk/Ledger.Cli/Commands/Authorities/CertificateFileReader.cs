using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Certificates.Revocation;
using Ledger.Cli.Client;
using Ledger.Cms.Files;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>Reads files of certificates, of bounded size.</summary>
internal static class CertificateFileReader
{
    /// <summary>What a file is that is no certificate, in words; null where it is one, or nothing that is known.</summary>
    internal static string? KindOf(string path) =>
        FileKinds.Of(UnwrappedFile.Read(EncodedFile.ReadAll(path))) is var kind and not FileKind.Certificate
            ? FileKinds.NameOf(kind)
            : null;

    internal static CertificateBundle Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw CliException.Usage(
                $"There is no file {path}.",
                $"文件 {path} 不存在。");
        }

        if (file.Length > RevocationList.BytesMax)
        {
            throw CliException.Usage(
                $"{path} has {file.Length} bytes; certificates and revocation lists have at most {RevocationList.BytesMax}.",
                $"{path} 有 {file.Length} 字节；证书和吊销列表最多 {RevocationList.BytesMax} 字节。");
        }

        return CertificateBundle.Read(File.ReadAllBytes(path));
    }
}
