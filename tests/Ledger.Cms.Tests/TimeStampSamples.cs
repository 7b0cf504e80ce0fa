using System.Formats.Asn1;

namespace Ledger.Cms.Tests;

/// <summary>Tokens of an SM2 authority with SM3 and GM/T 0010's identifier outside, as CFCA makes them.</summary>
internal static class TimeStampSamples
{
    internal static byte[] Make(MessageSigner authority, byte[] data)
    {
        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            info.WriteInteger(1);
            info.WriteObjectIdentifier("1.2.3.4");
            using (info.PushSequence())
            {
                AlgorithmId.Write(info, CmsOids.Sm3, withNull: true);
                info.WriteOctetString(CmsDigest.Compute(CmsOids.Sm3, data)!);
            }

            info.WriteInteger(7);
            info.WriteGeneralizedTime(DateTimeOffset.UtcNow, omitFractionalSeconds: true);
        }

        var options = new SignedMessageOptions { ContentTypeOid = CmsOids.TimeStampInfo };
        return SignedMessageWriter.TrySign(info.Encode(), [authority], options, out var error)
            ?? throw new InvalidOperationException($"{error}");
    }
}
