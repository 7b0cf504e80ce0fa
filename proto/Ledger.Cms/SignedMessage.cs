using System.Diagnostics.CodeAnalysis;
using Ledger.Certificates;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>
/// A signed message: GM/T 0010 (GB/T 35275) or RFC 5652 SignedData, attached or detached. Parsing never throws and decides nothing;
/// <see cref="Verify"/> does.
/// </summary>
public sealed class SignedMessage
{
    internal SignedMessage(SignedMessageFields fields) => Fields = fields;

    /// <summary>Object identifier of the message: <see cref="CmsOids.GmSignedData"/> or <see cref="CmsOids.SignedData"/>.</summary>
    public string TypeOid => Fields.TypeOid;

    /// <summary>Object identifier of what was signed, for example <see cref="CmsOids.GmData"/>.</summary>
    public string ContentTypeOid => Fields.ContentTypeOid;

    /// <summary>The content that the message carries; null where it is detached.</summary>
    public ReadOnlyMemory<byte>? Content => Fields.Content;

    /// <summary>The certificates that the message carries and that <see cref="Certificate.TryParse"/> takes, in their order.</summary>
    public IReadOnlyList<Certificate> Certificates => Fields.Certificates;

    /// <summary>How many certificates the message carries that are not taken.</summary>
    public int CertificatesRefused => Fields.CertificatesRefused;

    /// <summary>The signers; none where the message only carries certificates.</summary>
    public IReadOnlyList<MessageSignerInfo> Signers => Fields.Signers;

    internal SignedMessageFields Fields { get; }

    /// <summary>
    /// Parses a message of at most <see cref="CmsLimits.MessageBytesMax"/> bytes. False, with the reason, for anything else; never throws.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out SignedMessage? message, out CmsError error)
    {
        error = SignedMessageReader.Read(der, out var fields);
        message = error == CmsError.None ? new SignedMessage(fields!) : null;
        return message is not null;
    }

    /// <summary>
    /// Checks every signature: <paramref name="detachedContent"/> where the message carries none, otherwise null or the same bytes.
    /// One verdict for each signer in their order; <paramref name="error"/> says what is wrong with the whole (no content, no signer).
    /// </summary>
    /// <param name="verifier">Checks the signatures themselves.</param>
    /// <param name="detachedContent">The content, where it is not in the message.</param>
    /// <param name="error">
    /// What is wrong with the whole message, or the first signer's error; <see cref="CmsError.None"/> where every signature is valid.
    /// </param>
    /// <param name="profile">The CA's departures from the standard; <see cref="CmsProfile.Strict"/> where null.</param>
    /// <param name="certificates">Where signers' certificates are looked for besides the message.</param>
    public IReadOnlyList<SignerVerdict> Verify(
        ISignatureVerifier verifier,
        ReadOnlyMemory<byte>? detachedContent,
        out CmsError error,
        CmsProfile? profile = null,
        IReadOnlyList<Certificate>? certificates = null)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        if (Signers.Count == 0)
        {
            error = CmsError.NoSigner;
            return [];
        }

        if ((Content ?? detachedContent) is not { } content)
        {
            error = CmsError.ContentMissing;
            return [];
        }

        if (detachedContent is { } given && !given.Span.SequenceEqual(content.Span))
        {
            error = CmsError.ContentDiffers;
            return [];
        }

        var check = new SignerCheck(verifier, profile ?? CmsProfile.Strict, ContentTypeOid, content);
        var verdicts = Signers.Select(signer => check.Run(signer, [.. Certificates, .. certificates ?? []])).ToList();
        error = verdicts.Find(verdict => !verdict.IsValid)?.Error ?? CmsError.None;
        return verdicts;
    }
}
