using Ledger.Certificates.Der;
using Ledger.Certificates.Files;
using Ledger.Cms;
using Ledger.Cms.Files;

namespace Ledger.Cli.Commands.Messages;

/// <summary>What is wrong with a message, in words and as a name in reports.</summary>
internal static class CmsErrors
{
    internal static string TextOf(CmsError error) => error switch
    {
        CmsError.None => "every signature holds",
        CmsError.Size => "it is empty or longer than a message may be",
        CmsError.Structure => "it is cut off or changed: its bytes are not one DER value",
        CmsError.Ber => "it is BER (a length is indefinite), and messages are taken in DER",
        CmsError.TrailingBytes => "bytes follow the message",
        CmsError.Malformed => "it is no message of GM/T 0010 or RFC 5652",
        CmsError.ContentType => "it is a message of another type",
        CmsError.Version => "its version is unknown",
        CmsError.Algorithm => "an algorithm is not taken, or does not go with the key",
        CmsError.TooMany => "it holds more certificates, signers or recipients than are taken",
        CmsError.ContentMissing => "the content is not in the message: give it with --content FILE",
        CmsError.ContentDiffers => "the content in the message is not the one given",
        CmsError.NoSigner => "nobody signed it: it only carries certificates",
        CmsError.SignerCertificateMissing => "the signer's certificate is not in the message",
        CmsError.KeyUsage => "the certificate is not for this: an encryption certificate never signs, a signing certificate never decrypts",
        CmsError.SignedAttributes => "the signed attributes are incomplete",
        CmsError.ContentTypeMismatch => "the content type that was signed is another",
        CmsError.DigestMismatch => "the content was changed: its digest is not the signed one",
        CmsError.SignatureInvalid => "the signature is not by the signer's key over this message",
        CmsError.RawSignature => "the signature is raw r‖s, which only a CA's profile allows: --raw-signatures",
        CmsError.AmbiguousContent => "the content reads as signed attributes of another message",
        CmsError.RecipientMissing => "it is for somebody else",
        CmsError.DecryptionFailed =>
            "it does not decrypt: it is for another key, was changed, or is padded otherwise than PKCS #7 wants (with zeros, say)",
        CmsError.Certificate => "the certificate's key cannot do this",
        CmsError.SignatureForm => "the signature is not encoded in strict DER",
        CmsError.SignerId => "the signature was made with another signer's ID than 1234567812345678 (GM/T 0009 §10)",
        CmsError.CiphertextForm => "the content key is no SM2 ciphertext of GM/T 0009",
        CmsError.LedgerMessage =>
            "the content begins as a message of a ledger: its bare signature would sign that message; sign it with signed attributes",
        _ => error.ToString(),
    };

    /// <summary>As above of a file that is no message that can be read: what it is instead, the byte, and what to do.</summary>
    internal static string TextOf(CmsError error, UnwrappedFile file, string path)
    {
        var kind = FileKinds.Of(file);
        var isMessage = kind is FileKind.SignedMessage or FileKind.EnvelopedMessage or FileKind.SignedEnvelopedMessage
            or FileKind.OtherMessage;
        DerStructure.Check(file.First.Span, out var at);
        return error switch
        {
            CmsError.ContentType when kind == FileKind.SignedMessage => $"it is a signed message: check it with ledger cms verify {path}",
            CmsError.ContentType when kind is FileKind.EnvelopedMessage or FileKind.SignedEnvelopedMessage =>
                $"it is {FileKinds.NameOf(kind)}: read it with ledger cms decrypt {path}",
            CmsError.Ber when isMessage =>
                $"it is BER (an indefinite length at byte {at}, as `openssl cms -stream` writes it), and messages are taken in DER: " +
                $"write it anew with openssl cms -cmsout -inform DER -in {path} -outform DER -out NEW.p7",
            CmsError.TrailingBytes when isMessage => $"bytes follow the message, from byte {at} on",
            CmsError.Structure when isMessage => $"it is cut off or changed at byte {at}",
            CmsError.Structure or CmsError.Ber or CmsError.TrailingBytes or CmsError.Malformed or CmsError.Size when !isMessage &&
                FileKinds.NameOf(kind) is { } name => $"it is {name}, and no message of GM/T 0010 or RFC 5652",
            CmsError.Structure or CmsError.Ber or CmsError.TrailingBytes when !isMessage => TextOf(CmsError.Malformed),
            _ => TextOf(error),
        };
    }

    /// <summary>As above of one signature, with what its bytes show.</summary>
    internal static string TextOf(SignerVerdict signature) => signature.Error switch
    {
        CmsError.None => "the signature holds",
        CmsError.SignatureForm =>
            $"{TextOf(signature.Error)}: " +
            $"{SignatureForms.WhyNoDer(signature.Signer.Signature.Span, signature.Certificate!.PublicKey.Algorithm)}. Have the signer's " +
            $"program write it anew",
        CmsError.SignerId =>
            $"{TextOf(signature.Error)}: it holds with " +
            $"{(signature.SignerId!.Length == 0 ? "the empty ID" : $"the ID {signature.SignerId}")}. Set the default ID in the " +
            $"signer's program",
        _ => TextOf(signature.Error),
    };

    /// <summary>
    /// What the errors make of a message's signatures, whoever made them: <c>valid</c>, <c>invalid</c>, <c>malformed</c>, <c>incomplete</c>
    /// or <c>unsigned</c>.
    /// </summary>
    internal static string VerdictOf(CmsError error) => error switch
    {
        CmsError.None => "valid",
        CmsError.Size or CmsError.Structure or CmsError.Ber or CmsError.TrailingBytes or CmsError.Malformed or CmsError.ContentType
            or CmsError.Version or CmsError.TooMany => "malformed",
        CmsError.ContentMissing or CmsError.SignerCertificateMissing => "incomplete",
        CmsError.NoSigner => "unsigned",
        _ => "invalid",
    };
}
