using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Seals.Tests;

/// <summary>Signs what the product refuses to sign.</summary>
internal static class SealForger
{
    internal static SealSignature Sign(ElectronicSeal seal, MessageSigner signer, long timeMs, ReadOnlySpan<byte> dataHash)
    {
        var toSign = new AsnWriter(AsnEncodingRules.DER);
        using (toSign.PushSequence())
        {
            toSign.WriteInteger(4);
            toSign.WriteEncodedValue(seal.Der.Span);
            toSign.WriteGeneralizedTime(DateTimeOffset.FromUnixTimeMilliseconds(timeMs), omitFractionalSeconds: true);
            toSign.WriteBitString(dataHash);
            toSign.WriteCharacterString(UniversalTagNumber.IA5String, "document");
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(toSign.Encode());
            writer.WriteOctetString(signer.Certificate.Der.Span);
            writer.WriteObjectIdentifier(CertificateOids.Of(SignatureAlgorithm.Sm2Sm3));
            writer.WriteBitString(signer.Signer.Sign(toSign.Encode()));
        }

        Assert.True(SealSignature.TryParse(writer.Encode(), out var signature, out var error), $"{error}");
        return signature;
    }
}
