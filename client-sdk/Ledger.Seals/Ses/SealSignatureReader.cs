using System.Formats.Asn1;
using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>Reads SES_Signature: in version 1 certificate and algorithm are inside of what is signed, later beside it.</summary>
internal static class SealSignatureReader
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    internal static (SealSignature?, SealError) Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signed = outer.ReadEncodedValue();
        var toSign = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        var version = SesReading.Integer(toSign);
        var (seal, error) = SealReader.Read(toSign.ReadEncodedValue());
        if (seal is null)
        {
            return (null, error);
        }

        if (seal.Version != version)
        {
            return (null, SealError.Version);
        }

        var time = version == 1 ? OldTime(SesReading.Bits(toSign)) : SesReading.Time(toSign);
        var dataHash = SesReading.Bits(toSign);
        var property = SesReading.Text(toSign, UniversalTagNumber.IA5String);
        var signer = version == 1 ? toSign : outer;
        var certificate = signer.ReadOctetString();
        var algorithm = signer.ReadObjectIdentifier();
        if (toSign.HasData && version != 1)
        {
            toSign.ReadSequence(Tag0); // extDatas
        }

        toSign.ThrowIfNotEmpty();
        var signature = SesReading.Bits(outer);
        var timeStamp = version == 1 ? null : SealReader.ReadTimeStamp(outer);
        outer.ThrowIfNotEmpty();
        return !Certificate.TryParse(certificate, out var parsed, out _) ? (null, SealError.Certificate) : (new SealSignature
        {
            Der = der,
            Version = version,
            Seal = seal,
            TimeMs = time,
            DataHash = dataHash,
            PropertyInfo = property,
            Signer = parsed,
            SignatureOid = algorithm,
            Signature = signature,
            SignedBytes = signed,
            TimeStamp = timeStamp,
        }, SealError.None);
    }

    /// <summary>GM/T 0031-2014 leaves open what the bits hold: a DER time, or its text.</summary>
    private static long? OldTime(byte[] bits)
    {
        try
        {
            var isText = bits.Length is 13 or 15 && bits[^1] == (byte)'Z' &&
                bits.AsSpan(0, bits.Length - 1).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
            byte[] encoded = isText ? [(byte)(bits.Length == 13 ? 0x17 : 0x18), (byte)bits.Length, .. bits] : bits;
            return SesReading.Time(new AsnReader(encoded, AsnEncodingRules.DER));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
