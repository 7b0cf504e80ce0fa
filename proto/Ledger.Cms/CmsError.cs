namespace Ledger.Cms;

/// <summary>Why a message is not taken, or a signature in it does not count. The values are stable.</summary>
public enum CmsError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Empty, or longer than <see cref="CmsLimits.MessageBytesMax"/>.</summary>
    Size = 1,

    /// <summary>
    /// Not exactly one DER value: overlong lengths, nesting beyond 32, a message that is cut off. More particular: <see cref="Ber"/>, <see
    /// cref="TrailingBytes"/>.
    /// </summary>
    Structure = 2,

    /// <summary>The fields are not those of the message's type.</summary>
    Malformed = 3,

    /// <summary>The content type is another than the one that was asked for.</summary>
    ContentType = 4,

    /// <summary>The version is none that the type has.</summary>
    Version = 5,

    /// <summary>An algorithm that is not taken, or one that does not go with the key.</summary>
    Algorithm = 6,

    /// <summary>There are more certificates, signers, recipients or attributes than <see cref="CmsLimits"/> allows.</summary>
    TooMany = 7,

    /// <summary>The message carries no content, and none was given.</summary>
    ContentMissing = 8,

    /// <summary>The message carries its content, and it is another than the one given.</summary>
    ContentDiffers = 9,

    /// <summary>Nobody signed: the message only carries certificates.</summary>
    NoSigner = 10,

    /// <summary>The signer's certificate is neither in the message nor among those given.</summary>
    SignerCertificateMissing = 11,

    /// <summary>
    /// The certificate's key usage does not allow this: an encryption certificate never signs, a signing certificate never decrypts (GM/T
    /// 0015).
    /// </summary>
    KeyUsage = 12,

    /// <summary>A signed attribute is missing, there twice, or has not exactly one value.</summary>
    SignedAttributes = 13,

    /// <summary>The content type that was signed is not the message's; a CA profile may allow the one mismatch that occurs.</summary>
    ContentTypeMismatch = 14,

    /// <summary>The signed digest is not the content's.</summary>
    DigestMismatch = 15,

    /// <summary>The signature is not by the signer's key over this message.</summary>
    SignatureInvalid = 16,

    /// <summary>The signature is raw <c>r‖s</c>, which the CA's profile does not allow.</summary>
    RawSignature = 17,

    /// <summary>The content reads as the signed attributes of another message, whose signature could be passed off as this one's.</summary>
    AmbiguousContent = 18,

    /// <summary>The message is for none of the keys given.</summary>
    RecipientMissing = 19,

    /// <summary>It does not decrypt. The reason is kept to one: anything more would be an oracle.</summary>
    DecryptionFailed = 20,

    /// <summary>The certificate cannot be a recipient or signer: its key is of an algorithm that cannot do this.</summary>
    Certificate = 21,

    /// <summary>The time-stamp token is over other bytes.</summary>
    TimeStampImprint = 22,

    /// <summary>
    /// The time-stamp token is not by a time-stamping authority: extended key usage is not exactly time stamping, and critical (RFC 3161
    /// §2.3).
    /// </summary>
    TimeStampPurpose = 23,

    /// <summary>
    /// The content begins as a message that the ledger's keys sign, and without signed attributes its signature would be that message's.
    /// </summary>
    LedgerMessage = 24,

    /// <summary>A length is indefinite: the message is BER, and messages are taken in DER.</summary>
    Ber = 25,

    /// <summary>Bytes follow the message.</summary>
    TrailingBytes = 26,

    /// <summary>The signature's numbers are not encoded as DER wants: <see cref="SignatureForms.WhyNoDer"/> says which and where.</summary>
    SignatureForm = 27,

    /// <summary>The SM2 signature was made with another signer's ID than GM/T 0009's; see <see cref="SignerVerdict.SignerId"/>.</summary>
    SignerId = 28,

    /// <summary>
    /// The content key's SM2 ciphertext is not in GM/T 0009's form: <see cref="Encryption.Sm2CiphertextForms.WhyNot"/> says why.
    /// </summary>
    CiphertextForm = 29,
}
