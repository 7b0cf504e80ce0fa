using System.Formats.Asn1;
using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Revocation;

/// <summary>Of which certificates a list speaks (RFC 5280 §5.2.5).</summary>
internal static class IssuingDistributionPoint
{
    private static readonly Asn1Tag OnlyUserTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag OnlyAuthorityTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ReasonsTag = new(TagClass.ContextSpecific, 3);
    private static readonly Asn1Tag IndirectTag = new(TagClass.ContextSpecific, 4);
    private static readonly Asn1Tag OnlyAttributeTag = new(TagClass.ContextSpecific, 5);

    /// <exception cref="AsnContentException">The value does not decode.</exception>
    internal static RevocationListError Read(ReadOnlyMemory<byte> value, RevocationListFields fields)
    {
        var point = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        var hasName = point.HasData && point.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0));
        fields.DistributionPointNames = DistributionPointNames.Read(point);
        fields.OnlyEndEntities = ReadFlag(point, OnlyUserTag);
        fields.OnlyAuthorities = ReadFlag(point, OnlyAuthorityTag);
        var hasReasons = point.HasData && point.PeekTag().HasSameClassAndValue(ReasonsTag);
        if (hasReasons)
        {
            point.ReadEncodedValue();
        }

        var isIndirect = ReadFlag(point, IndirectTag);
        var isAttribute = ReadFlag(point, OnlyAttributeTag);
        point.ThrowIfNotEmpty();
        return isIndirect ? RevocationListError.Indirect
            : hasReasons ? RevocationListError.PartialReasons
            : isAttribute ? RevocationListError.AttributeCertificates
            : hasName && fields.DistributionPointNames.Count == 0 ? RevocationListError.CriticalExtension
            : RevocationListError.None;
    }

    private static bool ReadFlag(AsnReader point, Asn1Tag tag) =>
        point.HasData && point.PeekTag().HasSameClassAndValue(tag) && point.ReadBoolean(tag);
}
