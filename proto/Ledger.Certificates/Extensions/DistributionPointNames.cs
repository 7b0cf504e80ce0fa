using System.Formats.Asn1;
using Ledger.Certificates.Names;

namespace Ledger.Certificates.Extensions;

/// <summary>The name of a distribution point, as certificates and revocation lists both hold it (RFC 5280 §4.2.1.13, §5.2.5).</summary>
internal static class DistributionPointNames
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);

    /// <summary>The full names, where the next value is a distribution point name; a name relative to the issuer gives none.</summary>
    /// <exception cref="AsnContentException">The value does not decode.</exception>
    internal static IReadOnlyList<GeneralName> Read(AsnReader reader)
    {
        if (!reader.HasData || !reader.PeekTag().HasSameClassAndValue(Tag0))
        {
            return [];
        }

        var name = reader.ReadSequence(Tag0);
        return name.HasData && name.PeekTag().HasSameClassAndValue(Tag0) ? GeneralName.ReadAll(name.ReadSequence(Tag0)) : [];
    }
}
