using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Cms.Encryption;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>Recipients and encrypted content: what enveloped and signed-and-enveloped data have in common.</summary>
internal sealed class EnvelopedFields
{
    internal List<MessageRecipientInfo> Recipients { get; } = [];

    internal EncryptedContent Content { get; set; } = null!;

    internal bool IsAuthenticated { get; init; }

    internal CmsError ReadRecipients(AsnReader set)
    {
        for (var count = 0; set.HasData; count++)
        {
            if (count == CmsLimits.RecipientsMax)
            {
                return CmsError.TooMany;
            }

            if (MessageRecipientInfo.Read(set) is { } recipient)
            {
                Recipients.Add(recipient);
            }
        }

        return CmsError.None;
    }

    /// <summary>The plaintext, which the caller clears where it is secret; null with the reason.</summary>
    internal byte[]? TryDecrypt(MessageRecipient recipient, out CmsError error)
    {
        error = recipient.Check();
        if (error != CmsError.None)
        {
            return null;
        }

        var info = Recipients.Find(one => one.Reference.Names(recipient.Certificate));
        error = info is null ? CmsError.RecipientMissing
            : Content.KeyBytes(IsAuthenticated) is null ||
                !KeyTransport.IsTaken(info.Algorithm, recipient.Key.Algorithm) ? CmsError.Algorithm
            : recipient.Key.Algorithm == SignatureAlgorithm.Sm2Sm3 &&
                Sm2CiphertextForms.WhyNot(info.EncryptedKey) is not null ? CmsError.CiphertextForm
            : CmsError.None;
        if (error != CmsError.None)
        {
            return null;
        }

        var key = KeyTransport.TryUnwrap(info!, recipient.Key);
        try
        {
            var plaintext = key?.Length == Content.KeyBytes(IsAuthenticated) ? Content.TryDecrypt(key, IsAuthenticated) : null;
            error = plaintext is null ? CmsError.DecryptionFailed : CmsError.None;
            return plaintext;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
