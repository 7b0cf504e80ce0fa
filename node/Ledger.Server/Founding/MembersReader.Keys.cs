using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Crypto.Keys;
using Ledger.Protocol.Mail;
using PublicKey = Ledger.Crypto.PublicKey;

namespace Ledger.Server.Founding;

/// <content>Keys and certificates, and the files beside the members file.</content>
internal sealed partial class MembersReader
{
    private Certificate? CertificateOf(JsonFields fields)
    {
        if (Bytes(fields, "certificate", Certificate.BytesMax * 2) is not { } bytes)
        {
            return null;
        }

        if (Certificate.TryParse(UnwrappedFile.Read(bytes).First, out var certificate, out var error))
        {
            return certificate;
        }

        fields.Fault("certificate", $"it cannot be read: {error}.", $"证书无法读取：{error}。");
        return null;
    }

    private HomeMadeKeys? KeysOf(JsonFields fields)
    {
        if (fields.Element("public_keys") is not { } element)
        {
            return null;
        }

        var keys = new JsonFields(element, fields.PlaceOf("public_keys"), _faults, KeyFields);
        var (voting, receipts, tls) = (PublicKeyOf(keys, "voting"), PublicKeyOf(keys, "receipts"), TlsOf(keys));
        return voting is null || receipts is null || tls is null ? null : new HomeMadeKeys(voting, receipts, tls);
    }

    private PublicKey? PublicKeyOf(JsonFields fields, string name)
    {
        if (fields.Text(name, isRequired: true) is not { } hex)
        {
            return null;
        }

        var algorithm = MailboxAddress.AlgorithmOf(_suite);
        if (hex.Length == 130 && hex.All(char.IsAsciiHexDigit) &&
            new PublicKey(algorithm, Convert.FromHexString(hex)) is var key && PublicKeyRules.Check(key) is null)
        {
            return key;
        }

        fields.Fault(
            name, $"it is no public key of {algorithm}: 130 hexadecimal digits, as ledger keys show gives them.",
            $"不是 {algorithm} 公钥：应为 130 位十六进制数字，如 ledger keys show 所示。");
        return null;
    }

    private X509Certificate2? TlsOf(JsonFields fields)
    {
        if (fields.Text("tls", isRequired: true) is not { } path)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(_folder, path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            fields.Fault("tls", $"the certificate cannot be read: {e.Message}", $"证书无法读取：{e.Message}");
            return null;
        }
    }

    // A file that the members file names, beside it.
    private byte[]? Bytes(JsonFields fields, string name, int bytesMax)
    {
        if (fields.Text(name) is not { } path)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(Path.Combine(_folder, path));
            if (file.Length <= bytesMax)
            {
                return File.ReadAllBytes(file.FullName);
            }

            fields.Fault(
                name, $"{path} has {file.Length} bytes; the most is {bytesMax}.", $"{path} 有 {file.Length} 字节，最多 {bytesMax} 字节。");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fields.Fault(name, $"{path} cannot be read: {e.Message}", $"{path} 无法读取：{e.Message}");
        }

        return null;
    }
}
