using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ledger.Crypto.Sealing;

/// <summary>
/// SM4-GCM (RFC 8998) by BouncyCastle: for processors without carry-less multiplication, and the second opinion in tests.
/// </summary>
internal sealed class BouncySm4Gcm : IAuthenticatedCipher
{
    private const int TagBits = 8 * SealingProfile.AuthenticationTagBytes;

    public void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData,
        Span<byte> sealedText) =>
        Run(forEncryption: true, key, nonce, plaintext, associatedData).CopyTo(sealedText);

    public byte[]? TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData)
    {
        try
        {
            return Run(forEncryption: false, key, nonce, sealedText, associatedData);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private static byte[] Run(
        bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, ReadOnlySpan<byte> associatedData)
    {
        var keyBytes = key.ToArray();
        var inputBytes = input.ToArray();
        try
        {
            var cipher = new GcmBlockCipher(new SM4Engine());
            cipher.Init(forEncryption, new AeadParameters(new KeyParameter(keyBytes), TagBits, nonce.ToArray(), associatedData.ToArray()));
            var output = new byte[cipher.GetOutputSize(inputBytes.Length)];
            var written = cipher.ProcessBytes(inputBytes, 0, inputBytes.Length, output, 0);
            cipher.DoFinal(output, written);
            return output;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyBytes);
            CryptographicOperations.ZeroMemory(inputBytes);
        }
    }
}
