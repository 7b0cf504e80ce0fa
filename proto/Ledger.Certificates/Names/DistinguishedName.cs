using System.Formats.Asn1;
using System.Text;

namespace Ledger.Certificates.Names;

/// <summary>
/// The name of a subject or issuer. Equality is by the encoded bytes: what an authority wrote into a certificate and what the next
/// one names as its issuer are the same bytes in practice, and comparing text would let two encodings pass for one.
/// </summary>
public sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    /// <summary>Common name (CN).</summary>
    public const string CommonNameOid = "2.5.4.3";

    /// <summary>Country (C).</summary>
    public const string CountryOid = "2.5.4.6";

    /// <summary>Organisation (O).</summary>
    public const string OrganizationOid = "2.5.4.10";

    /// <summary>Organisational unit (OU).</summary>
    public const string OrganizationalUnitOid = "2.5.4.11";

    internal const int AttributesMax = 64;

    internal DistinguishedName(ReadOnlyMemory<byte> encoded, IReadOnlyList<DistinguishedNameAttribute> attributes)
    {
        Encoded = encoded;
        Attributes = attributes;
    }

    /// <summary>The DER of the name as it stands in the certificate.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The attributes in their order; at most 64.</summary>
    public IReadOnlyList<DistinguishedNameAttribute> Attributes { get; }

    /// <summary>The name as path validation compares it.</summary>
    internal ComparableName Comparable => field ??= ComparableName.Read(Encoded);

    /// <summary>The first common name, or null.</summary>
    public string? CommonName => Find(CommonNameOid);

    /// <summary>The first organisation, or null.</summary>
    public string? Organization => Find(OrganizationOid);

    /// <summary>The first organisational unit, or null.</summary>
    public string? OrganizationalUnit => Find(OrganizationalUnitOid);

    /// <summary>
    /// A name of these attributes, each in a relative name of its own, in this order; the country as PrintableString, all others as
    /// UTF8String.
    /// </summary>
    /// <exception cref="ArgumentException">There is no attribute, or more than 64, or a type is not an object identifier.</exception>
    public static DistinguishedName Create(params ReadOnlySpan<DistinguishedNameAttribute> attributes)
    {
        if (attributes.Length is 0 or > AttributesMax)
        {
            throw new ArgumentException($"A name has 1 to {AttributesMax} attributes, not {attributes.Length}.", nameof(attributes));
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var attribute in attributes)
            {
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(attribute.Oid);
                    var type = attribute.Oid == CountryOid ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String;
                    writer.WriteCharacterString(type, attribute.Value);
                }
            }
        }

        return new DistinguishedName(writer.Encode(), attributes.ToArray());
    }

    /// <summary>The text of the first attribute of type <paramref name="oid"/>, or null.</summary>
    public string? Find(string oid)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Oid == oid)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(DistinguishedName? other) => other is not null && other.Encoded.Span.SequenceEqual(Encoded.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Encoded.Span);
#pragma warning disable RS0030 // For lookups within the process: nothing is ever enumerated by it.
        return hash.ToHashCode();
#pragma warning restore RS0030
    }

    /// <summary>
    /// For people: <c>C=CN, O=NRCAC, CN=ROOTCA</c>, in the encoded order. Not for comparing; <see cref="ReadableName"/> shows old
    /// encodings, too.
    /// </summary>
    public override string ToString() => Write(Attributes);

    internal static string Write(IReadOnlyList<DistinguishedNameAttribute> attributes)
    {
        var text = new StringBuilder();
        foreach (var attribute in attributes)
        {
            text.Append(text.Length == 0 ? string.Empty : ", ").Append(ShortName(attribute.Oid)).Append('=').Append(attribute.Value);
        }

        return text.ToString();
    }

    internal static string ShortName(string oid) => oid switch
    {
        CommonNameOid => "CN",
        CountryOid => "C",
        OrganizationOid => "O",
        OrganizationalUnitOid => "OU",
        "2.5.4.5" => "SERIALNUMBER",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        _ => oid,
    };
}

/// <summary>One attribute of a distinguished name.</summary>
/// <param name="Oid">Its type in dotted form, for example 2.5.4.3 for the common name.</param>
/// <param name="Value">Its text; <c>#</c> and the DER in hexadecimal where it is no text (RFC 4514 §2.4).</param>
public sealed record DistinguishedNameAttribute(string Oid, string Value);
