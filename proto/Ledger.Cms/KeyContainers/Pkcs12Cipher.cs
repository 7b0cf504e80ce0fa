using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Cms.Encryption;

namespace Ledger.Cms.KeyContainers;

/// <summary>Password-based decryption: PBES2 (RFC 8018 §6.2) with AES or SM4 in CBC, and PKCS#12's own with three-key triple DES.</summary>
internal static class Pkcs12Cipher
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string HmacSha1 = "1.2.840.113549.2.7";
    private const string Sha1TripleDes = "1.2.840.113549.1.12.1.3";
    private const string Aes192Cbc = "2.16.840.1.101.3.4.1.22";

    /// <summary>The plaintext, which the caller clears; null with the reason.</summary>
    /// <exception cref="AsnContentException">The parameters are not those of the algorithm.</exception>
    internal static byte[]? TryDecrypt(AlgorithmId algorithm, ReadOnlySpan<byte> ciphertext, PasswordDerivation derivation, out KeyContainerError error)
    {
        var parameters = new AsnReader(algorithm.Parameters, AsnEncodingRules.DER).ReadSequence();
        switch (algorithm.Oid)
        {
            case Pbes2:
                return DecryptPbes2(parameters, ciphertext, derivation, out error);
            case Sha1TripleDes:
                return DecryptTripleDes(parameters, ciphertext, derivation, out error);
            default:
                error = KeyContainerError.Algorithm;
                return null;
        }
    }

    private static byte[]? DecryptPbes2(AsnReader parameters, ReadOnlySpan<byte> ciphertext, PasswordDerivation derivation, out KeyContainerError error)
    {
        var kdf = AlgorithmId.Read(parameters);
        var cipher = AlgorithmId.Read(parameters);
        var keyBytes = cipher.Oid switch
        {
            CmsOids.Sm4 or CmsOids.Sm4Cbc or CmsOids.Aes128Cbc => 16,
            Aes192Cbc => 24,
            CmsOids.Aes256Cbc => 32,
            _ => 0,
        };
        error = KeyContainerError.Algorithm;
        if (kdf.Oid != Pbkdf2 || keyBytes == 0)
        {
            return null;
        }

        var settings = new AsnReader(kdf.Parameters, AsnEncodingRules.DER).ReadSequence();
        var salt = settings.ReadOctetString();
        if (!settings.TryReadInt32(out var rounds) || !derivation.TryTake(rounds))
        {
            error = KeyContainerError.TooManyRounds;
            return null;
        }

        if (settings.HasData && settings.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) && (!settings.TryReadInt32(out var given) || given != keyBytes))
        {
            return null;
        }

        var prf = settings.HasData ? AlgorithmId.Read(settings).Oid : HmacSha1;
        var iv = new AsnReader(cipher.Parameters, AsnEncodingRules.DER).ReadOctetString();
        var key = iv.Length == BlockCiphers.BlockBytes ? derivation.Pbkdf2(prf, salt, rounds, keyBytes) : null;
        if (key is null)
        {
            return null;
        }

        var plain = BlockCiphers.TryDecryptCbc(cipher.Oid is CmsOids.Sm4 or CmsOids.Sm4Cbc, key, iv, ciphertext);
        CryptographicOperations.ZeroMemory(key);
        error = plain is null ? KeyContainerError.WrongPasswordOrDamaged : KeyContainerError.None;
        return plain;
    }

    private static byte[]? DecryptTripleDes(AsnReader parameters, ReadOnlySpan<byte> ciphertext, PasswordDerivation derivation, out KeyContainerError error)
    {
        var salt = parameters.ReadOctetString();
        if (salt.Length is 0 or > 1024)
        {
            throw new AsnContentException();
        }

        if (!parameters.TryReadInt32(out var rounds) || !derivation.TryTake(rounds) || !derivation.TryTake(rounds))
        {
            error = KeyContainerError.TooManyRounds;
            return null;
        }

        var (hash, hashBytes) = Pkcs12Mac.HashOf(CmsOids.Sha1)!.Value;
        var key = derivation.Pkcs12(hash, hashBytes, 1, salt, rounds, 24);
        var iv = derivation.Pkcs12(hash, hashBytes, 2, salt, rounds, 8);
        try
        {
#pragma warning disable CA5350 // What old files were made with; only ever decrypted.
            using var cipher = TripleDES.Create();
#pragma warning restore CA5350
            cipher.Key = key;
            error = KeyContainerError.None;
            return cipher.DecryptCbc(ciphertext, iv);
        }
        catch (CryptographicException)
        {
            error = KeyContainerError.WrongPasswordOrDamaged;
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
