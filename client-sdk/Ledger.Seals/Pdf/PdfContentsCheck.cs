using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Cms;

namespace Ledger.Seals.Pdf;

/// <summary>Checks what a PDF signature's Contents hold against the bytes that it protects.</summary>
internal sealed class PdfContentsCheck(SealVerifier verifier, byte[] content, string? rangeError)
{
    private const string NoSeal = "a signature without a seal";

    internal (SealReport Report, SealSignature? Seal, Certificate? Signer) Run(byte[] contents)
    {
        // A message begins with its type, a seal signature with what was signed.
        if (contents[Header(contents)] != 0x06)
        {
            return SealSignature.TryParse(contents, out var alone, out var error)
                ? (verifier.Verify(alone, Content(ContentCheck.OfBytes(alone, content))), alone, alone.Signer)
                : (SealReport.Malformed($"Contents is neither a message nor a seal signature: {error}"), null, null);
        }

        if (!SignedMessage.TryParse(contents, out var message, out var why) || message.Signers.Count > 1)
        {
            return (SealReport.Malformed($"Contents is no message with one signer: {why}"), null, null);
        }

        var verdicts = message.Verify(verifier.Signatures, content, out why, verifier.Options.SignerProfile);
        var signer = verdicts.Count == 1 ? verdicts[0].Certificate : null;
        if (message.Signers.Count == 0 || message.Signers[0].FindSignedAttribute(PdfSealer.SealAttributeOid) is not { } attribute)
        {
            return (Plain(message, signer, why), null, signer);
        }

        return Unwrap(attribute) is { } seal
            ? (Sealed(verifier.Verify(seal, Content(ContentCheck.OfBytes(seal, content))), seal, signer, why), seal, signer)
            : (SealReport.Malformed("the message's seal cannot be read"), null, signer);
    }

    private static int Header(byte[] contents) => 2 + (contents[1] & 0x7F);

    private SealCheck Content(SealCheck check) => rangeError is null ? check : SealCheck.Fail(SealCheckKind.Content, rangeError);

    private static SealSignature? Unwrap(ReadOnlyMemory<byte> attribute)
    {
        try
        {
            return SealSignature.TryParse(new AsnReader(attribute, AsnEncodingRules.DER).ReadOctetString(), out var seal, out _)
                ? seal
                : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The seal's report, with the message around it as part of the fourth check: both by one person over the same bytes.
    /// </summary>
    private static SealReport Sealed(SealReport report, SealSignature seal, Certificate? signer, CmsError error)
    {
        var wrong = error != CmsError.None ? $"the message around the seal does not hold: {error}"
            : signer!.Der.Span.SequenceEqual(seal.Signer.Der.Span) ? null : "the message around the seal is by somebody else";
        return wrong is null ? report : report.With(SealCheck.Fail(SealCheckKind.Signature, wrong));
    }

    private SealReport Plain(SignedMessage message, Certificate? signer, CmsError error)
    {
        var isContent = error == CmsError.DigestMismatch;
        var timeMs = message.Signers.Count > 0 ? message.Signers[0].SigningTimeMs : null;
        return verifier.VerifyPlain(
            error == CmsError.None || isContent ? null : $"the signature does not hold: {error}",
            signer,
            message.Certificates,
            Content(
                isContent
                    ? SealCheck.Fail(SealCheckKind.Content, "the digest is not that of the protected bytes")
                    : SealCheck.Pass(SealCheckKind.Content, "the digest is that of the protected bytes")),
            timeMs,
            NoSeal);
    }
}
