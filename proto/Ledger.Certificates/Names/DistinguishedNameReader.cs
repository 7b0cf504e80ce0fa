using System.Formats.Asn1;
using Ledger.Certificates.Der;

namespace Ledger.Certificates.Names;

/// <summary>
/// Reads names as authorities really write them: any string type, UTF-8 inside types that do not allow it, unsorted sets.
/// </summary>
internal static class DistinguishedNameReader
{
    /// <exception cref="AsnContentException">The bytes are not a name, or it has too many attributes.</exception>
    internal static DistinguishedName Read(ReadOnlyMemory<byte> encoded)
    {
        var attributes = new List<DistinguishedNameAttribute>(8);
        var names = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var set = names.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                if (attributes.Count == DistinguishedName.AttributesMax)
                {
                    throw new AsnContentException($"A name has more than {DistinguishedName.AttributesMax} attributes.");
                }

                var pair = set.ReadSequence();
                var oid = pair.ReadObjectIdentifier();
                attributes.Add(new DistinguishedNameAttribute(oid, DerText.Read(pair.ReadEncodedValue())));
                pair.ThrowIfNotEmpty();
            }
        }

        return new DistinguishedName(encoded, attributes);
    }
}
