using System.Formats.Asn1;
using Ledger.Certificates.Names;
using Ledger.Crypto;

namespace Ledger.Certificates.Requests;

/// <summary>Makes certification requests (PKCS #10, RFC 2986) for the subject's own keys of any algorithm that the ledger takes.</summary>
public static class CertificationRequestWriter
{
    private static readonly Asn1Tag AttributesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A request for a certificate of the signer's key under a name, signed by that key; DER.</summary>
    /// <param name="subject">The name that is asked for.</param>
    /// <param name="key">The key to certify: it shows that the sender holds it.</param>
    public static byte[] Write(DistinguishedName subject, ISigner key)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(key);
        var signed = EncodeToBeSigned(subject, key.PublicKey);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            CertificateOids.WriteAlgorithm(writer, key.PublicKey.Algorithm);
            writer.WriteBitString(key.Sign(signed));
        }

        return writer.Encode();
    }

    private static byte[] EncodeToBeSigned(DistinguishedName subject, PublicKey key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            writer.WriteEncodedValue(subject.Encoded.Span);
            writer.WriteEncodedValue(key.ToSubjectPublicKeyInfo());
            using (writer.PushSetOf(AttributesTag))
            {
                // none: what the certificate says is the authority's to decide
            }
        }

        return writer.Encode();
    }
}
