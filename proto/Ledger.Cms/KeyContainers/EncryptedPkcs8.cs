using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// A private key under a password: PKCS #8 EncryptedPrivateKeyInfo (RFC 5208 §6), as OpenSSL, GmSSL and Tongsuo write, by AES or SM4.
/// </summary>
internal static class EncryptedPkcs8
{
    /// <exception cref="AsnContentException">The fields are not those of the container.</exception>
    internal static KeyContainerError Read(AsnReader info, PasswordDerivation derivation, out KeyPair? key)
    {
        key = null;
        var algorithm = AlgorithmId.Read(info);
        var plain = Pkcs12Cipher.TryDecrypt(algorithm, info.ReadOctetString(), derivation, out var error);
        if (plain is null)
        {
            return error;
        }

        try
        {
            key = Pkcs8PrivateKey.TryRead(plain, derivation, out error);

            // A wrong password passes the padding once in 256 times, and then gives no key at all.
            return error is KeyContainerError.Structure or KeyContainerError.Size ? KeyContainerError.WrongPasswordOrDamaged : error;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
