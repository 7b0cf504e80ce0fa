using System.Formats.Asn1;
using System.Numerics;
using Ledger.Certificates.Names;
using Ledger.Crypto.Keys;

namespace Ledger.TestConsortium;

/// <summary>Revocation lists of test authorities with SM2 keys, as RFC 5280 §5.1 writes them.</summary>
public static class TestRevocationList
{
    private const int EntryBytes = 64; // more than any has: the writer grows by a kilobyte at a time

    public static byte[] Make(
        KeyPair key, DistinguishedName issuer, long thisUpdateMs, long? nextUpdateMs, params (byte Serial, long Since)[] revoked) =>
        Make(key, issuer, thisUpdateMs, nextUpdateMs, [.. revoked.Select(entry => (new BigInteger(entry.Serial), entry.Since))]);

    /// <summary>A list of any length.</summary>
    /// <param name="key">Signs.</param>
    /// <param name="issuer">Whose list it says it is.</param>
    /// <param name="thisUpdateMs">When it was made, UTC milliseconds.</param>
    /// <param name="nextUpdateMs">When the next one is due, or null.</param>
    /// <param name="revoked">The entries.</param>
    /// <param name="extension">A critical extension: its identifier and value; null for none.</param>
    public static byte[] Make(
        KeyPair key, DistinguishedName issuer, long thisUpdateMs, long? nextUpdateMs,
        IReadOnlyList<(BigInteger Serial, long Since)> revoked, (string Oid, byte[] Value)? extension = null)
    {
        using var signer = key.CreateSigner();
        var signed = ToBeSigned(issuer, thisUpdateMs, nextUpdateMs, revoked, extension);
        var writer = new AsnWriter(AsnEncodingRules.DER, 1024 + signed.Length);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            WriteAlgorithm(writer);
            writer.WriteBitString(signer.Sign(signed));
        }

        return writer.Encode();
    }

    private static byte[] ToBeSigned(
        DistinguishedName issuer, long thisUpdateMs, long? nextUpdateMs, IReadOnlyList<(BigInteger Serial, long Since)> revoked,
        (string Oid, byte[] Value)? extension)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, 1024 + (EntryBytes * revoked.Count));
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

            if (revoked.Count > 0)
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

            if (extension is { } critical)
            {
                WriteExtension(writer, critical.Oid, critical.Value);
            }
        }

        return writer.Encode();
    }

    private static void WriteExtension(AsnWriter writer, string oid, byte[] value)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteBoolean(true);
            writer.WriteOctetString(value);
        }
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
