using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Crypto.Sealing;

namespace Ledger.Cms.Encryption;

/// <summary>EncryptedContentInfo with, for AuthEnvelopedData, what is authenticated along with it.</summary>
internal sealed record EncryptedContent(string TypeOid, AlgorithmId Algorithm, ReadOnlyMemory<byte> Ciphertext)
{
    private const int GcmNonceBytes = 12;
    private const int GcmTagBytes = 16;
    private static readonly Asn1Tag CiphertextTag = new(TagClass.ContextSpecific, 0);

    internal ReadOnlyMemory<byte> Tag { get; init; }

    internal ReadOnlyMemory<byte> AssociatedData { get; init; }

    internal static EncryptedContent Read(AsnReader from)
    {
        var info = from.ReadSequence();
        var type = info.ReadObjectIdentifier();
        var algorithm = AlgorithmId.Read(info);
        ReadOnlyMemory<byte> ciphertext = info.HasData ? info.ReadOctetString(CiphertextTag) : default;
        info.ThrowIfNotEmpty();
        return new EncryptedContent(type, algorithm, ciphertext);
    }

    /// <summary>Writes the encrypted <paramref name="plaintext"/>; the tag for AuthEnvelopedData, otherwise empty.</summary>
    internal static byte[] Write(
        AsnWriter writer, ContentCipher cipher, string typeOid, ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext)
    {
        var isGcm = cipher is ContentCipher.Sm4Gcm or ContentCipher.Aes256Gcm;
        var nonce = RandomNumberGenerator.GetBytes(isGcm ? GcmNonceBytes : BlockCiphers.BlockBytes);
        byte[] ciphertext;
        byte[] tag = [];
        if (isGcm)
        {
            var sealedText = new byte[plaintext.Length + GcmTagBytes];
            Gcm(cipher == ContentCipher.Sm4Gcm).Encrypt(key, nonce, plaintext, default, sealedText);
            (ciphertext, tag) = (sealedText[..^GcmTagBytes], sealedText[^GcmTagBytes..]);
        }
        else
        {
            ciphertext = BlockCiphers.EncryptCbc(cipher == ContentCipher.Sm4Cbc, key, nonce, plaintext);
        }

        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(typeOid);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(OidOf(cipher));
                WriteParameters(writer, isGcm, nonce);
            }

            writer.WriteOctetString(ciphertext, CiphertextTag);
        }

        return tag;
    }

    /// <summary>Length of the key in bytes; null where the cipher is not taken.</summary>
    internal int? KeyBytes(bool isAuthenticated) => (Algorithm.Oid, isAuthenticated) switch
    {
        (CmsOids.Sm4 or CmsOids.Sm4Cbc or CmsOids.Aes128Cbc, false) => 16,
        (CmsOids.Aes256Cbc, false) => 32,
        (CmsOids.Sm4Gcm or CmsOids.Aes128Gcm, true) => 16,
        (CmsOids.Aes256Gcm, true) => 32,
        _ => null,
    };

    /// <summary>The plaintext, or null.</summary>
    internal byte[]? TryDecrypt(ReadOnlySpan<byte> key, bool isAuthenticated)
    {
        if (Nonce(isAuthenticated) is not { } nonce)
        {
            return null;
        }

        if (!isAuthenticated)
        {
            return BlockCiphers.TryDecryptCbc(Algorithm.Oid is CmsOids.Sm4 or CmsOids.Sm4Cbc, key, nonce, Ciphertext.Span);
        }

        byte[] sealedText = [.. Ciphertext.Span, .. Tag.Span];
        return Tag.Length == GcmTagBytes
            ? Gcm(Algorithm.Oid == CmsOids.Sm4Gcm).TryDecrypt(key, nonce, sealedText, AssociatedData.Span)
            : null;
    }

    internal static int KeyBytesOf(ContentCipher cipher) => cipher is ContentCipher.Sm4Cbc or ContentCipher.Sm4Gcm ? 16 : 32;

    private static IAuthenticatedCipher Gcm(bool sm4) => sm4 ? new Sm4Gcm() : new Aes256Gcm();

    private static void WriteParameters(AsnWriter writer, bool isGcm, byte[] nonce)
    {
        if (!isGcm)
        {
            writer.WriteOctetString(nonce);
            return;
        }

        using (writer.PushSequence())
        {
            writer.WriteOctetString(nonce);
            writer.WriteInteger(GcmTagBytes);
        }
    }

    /// <summary>The IV or nonce from the parameters; null where they are not those of the cipher.</summary>
    private byte[]? Nonce(bool isAuthenticated)
    {
        try
        {
            var reader = new AsnReader(Algorithm.Parameters, AsnEncodingRules.DER);
            if (!isAuthenticated)
            {
                var iv = reader.ReadOctetString();
                return iv.Length == BlockCiphers.BlockBytes ? iv : null;
            }

            var parameters = reader.ReadSequence();
            var nonce = parameters.ReadOctetString();
            return nonce.Length == GcmNonceBytes && parameters.TryReadInt32(out var tagBytes) && tagBytes == GcmTagBytes ? nonce : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static string OidOf(ContentCipher cipher) => cipher switch
    {
        ContentCipher.Sm4Cbc => CmsOids.Sm4Cbc,
        ContentCipher.Sm4Gcm => CmsOids.Sm4Gcm,
        ContentCipher.Aes256Cbc => CmsOids.Aes256Cbc,
        ContentCipher.Aes256Gcm => CmsOids.Aes256Gcm,
        _ => throw new ArgumentOutOfRangeException(nameof(cipher), cipher, "There is no such cipher."),
    };
}
