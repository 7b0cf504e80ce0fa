using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Ledger.Cms.Encryption;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Cms.KeyContainers;

public static partial class Pkcs8PrivateKey
{
    /// <summary>Rounds of PBKDF2 of a key that is written (OWASP 2023: 600,000 for SHA-256).</summary>
    public const int Rounds = 600_000;

    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const string HmacSha256 = "1.2.840.113549.2.9";

    /// <summary>
    /// The key under a password for other tools: EncryptedPrivateKeyInfo (RFC 5208 §6) of PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC,
    /// which OpenSSL, Java and Windows read; DER.
    /// </summary>
    public static byte[] WriteEncrypted(KeyPair pair, ReadOnlySpan<char> password)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var iv = RandomNumberGenerator.GetBytes(BlockCiphers.BlockBytes);
        var passwordBytes = new byte[Encoding.UTF8.GetByteCount(password)];
        Encoding.UTF8.GetBytes(password, passwordBytes);
        var plain = Write(pair);
        var key = Rfc2898DeriveBytes.Pbkdf2(passwordBytes, salt, Rounds, HashAlgorithmName.SHA256, KeyBytes);
        try
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(PasswordAlgorithms.Pbes2);
                    using (writer.PushSequence())
                    {
                        WriteDerivation(writer, salt);
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(CmsOids.Aes256Cbc);
                            writer.WriteOctetString(iv);
                        }
                    }
                }

                writer.WriteOctetString(BlockCiphers.EncryptCbc(sm4: false, key, iv, plain));
            }

            return writer.Encode();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passwordBytes);
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void WriteDerivation(AsnWriter writer, byte[] salt)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(PasswordAlgorithms.Pbkdf2);
            using (writer.PushSequence())
            {
                writer.WriteOctetString(salt);
                writer.WriteInteger(Rounds);
                AlgorithmId.Write(writer, HmacSha256, withNull: true);
            }
        }
    }

    /// <summary>PrivateKeyInfo in clear, which the caller clears.</summary>
    private static byte[] Write(KeyPair pair)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            if (pair.Algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
            {
                AlgorithmId.Write(writer, RsaEncryption, withNull: true);
                writer.WriteOctetString(pair.PrivateKey);
            }
            else
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(EcPublicKey);
                    writer.WriteObjectIdentifier(EcCurve.Of(pair.Algorithm)!.Oid);
                }

                using (writer.PushOctetString())
                {
                    WriteEc(writer, pair);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteEc(AsnWriter writer, KeyPair pair)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteOctetString(pair.PrivateKey);
            using (writer.PushSequence(PublicKeyTag))
            {
                writer.WriteBitString(pair.PublicKey.Encoded);
            }
        }
    }
}
