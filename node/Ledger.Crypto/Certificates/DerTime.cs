using System.Formats.Asn1;

namespace Ledger.Crypto;

/// <summary>The two kinds of times in certificates and lists (RFC 5280 §4.1.2.5).</summary>
internal static class DerTime
{
    internal static bool IsNext(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    /// <exception cref="AsnContentException">The next value is no time.</exception>
    internal static long Read(AsnReader reader) =>
        (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            ? reader.ReadUtcTime()
            : reader.ReadGeneralizedTime()).ToUnixTimeMilliseconds();
}
