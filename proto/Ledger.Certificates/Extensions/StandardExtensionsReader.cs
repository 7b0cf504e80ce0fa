using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Names;

namespace Ledger.Certificates.Extensions;

/// <summary>
/// Decodes the extensions of RFC 5280 §4.2.1. Their bytes have been through <see cref="DerStructure"/> only as part of the certificate, so
/// each is looked at again.
/// </summary>
internal static class StandardExtensionsReader
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2);

    internal static StandardExtensions Read(IReadOnlyList<CertificateExtension> extensions)
    {
        var read = new StandardExtensions();
        foreach (var extension in extensions)
        {
            if (!TryRead(extension, read) && IsLimit(extension.Oid))
            {
                read.MalformedOid ??= extension.Oid;
            }
        }

        return read;
    }

    private static bool IsLimit(string oid) => oid is CertificateOids.SubjectAlternativeName or CertificateOids.NameConstraints
        or CertificateOids.CertificatePolicies or CertificateOids.PolicyMappings or CertificateOids.PolicyConstraints
        or CertificateOids.InhibitAnyPolicy or CertificateOids.ExtendedKeyUsage;

    private static bool TryRead(CertificateExtension extension, StandardExtensions read)
    {
        if (Decoder(extension.Oid) is not { } decode)
        {
            return true;
        }

        if (!DerStructure.IsOneValue(extension.Value.Span))
        {
            return false;
        }

        try
        {
            decode(new AsnReader(extension.Value, AsnEncodingRules.DER), read);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static Action<AsnReader, StandardExtensions>? Decoder(string oid) => oid switch
    {
        CertificateOids.SubjectKeyIdentifier => (reader, read) => read.SubjectKeyId = reader.ReadOctetString(),
        CertificateOids.AuthorityKeyIdentifier => ReadAuthorityKeyId,
        CertificateOids.ExtendedKeyUsage => (reader, read) => read.ExtendedKeyUsages = ReadOids(reader.ReadSequence()),
        CertificateOids.CertificatePolicies => ReadPolicies,
        CertificateOids.PolicyMappings => ReadPolicyMappings,
        CertificateOids.PolicyConstraints => ReadPolicyConstraints,
        CertificateOids.InhibitAnyPolicy => (reader, read) => read.InhibitAnyPolicy = ReadCount(reader, Asn1Tag.Integer),
        CertificateOids.SubjectAlternativeName =>
            (reader, read) => read.SubjectAlternativeNames = GeneralName.ReadAll(reader.ReadSequence()),
        CertificateOids.NameConstraints => ReadNameConstraints,
        CertificateOids.CrlDistributionPoints => ReadDistributionPoints,
        CertificateOids.AuthorityInformationAccess => ReadAuthorityInformation,
        _ => null,
    };

    private static void ReadAuthorityKeyId(AsnReader reader, StandardExtensions read)
    {
        var sequence = reader.ReadSequence();
        if (sequence.HasData && sequence.PeekTag().HasSameClassAndValue(Tag0))
        {
            read.AuthorityKeyId = sequence.ReadOctetString(Tag0);
        }
    }

    private static List<string> ReadOids(AsnReader sequence)
    {
        var oids = new List<string>();
        while (sequence.HasData)
        {
            oids.Add(sequence.ReadObjectIdentifier());
        }

        return oids;
    }

    private static void ReadPolicies(AsnReader reader, StandardExtensions read)
    {
        var policies = new List<string>();
        var sequence = reader.ReadSequence();
        while (sequence.HasData)
        {
            var policy = sequence.ReadSequence();
            policies.Add(policy.ReadObjectIdentifier());
            if (policy.HasData)
            {
                policy.ReadSequence(); // qualifiers are for people
                policy.ThrowIfNotEmpty();
            }
        }

        read.Policies = policies;
    }

    private static void ReadPolicyMappings(AsnReader reader, StandardExtensions read)
    {
        var mappings = new List<PolicyMapping>();
        var sequence = reader.ReadSequence();
        while (sequence.HasData)
        {
            var mapping = sequence.ReadSequence();
            mappings.Add(new PolicyMapping(mapping.ReadObjectIdentifier(), mapping.ReadObjectIdentifier()));
            mapping.ThrowIfNotEmpty();
        }

        read.PolicyMappings = mappings;
    }

    private static void ReadPolicyConstraints(AsnReader reader, StandardExtensions read)
    {
        var sequence = reader.ReadSequence();
        if (sequence.HasData && sequence.PeekTag().HasSameClassAndValue(Tag0))
        {
            read.RequireExplicitPolicy = ReadCount(sequence, Tag0);
        }

        if (sequence.HasData)
        {
            read.InhibitPolicyMapping = ReadCount(sequence, Tag1);
        }

        sequence.ThrowIfNotEmpty();
    }

    private static int ReadCount(AsnReader reader, Asn1Tag tag) => reader.TryReadInt32(out var count, tag) && count >= 0
        ? count
        : throw new AsnContentException("A number of certificates is negative or beyond 32 bits.");

    private static void ReadNameConstraints(AsnReader reader, StandardExtensions read)
    {
        var sequence = reader.ReadSequence();
        var permitted = ReadSubtrees(sequence, Tag0);
        var excluded = ReadSubtrees(sequence, Tag1);
        sequence.ThrowIfNotEmpty();
        read.NameConstraints = new NameConstraints(permitted, excluded);
    }

    /// <summary>RFC 5280 has no use for minimum and maximum: anything but their defaults is refused.</summary>
    private static List<GeneralName> ReadSubtrees(AsnReader constraints, Asn1Tag tag)
    {
        var names = new List<GeneralName>();
        if (!constraints.HasData || !constraints.PeekTag().HasSameClassAndValue(tag))
        {
            return names;
        }

        var subtrees = constraints.ReadSequence(tag);
        while (subtrees.HasData)
        {
            var subtree = subtrees.ReadSequence();
            names.Add(GeneralName.Read(subtree));
            subtree.ThrowIfNotEmpty();
        }

        return names;
    }

    private static void ReadDistributionPoints(AsnReader reader, StandardExtensions read)
    {
        var points = new List<DistributionPoint>();
        var sequence = reader.ReadSequence();
        while (sequence.HasData)
        {
            var point = sequence.ReadSequence();
            var names = DistributionPointNames.Read(point);
            var isOthers = false;
            while (point.HasData)
            {
                isOthers |= point.PeekTag().HasSameClassAndValue(Tag2);
                point.ReadEncodedValue();
            }

            points.Add(new DistributionPoint(names, isOthers));
        }

        read.CrlDistributionPoints = points;
    }

    private static void ReadAuthorityInformation(AsnReader reader, StandardExtensions read)
    {
        var ocsp = new List<GeneralName>();
        var issuers = new List<GeneralName>();
        var sequence = reader.ReadSequence();
        while (sequence.HasData)
        {
            var access = sequence.ReadSequence();
            var list = access.ReadObjectIdentifier() switch
            {
                "1.3.6.1.5.5.7.48.1" => ocsp,
                "1.3.6.1.5.5.7.48.2" => issuers,
                _ => null,
            };
            list?.Add(GeneralName.Read(access));
        }

        read.OcspAddresses = ocsp;
        read.IssuerCertificateAddresses = issuers;
    }
}
