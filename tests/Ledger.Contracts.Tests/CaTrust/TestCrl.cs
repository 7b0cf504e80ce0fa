using System.Formats.Asn1;
using Google.Protobuf;
using Ledger.Crypto;

namespace Ledger.Contracts.Tests;

/// <summary>Revocation lists of test authorities, as RFC 5280 §5.1 writes them.</summary>
internal static class TestCrl
{
    internal static ByteString Make(byte keySeed, string name, long thisUpdateMs, long? nextUpdateMs, params (byte Serial, long Since)[] revoked)
    {
        var issuer = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name));
        using var signer = World.Key(keySeed).CreateSigner();
        var signed = ToBeSigned(issuer, thisUpdateMs, nextUpdateMs, revoked);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            WriteAlgorithm(writer);
            writer.WriteBitString(signer.Sign(signed));
        }

        return ByteString.CopyFrom(writer.Encode());
    }

    private static byte[] ToBeSigned(DistinguishedName issuer, long thisUpdateMs, long? nextUpdateMs, (byte Serial, long Since)[] revoked)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            WriteAlgorithm(writer);
            writer.WriteEncodedValue(issuer.Encoded.Span);
            WriteTime(writer, thisUpdateMs);
            if (nextUpdateMs is { } next)
            {
                WriteTime(writer, next);
            }

            if (revoked.Length > 0)
            {
                using (writer.PushSequence())
                {
                    foreach (var (serial, since) in revoked)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteInteger(serial);
                            WriteTime(writer, since);
                        }
                    }
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.156.10197.1.501");
        }
    }

    private static void WriteTime(AsnWriter writer, long timeMs) => writer.WriteUtcTime(DateTimeOffset.FromUnixTimeMilliseconds(timeMs));
}
