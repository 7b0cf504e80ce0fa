using Ledger.Cms;

namespace Ledger.Cli.Commands.Messages;

/// <summary>What is wrong with a message, in words and as a name in reports.</summary>
internal static class CmsErrors
{
    internal static string TextOf(CmsError error) => error switch
    {
        CmsError.None => "every signature holds",
        CmsError.Size => "it is empty or longer than a message may be",
        CmsError.Structure => "it is not exactly one DER value",
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
        CmsError.DecryptionFailed => "it does not decrypt",
        CmsError.Certificate => "the certificate's key cannot do this",
        CmsError.LedgerMessage => "the content begins as a message of a ledger: its bare signature would sign that message; sign it with signed attributes",
        _ => error.ToString(),
    };

    /// <summary>What the errors make of a message's signatures, whoever made them: <c>valid</c>, <c>invalid</c>, <c>malformed</c>, <c>incomplete</c> or <c>unsigned</c>.</summary>
    internal static string VerdictOf(CmsError error) => error switch
    {
        CmsError.None => "valid",
        CmsError.Size or CmsError.Structure or CmsError.Malformed or CmsError.ContentType or CmsError.Version or CmsError.TooMany => "malformed",
        CmsError.ContentMissing or CmsError.SignerCertificateMissing => "incomplete",
        CmsError.NoSigner => "unsigned",
        _ => "invalid",
    };
}
