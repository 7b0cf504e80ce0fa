using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Seals;

/// <summary>Puts a seal of version 4 on protected bytes.</summary>
public static class SealSigner
{
    /// <summary>
    /// The signature by <paramref name="signer"/>; null, with <see cref="SealError.Signer"/>, where the certificate does not sign or is not
    /// on the seal's list, and <see cref="SealError.Version"/> for a seal of another version.
    /// </summary>
    /// <param name="seal">The seal to put on.</param>
    /// <param name="signer">Whose certificate is on the seal's list.</param>
    /// <param name="timeMs">When, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="dataHash">SM3 of the protected bytes.</param>
    /// <param name="propertyInfo">What is protected; printable ASCII.</param>
    /// <param name="error">The reason, or <see cref="SealError.None"/>.</param>
    public static SealSignature? TrySign(
        ElectronicSeal seal, MessageSigner signer, long timeMs, ReadOnlySpan<byte> dataHash, string propertyInfo, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(seal);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(propertyInfo);
        error = seal.Version != 4 ? SealError.Version
            : signer.Check() != CmsError.None || !SealCertificates.IsListed(seal, signer.Certificate) ? SealError.Signer
            : dataHash.Length != IHasher.DigestBytes || !Ascii.IsPrintable(propertyInfo) ? SealError.Malformed
            : SealError.None;
        if (error != SealError.None)
        {
            return null;
        }

        var toSign = new AsnWriter(AsnEncodingRules.DER);
        using (toSign.PushSequence())
        {
            toSign.WriteInteger(seal.Version);
            toSign.WriteEncodedValue(seal.Der.Span);
            SealMaker.WriteTime(toSign, timeMs);
            toSign.WriteBitString(dataHash);
            toSign.WriteCharacterString(UniversalTagNumber.IA5String, propertyInfo);
        }

        var signed = toSign.Encode();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            writer.WriteOctetString(signer.Certificate.Der.Span);
            writer.WriteObjectIdentifier(CertificateOids.Of(signer.Signer.PublicKey.Algorithm));
            writer.WriteBitString(signer.Signer.Sign(signed));
        }

        SealSignature.TryParse(writer.Encode(), out var signature, out error);
        return signature;
    }
}
