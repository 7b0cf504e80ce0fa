using System.Formats.Asn1;

namespace Ledger.Certificates.Der;

/// <summary>The two kinds of times in certificates and lists (RFC 5280 §4.1.2.5).</summary>
internal static class DerTime
{
    internal static bool IsNext(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    /// <summary>Milliseconds since 1970-01-01 UTC, in the one form that RFC 5280 allows.</summary>
    /// <exception cref="AsnContentException">The next value is no such time.</exception>
    internal static long ReadStrict(AsnReader reader) =>
        (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            ? reader.ReadUtcTime()
            : reader.ReadGeneralizedTime()).ToUnixTimeMilliseconds();

    /// <summary>
    /// Milliseconds since 1970-01-01 UTC. Takes a time without seconds or with an offset from UTC, too: authorities have written both,
    /// and they mean one instant all the same.
    /// </summary>
    /// <exception cref="AsnContentException">The next value is no time.</exception>
    internal static long Read(AsnReader reader)
    {
        var isUtcTime = reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime);
        var encoded = reader.ReadEncodedValue().Span;
        return (isUtcTime
            ? AsnDecoder.ReadUtcTime(encoded, AsnEncodingRules.BER, out _)
            : AsnDecoder.ReadGeneralizedTime(encoded, AsnEncodingRules.BER, out _)).ToUnixTimeMilliseconds();
    }
}
