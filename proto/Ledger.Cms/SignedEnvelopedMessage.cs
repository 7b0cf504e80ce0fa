using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Cms.Encryption;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>SignedAndEnvelopedData of GM/T 0010: encrypted content, signed in clear. Parsing never throws.</summary>
public sealed class SignedEnvelopedMessage
{
    private readonly EnvelopedFields _enveloped = new();
    private SignedMessageFields _signed = null!;

    private SignedEnvelopedMessage()
    {
    }

    /// <summary>The recipients by key transport.</summary>
    public IReadOnlyList<MessageRecipientInfo> Recipients => _enveloped.Recipients;

    /// <summary>The signers; at least one.</summary>
    public IReadOnlyList<MessageSignerInfo> Signers => _signed.Signers;

    /// <summary>The certificates that the message carries.</summary>
    public IReadOnlyList<Certificate> Certificates => _signed.Certificates;

    internal EncryptedContent EncryptedContent => _enveloped.Content;

    /// <summary>
    /// Parses a message of at most <see cref="CmsLimits.MessageBytesMax"/> bytes. False, with the reason, for anything else; never throws.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out SignedEnvelopedMessage? message, out CmsError error)
    {
        var read = new SignedEnvelopedMessage();
        error = ContentInfo.Read(der, (type, data) => type == CmsOids.GmSignedAndEnvelopedData ? read.Read(data) : CmsError.ContentType);
        message = error == CmsError.None ? read : null;
        return message is not null;
    }

    /// <summary>
    /// Decrypts and checks every signature. Null, with the reason, where one of both fails: content is never handed out unverified.
    /// </summary>
    /// <param name="recipient">Who decrypts.</param>
    /// <param name="verifier">Checks the signatures themselves.</param>
    /// <param name="profile">The CA's departures from the standard; <see cref="CmsProfile.Strict"/> where null.</param>
    /// <param name="verdicts">One for each signer; none where it did not decrypt.</param>
    /// <param name="error">The first reason, or <see cref="CmsError.None"/>.</param>
    public byte[]? TryOpen(
        MessageRecipient recipient, ISignatureVerifier verifier, CmsProfile? profile, out IReadOnlyList<SignerVerdict> verdicts,
        out CmsError error)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(verifier);
        verdicts = [];
        var content = _enveloped.TryDecrypt(recipient, out error);
        return content is null ? null : Verified(content, verifier, profile, KeyUsages.Signing, out verdicts, out error);
    }

    /// <summary>The content if every signer signed it; otherwise null, and the content is cleared.</summary>
    internal byte[]? Verified(
        byte[] content, ISignatureVerifier verifier, CmsProfile? profile, KeyUsages usages, out IReadOnlyList<SignerVerdict> verdicts,
        out CmsError error)
    {
        var check = new SignerCheck(verifier, profile ?? CmsProfile.Strict, EncryptedContent.TypeOid, content) { Usages = usages };
        var list = Signers.Select(signer => check.Run(signer, Certificates)).ToList();
        verdicts = list;
        error = list.Find(verdict => !verdict.IsValid)?.Error ?? CmsError.None;
        if (error == CmsError.None)
        {
            return content;
        }

        CryptographicOperations.ZeroMemory(content);
        return null;
    }

    private CmsError Read(AsnReader data)
    {
        if (!data.TryReadInt32(out var version) || version != 1)
        {
            return CmsError.Version;
        }

        var error = _enveloped.ReadRecipients(data.ReadSetOf(skipSortOrderValidation: true));
        if (error != CmsError.None)
        {
            return error;
        }

        SignedMessageReader.ReadDigestAlgorithms(data.ReadSetOf(skipSortOrderValidation: true));
        _enveloped.Content = EncryptedContent.Read(data);
        _signed = new SignedMessageFields { TypeOid = CmsOids.GmSignedAndEnvelopedData, ContentTypeOid = _enveloped.Content.TypeOid };
        error = SignedMessageReader.ReadTail(data, _signed);
        return error == CmsError.None && Signers.Count == 0 ? CmsError.NoSigner : error;
    }
}
