using System.Diagnostics.CodeAnalysis;
using Ledger.Certificates.Names;
using Ledger.Crypto;

namespace Ledger.Certificates.Requests;

/// <summary>
/// A certification request (PKCS #10, RFC 2986), also in the shape that CFCA uses for a pair of certificates, whose attributes are not
/// wrapped in SETs. Parsing never throws and says nothing about trust.
/// </summary>
public sealed class CertificationRequest
{
    /// <summary>Longest request taken, in bytes.</summary>
    public const int BytesMax = 16 * 1024;

    private readonly ReadOnlyMemory<byte> _signature;
    private readonly CertificateSignatureScheme _scheme;

    internal CertificationRequest(
        DistinguishedName subject, CertificateKey key, IReadOnlyList<RequestAttribute> attributes, ReadOnlyMemory<byte> signedBytes,
        SignedPart signature)
    {
        Subject = subject;
        Key = key;
        Attributes = attributes;
        SignedBytes = signedBytes;
        SignatureAlgorithmOid = signature.AlgorithmOid;
        _scheme = signature.Scheme;
        _signature = signature.Signature;
    }

    /// <summary>The name that is asked for.</summary>
    public DistinguishedName Subject { get; }

    /// <summary>The key to certify.</summary>
    public CertificateKey Key { get; }

    /// <summary>The attributes in their order, at most 16; a type may occur again.</summary>
    public IReadOnlyList<RequestAttribute> Attributes { get; }

    /// <summary>The part that is signed, byte for byte as it came.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>Object identifier of the signature algorithm in dotted form.</summary>
    public string SignatureAlgorithmOid { get; }

    /// <summary>
    /// The key to which the authority will encrypt the encryption key of the pair: the content of CFCA's attribute 1.2.840.113549.1.9.63;
    /// null where absent. Its own shape is the authority's business.
    /// </summary>
    public ReadOnlyMemory<byte>? TemporaryEncryptionKey
    {
        get
        {
            foreach (var attribute in Attributes)
            {
                if (attribute.Oid == RequestAttribute.TemporaryEncryptionKeyOid)
                {
                    return attribute.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Parses a request; false, with the reason in <paramref name="error"/>, for anything that is none; never throws.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> der, [NotNullWhen(true)] out CertificationRequest? request, out CertificationRequestError error)
    {
        error = CertificationRequestReader.Read(der, out request);
        return error == CertificationRequestError.None;
    }

    /// <summary>Whether the sender has proven to hold the private key: the request is signed by the key that it asks to certify.</summary>
    public bool IsProven(ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return CertificateSignatures.Verify(Key, _scheme, SignedBytes, _signature, verifier);
    }

    /// <summary>The signature and how it was made.</summary>
    internal readonly record struct SignedPart(string AlgorithmOid, CertificateSignatureScheme Scheme, ReadOnlyMemory<byte> Signature);
}

/// <summary>One attribute of a certification request.</summary>
/// <param name="Oid">Its type in dotted form.</param>
/// <param name="Value">The content of the SET of its values, or of the bare value where the sender left the SET out.</param>
/// <param name="IsWrapped">Whether the values stand in a SET, as RFC 2986 wants.</param>
public sealed record RequestAttribute(string Oid, ReadOnlyMemory<byte> Value, bool IsWrapped)
{
    /// <summary>CFCA's temporary key of a request for a pair of certificates.</summary>
    public const string TemporaryEncryptionKeyOid = "1.2.840.113549.1.9.63";
}
