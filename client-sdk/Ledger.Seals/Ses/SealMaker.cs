using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Cms;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Seals;

/// <summary>Makes seals of GB/T 38540-2020 (version 4), signed by the maker.</summary>
public static class SealMaker
{
    private const int Version = 4;

    /// <summary>
    /// Makes the seal; null, with <see cref="SealError.Signer"/> or <see cref="SealError.Malformed"/>, where the maker does not sign or the
    /// description cannot be read back.
    /// </summary>
    public static ElectronicSeal? TryMake(SealDescription description, MessageSigner maker, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(maker);
        error = maker.Check() != CmsError.None ? SealError.Signer
            : description.Certificates.Count is 0 or > SealLimits.CertificatesMax || description.ValidFromMs > description.ValidToMs ||
                !Ascii.IsPrintable(description.Id) ? SealError.Malformed
            : SealError.None;
        if (error != SealError.None)
        {
            return null;
        }

        var info = EncodeInfo(description);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info);
            writer.WriteOctetString(maker.Certificate.Der.Span);
            writer.WriteObjectIdentifier(CertificateOids.Of(maker.Signer.PublicKey.Algorithm));
            writer.WriteBitString(maker.Signer.Sign(info));
        }

        ElectronicSeal.TryParse(writer.Encode(), out var seal, out error);
        return seal;
    }

    internal static void WriteTime(AsnWriter writer, long timeMs) => writer.WriteGeneralizedTime(
        DateTimeOffset.FromUnixTimeMilliseconds(timeMs - (timeMs % 1000)), omitFractionalSeconds: true);

    private static byte[] EncodeInfo(SealDescription description)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, "ES");
                writer.WriteInteger(Version);
                writer.WriteCharacterString(UniversalTagNumber.IA5String, "Ledger");
            }

            writer.WriteCharacterString(UniversalTagNumber.IA5String, description.Id);
            using (writer.PushSequence())
            {
                writer.WriteInteger(description.Type);
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, description.Name);
                WriteList(writer, description);
                WriteTime(writer, description.CreatedMs);
                WriteTime(writer, description.ValidFromMs);
                WriteTime(writer, description.ValidToMs);
            }

            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, description.Picture.Type);
                writer.WriteOctetString(description.Picture.Data.Span);
                writer.WriteInteger(description.Picture.WidthMm);
                writer.WriteInteger(description.Picture.HeightMm);
            }
        }

        return writer.Encode();
    }

    private static void WriteList(AsnWriter writer, SealDescription description)
    {
        writer.WriteInteger(description.ListDigests ? 2 : 1);
        using (writer.PushSequence())
        {
            foreach (var certificate in description.Certificates)
            {
                if (!description.ListDigests)
                {
                    writer.WriteOctetString(certificate.Der.Span);
                    continue;
                }

                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.PrintableString, "SM3");
                    writer.WriteOctetString(certificate.ComputeId(Hashers.For(CryptoSuite.Guomi)));
                }
            }
        }
    }
}
