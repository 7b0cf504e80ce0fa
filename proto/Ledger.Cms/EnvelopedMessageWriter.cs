using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Cms.Encryption;

namespace Ledger.Cms;

/// <summary>Makes encrypted messages.</summary>
public static class EnvelopedMessageWriter
{
    /// <summary>
    /// Encrypts <paramref name="content"/> under a fresh random key to every one of <paramref name="recipients"/>. Null, with the reason,
    /// for a certificate that is none to encrypt to, no or too many recipients, or content that is too long.
    /// </summary>
    public static byte[]? TryEncrypt(
        ReadOnlyMemory<byte> content, IReadOnlyList<Certificate> recipients, EnvelopedMessageOptions options, out CmsError error)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(options);
        error = recipients.Count == 0 ? CmsError.RecipientMissing
            : recipients.Count > CmsLimits.RecipientsMax ? CmsError.TooMany
            : content.Length > CmsLimits.MessageBytesMax ? CmsError.Size
            : recipients.Select(MessageRecipient.Check).FirstOrDefault(one => one != CmsError.None, CmsError.None);
        if (error != CmsError.None)
        {
            return null;
        }

        var key = RandomNumberGenerator.GetBytes(EncryptedContent.KeyBytesOf(options.Cipher));
        try
        {
            var message = Write(content, recipients, options, key);
            error = message.Length > CmsLimits.MessageBytesMax ? CmsError.Size : CmsError.None;
            return error == CmsError.None ? message : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Write(
        ReadOnlyMemory<byte> content, IReadOnlyList<Certificate> recipients, EnvelopedMessageOptions options, byte[] key)
    {
        var isAuthenticated = options.Cipher is ContentCipher.Sm4Gcm or ContentCipher.Aes256Gcm;
        var guomi = options.Guomi && !isAuthenticated;
        var type = isAuthenticated ? CmsOids.AuthEnvelopedData : guomi ? CmsOids.GmEnvelopedData : CmsOids.EnvelopedData;
        return ContentInfo.Write(type, writer =>
        {
            writer.WriteInteger(isAuthenticated ? 0 : options.ByKeyId ? 2 : guomi ? 1 : 0);
            using (writer.PushSetOf())
            {
                foreach (var recipient in recipients)
                {
                    KeyTransport.Write(writer, recipient, key, guomi, options.ByKeyId);
                }
            }

            var tag = EncryptedContent.Write(writer, options.Cipher, guomi ? CmsOids.GmData : CmsOids.Data, key, content.Span);
            if (isAuthenticated)
            {
                writer.WriteOctetString(tag);
            }
        });
    }
}

/// <summary>How a message is encrypted.</summary>
public sealed record EnvelopedMessageOptions
{
    /// <summary>
    /// GM/T 0010 identifiers instead of RFC 5652's; without effect on the authenticated ciphers, which only RFC 5083 has.
    /// </summary>
    public bool Guomi { get; init; } = true;

    /// <summary>How the content is encrypted.</summary>
    public ContentCipher Cipher { get; init; } = ContentCipher.Sm4Cbc;

    /// <summary>Whether recipients are named by subject key identifier rather than issuer and serial number.</summary>
    public bool ByKeyId { get; init; }
}
