using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Cms.Encryption;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// Password-based decryption: PBES2 (RFC 8018 §6.2) with AES or SM4 in CBC, and PKCS#12's own with triple DES and RC2, which are only ever
/// decrypted.
/// </summary>
internal static class Pkcs12Cipher
{
    private const string HmacSha1 = "1.2.840.113549.2.7";
    private const int OldBlockBytes = 8;
    private const string Aes192Cbc = "2.16.840.1.101.3.4.1.22";

    /// <summary>The plaintext, which the caller clears; null with the reason.</summary>
    /// <exception cref="AsnContentException">The parameters are not those of the algorithm.</exception>
    internal static byte[]? TryDecrypt(
        AlgorithmId algorithm, ReadOnlySpan<byte> ciphertext, PasswordDerivation derivation, out KeyContainerError error)
    {
        error = KeyContainerError.None;
        switch (algorithm.Oid)
        {
            case PasswordAlgorithms.Pbes2:
                return DecryptPbes2(
                    new AsnReader(algorithm.Parameters, AsnEncodingRules.DER).ReadSequence(), ciphertext, derivation, out error);
            case PasswordAlgorithms.Sha1TripleDes:
                return DecryptOld(algorithm, 24, () => new DesEdeEngine(), ciphertext, derivation, out error);
            case PasswordAlgorithms.Sha1TwoKeyTripleDes:
                return DecryptOld(algorithm, 16, () => new DesEdeEngine(), ciphertext, derivation, out error);
            case PasswordAlgorithms.Sha1Rc2Bits128:
                return DecryptOld(algorithm, 16, () => new RC2Engine(), ciphertext, derivation, out error);
            case PasswordAlgorithms.Sha1Rc2Bits40:
                return DecryptOld(algorithm, 5, () => new RC2Engine(), ciphertext, derivation, out error);
            default:
                error = derivation.Refuse(algorithm.Oid);
                return null;
        }
    }

    private static byte[]? DecryptPbes2(
        AsnReader parameters, ReadOnlySpan<byte> ciphertext, PasswordDerivation derivation, out KeyContainerError error)
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
        if (kdf.Oid != PasswordAlgorithms.Pbkdf2 || keyBytes == 0)
        {
            error = derivation.Refuse(keyBytes == 0 ? cipher.Oid : kdf.Oid);
            return null;
        }

        error = KeyContainerError.Malformed;

        var settings = new AsnReader(kdf.Parameters, AsnEncodingRules.DER).ReadSequence();
        var salt = settings.ReadOctetString();
        if (!settings.TryReadInt32(out var rounds) || !derivation.TryTake(rounds))
        {
            error = KeyContainerError.TooManyRounds;
            return null;
        }

        if (settings.HasData && settings.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) &&
            (!settings.TryReadInt32(out var given) || given != keyBytes))
        {
            return null;
        }

        var prf = settings.HasData ? AlgorithmId.Read(settings).Oid : HmacSha1;
        var iv = new AsnReader(cipher.Parameters, AsnEncodingRules.DER).ReadOctetString();
        var key = iv.Length == BlockCiphers.BlockBytes ? derivation.Pbkdf2(prf, salt, rounds, keyBytes) : null;
        if (key is null)
        {
            error = iv.Length == BlockCiphers.BlockBytes ? derivation.Refuse(prf) : error;
            return null;
        }

        var plain = BlockCiphers.TryDecryptCbc(cipher.Oid is CmsOids.Sm4 or CmsOids.Sm4Cbc, key, iv, ciphertext);
        CryptographicOperations.ZeroMemory(key);
        error = plain is null ? KeyContainerError.WrongPasswordOrDamaged : KeyContainerError.None;
        return plain;
    }

    private static byte[]? DecryptOld(
        AlgorithmId algorithm, int keyBytes, Func<IBlockCipher> engine, ReadOnlySpan<byte> ciphertext, PasswordDerivation derivation,
        out KeyContainerError error)
    {
        var parameters = new AsnReader(algorithm.Parameters, AsnEncodingRules.DER).ReadSequence();
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

        derivation.WarnOf(algorithm.Oid);
        var (hash, hashBytes) = Pkcs12Mac.HashOf(CmsOids.Sha1)!.Value;
        var key = derivation.Pkcs12(hash, hashBytes, 1, salt, rounds, keyBytes);
        var iv = derivation.Pkcs12(hash, hashBytes, 2, salt, rounds, OldBlockBytes);
        try
        {
            var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(engine()));
            ICipherParameters parameter = engine() is RC2Engine ? new RC2Parameters(key, 8 * keyBytes) : new KeyParameter(key);
            cipher.Init(forEncryption: false, new ParametersWithIV(parameter, iv));
            error = KeyContainerError.None;
            return ciphertext.IsEmpty ? throw new InvalidCipherTextException() : cipher.DoFinal(ciphertext.ToArray());
        }
        catch (Exception e) when (e is InvalidCipherTextException or DataLengthException)
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
