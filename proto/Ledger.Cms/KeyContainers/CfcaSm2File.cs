using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Ledger.Certificates;
using Ledger.Cms.Encryption;
using Ledger.Crypto;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// CFCA's <c>.sm2</c> file: the private key under SM4-CBC with IV and key from SM3-KDF of the password (no salt, no rounds: as weak as the
/// password), and its certificate.
/// </summary>
public static class CfcaSm2File
{
    /// <summary>The key and its certificate; null with the reason.</summary>
    /// <param name="der">The file's content, decoded from Base64.</param>
    /// <param name="password">The password; UTF-8.</param>
    /// <param name="error">The reason, or <see cref="KeyContainerError.None"/>.</param>
    public static ImportedKey? TryOpen(ReadOnlyMemory<byte> der, ReadOnlySpan<char> password, out KeyContainerError error)
    {
        var passwordBytes = new byte[Encoding.UTF8.GetByteCount(password)];
        Encoding.UTF8.GetBytes(password, passwordBytes);
        try
        {
            return ContainerReading.Read(der, sequence => Read(sequence, passwordBytes), out error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passwordBytes);
        }
    }

    /// <summary>The certificate, which stands in clear: what the file says without its password; null where it is no such file.</summary>
    public static Certificate? TryReadCertificate(ReadOnlyMemory<byte> der) => ContainerReading.Read(
        der,
        file =>
        {
            var (parts, error) = ReadParts(file);
            return (parts?.Certificate, error);
        },
        out _);

    private static (ImportedKey?, KeyContainerError) Read(AsnReader file, byte[] password)
    {
        var (parts, error) = ReadParts(file);
        return parts is null ? (null, error) : Decrypt(parts.Encrypted, password, parts.Certificate);
    }

    private static (Parts?, KeyContainerError) ReadParts(AsnReader file)
    {
        if (!file.TryReadInt32(out var version) || version != 1)
        {
            return (null, KeyContainerError.Malformed);
        }

        var key = file.ReadSequence();
        var keyType = key.ReadObjectIdentifier();
        var cipher = key.ReadObjectIdentifier();
        var encrypted = key.ReadOctetString();
        key.ThrowIfNotEmpty();
        var holder = file.ReadSequence();
        var certificateType = holder.ReadObjectIdentifier();
        var encoded = holder.ReadOctetString();
        holder.ThrowIfNotEmpty();
        file.ThrowIfNotEmpty();
        if (keyType != CmsOids.GmData || certificateType != CmsOids.GmData || cipher is not (CmsOids.Sm4 or CmsOids.Sm4Cbc))
        {
            return (null, KeyContainerError.Algorithm);
        }

        return Certificate.TryParse(encoded, out var certificate, out _) && certificate.PublicKey.Algorithm == SignatureAlgorithm.Sm2Sm3
            ? (new Parts(encrypted, certificate), KeyContainerError.None)
            : (null, KeyContainerError.Certificate);
    }

    private static (ImportedKey?, KeyContainerError) Decrypt(byte[] encrypted, byte[] password, Certificate certificate)
    {
        Span<byte> derived = stackalloc byte[32];
        Sm3Kdf.Derive(password, derived);
        var scalar = BlockCiphers.TryDecryptCbc(sm4: true, derived[16..], derived[..16], encrypted);
        CryptographicOperations.ZeroMemory(derived);
        try
        {
            var pair = scalar is null ? null : Pkcs8PrivateKey.FromScalar(SignatureAlgorithm.Sm2Sm3, scalar);
            if (pair is not null && pair.PublicKey.Equals(certificate.PublicKey))
            {
                return (new ImportedKey(pair, [certificate]), KeyContainerError.None);
            }

            // A wrong password passes the padding once in 256 times, and then gives another key.
            pair?.Dispose();
            return (null, KeyContainerError.WrongPasswordOrDamaged);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    private sealed record Parts(byte[] Encrypted, Certificate Certificate);
}
