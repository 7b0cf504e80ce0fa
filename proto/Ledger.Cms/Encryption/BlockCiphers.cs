using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ledger.Cms.Encryption;

/// <summary>SM4 in CBC and ECB by BouncyCastle's block function, and AES by .NET.</summary>
internal static class BlockCiphers
{
    internal const int BlockBytes = 16;

    /// <summary>Encrypts with PKCS#7 padding.</summary>
    internal static byte[] EncryptCbc(bool sm4, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext)
    {
        if (!sm4)
        {
            using var aes = Aes.Create();
            aes.SetKey(key);
            return aes.EncryptCbc(plaintext, iv);
        }

        var pad = BlockBytes - (plaintext.Length % BlockBytes);
        var padded = new byte[plaintext.Length + pad];
        plaintext.CopyTo(padded);
        padded.AsSpan(plaintext.Length).Fill((byte)pad);
        RunSm4(forEncryption: true, key, iv, padded);
        return padded;
    }

    /// <summary>The plaintext without its PKCS#7 padding, or null.</summary>
    internal static byte[]? TryDecryptCbc(bool sm4, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.IsEmpty || ciphertext.Length % BlockBytes != 0)
        {
            return null;
        }

        var blocks = ciphertext.ToArray();
        try
        {
            if (sm4)
            {
                RunSm4(forEncryption: false, key, iv, blocks);
            }
            else
            {
                using var aes = Aes.Create();
                aes.SetKey(key);
                aes.DecryptCbc(ciphertext, iv, blocks, PaddingMode.None);
            }

            int pad = blocks[^1];
            return pad is >= 1 and <= BlockBytes &&
                !blocks.AsSpan(blocks.Length - pad).ContainsAnyExcept((byte)pad) ? blocks[..^pad] : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(blocks);
        }
    }

    /// <summary>SM4-ECB without padding, in place; the length is a multiple of 16. Only for keys wrapped by a KMC.</summary>
    internal static void RunSm4Ecb(bool forEncryption, ReadOnlySpan<byte> key, Span<byte> blocks) =>
        RunSm4(forEncryption, key, default, blocks);

    private static void RunSm4(bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> blocks)
    {
        var keyBytes = key.ToArray();
        var buffer = blocks.ToArray();
        try
        {
            var engine = new SM4Engine();
            var parameter = new KeyParameter(keyBytes);
            if (iv.IsEmpty)
            {
                engine.Init(forEncryption, parameter);
                for (var at = 0; at < buffer.Length; at += BlockBytes)
                {
                    engine.ProcessBlock(buffer, at, buffer, at);
                }
            }
            else
            {
                var cbc = new CbcBlockCipher(engine);
                cbc.Init(forEncryption, new ParametersWithIV(parameter, iv.ToArray()));
                for (var at = 0; at < buffer.Length; at += BlockBytes)
                {
                    cbc.ProcessBlock(buffer, at, buffer, at);
                }
            }

            buffer.CopyTo(blocks);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyBytes);
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
