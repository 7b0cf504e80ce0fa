using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Cms.Encryption;

namespace Ledger.Cms;

/// <summary>Makes SignedAndEnvelopedData of GM/T 0010.</summary>
public static class SignedEnvelopedMessageWriter
{
    /// <summary>
    /// Signs <paramref name="content"/> by each signer and encrypts it with SM4-CBC to each recipient. Null, with the reason, as for the
    /// signed and the enveloped messages.
    /// </summary>
    public static byte[]? TryWrite(
        ReadOnlyMemory<byte> content, IReadOnlyList<MessageSigner> signers, IReadOnlyList<Certificate> recipients, out CmsError error)
    {
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(recipients);
        error = signers.Count == 0 ? CmsError.NoSigner
            : recipients.Count == 0 ? CmsError.RecipientMissing
            : signers.Count > CmsLimits.SignersMax || recipients.Count > CmsLimits.RecipientsMax ? CmsError.TooMany
            : content.Length > CmsLimits.MessageBytesMax ? CmsError.Size
            : SignedMessageWriter.IsLedgerMessage(content.Span) ? CmsError.LedgerMessage
            : signers.Select(signer => signer.Check()).Concat(recipients.Select(MessageRecipient.Check))
                .FirstOrDefault(one => one != CmsError.None, CmsError.None);
        if (error != CmsError.None)
        {
            return null;
        }

        var key = RandomNumberGenerator.GetBytes(EncryptedContent.KeyBytesOf(ContentCipher.Sm4Cbc));
        try
        {
            var message = ContentInfo.Write(CmsOids.GmSignedAndEnvelopedData, writer =>
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                {
                    foreach (var recipient in recipients)
                    {
                        KeyTransport.Write(writer, recipient, key, guomi: true, byKeyId: false);
                    }
                }

                SignedMessageWriter.WriteDigests(writer, signers);
                EncryptedContent.Write(writer, ContentCipher.Sm4Cbc, CmsOids.GmData, key, content.Span);
                SignedMessageWriter.WriteCertificates(writer, [.. signers.Select(signer => signer.Certificate)]);
                SignedMessageWriter.WriteSigners(
                    writer, content, signers, new SignedMessageOptions { SignedAttributes = false }, CmsOids.GmData);
            });
            error = message.Length > CmsLimits.MessageBytesMax ? CmsError.Size : CmsError.None;
            return error == CmsError.None ? message : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
