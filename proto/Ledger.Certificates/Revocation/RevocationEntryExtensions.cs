using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Revocation;

/// <summary>The extensions of one entry (RFC 5280 §5.3).</summary>
internal static class RevocationEntryExtensions
{
    private const string ReasonCode = "2.5.29.21";
    private const string InvalidityDate = "2.5.29.24";
    private const string CertificateIssuer = "2.5.29.29";

    /// <exception cref="AsnContentException">They do not decode.</exception>
    internal static RevocationListError Read(AsnReader extensions, out RevocationReason reason, out long? invalidSinceMs)
    {
        reason = RevocationReason.Unspecified;
        invalidSinceMs = null;
        while (extensions.HasData)
        {
            var (oid, isCritical, value) = CertificateExtension.Read(extensions);
            switch (oid)
            {
                case ReasonCode:
                    reason = ReadReason(value);
                    break;
                case InvalidityDate:
                    invalidSinceMs = DerTime.Read(new AsnReader(value, AsnEncodingRules.DER));
                    break;
                case CertificateIssuer:
                    return RevocationListError.Indirect;
                default:
                    if (isCritical)
                    {
                        return RevocationListError.CriticalExtension;
                    }

                    break;
            }
        }

        // An entry that takes a certificate off a list has a place only in a delta list.
        return reason == RevocationReason.RemoveFromCrl ? RevocationListError.Delta : RevocationListError.None;
    }

    private static RevocationReason ReadReason(ReadOnlyMemory<byte> value)
    {
        var content = new AsnReader(value, AsnEncodingRules.DER).ReadEnumeratedBytes().Span;
        return content.Length == 1 && Enum.IsDefined((RevocationReason)content[0])
            ? (RevocationReason)content[0]
            : RevocationReason.Unspecified;
    }
}
