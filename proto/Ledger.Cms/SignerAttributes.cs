using System.Formats.Asn1;

namespace Ledger.Cms;

/// <summary>The signed or unsigned attributes of a signer, each type once with its values as encoded.</summary>
internal sealed class SignerAttributes
{
    private readonly Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> _values;

    private SignerAttributes(Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> values, ReadOnlyMemory<byte> signedBytes)
    {
        _values = values;
        SignedBytes = signedBytes;
    }

    /// <summary>
    /// The original bytes under the tag of SET OF instead of <c>[0]</c>: what a signature over the attributes covers (RFC 5652 §5.4).
    /// </summary>
    internal ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>The same in the order of DER, where they are stored in another (BouncyCastle); null where that is the same.</summary>
    internal ReadOnlyMemory<byte>? SortedBytes { get; private init; }

    /// <summary>The single value of <paramref name="oid"/>; null where it is absent or has not exactly one.</summary>
    internal ReadOnlyMemory<byte>? Single(string oid)
    {
        if (_values.TryGetValue(oid, out var values) && values.Count == 1)
        {
            return values[0];
        }

        return null; // not in a conditional expression: there a null becomes empty memory
    }

    internal bool Has(string oid) => _values.ContainsKey(oid);

    /// <exception cref="AsnContentException">The bytes are not attributes, one occurs twice, or there are too many.</exception>
    internal static SignerAttributes Read(ReadOnlyMemory<byte> encoded, Asn1Tag tag)
    {
        // Some signers do not store the set in the order that DER wants.
        var reader = new AsnReader(encoded, AsnEncodingRules.DER);
        var set = reader.ReadSetOf(skipSortOrderValidation: true, tag);
        reader.ThrowIfNotEmpty();
        var values = new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>(StringComparer.Ordinal);
        var stored = new List<ReadOnlyMemory<byte>>();
        while (set.HasData)
        {
            stored.Add(set.PeekEncodedValue());
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var list = ReadValues(attribute.ReadSetOf(skipSortOrderValidation: true));
            attribute.ThrowIfNotEmpty();
            if (values.Count == CmsLimits.AttributesMax || !values.TryAdd(oid, list))
            {
                throw new AsnContentException();
            }
        }

        var signed = encoded.ToArray();
        signed[0] = 0x31;
        return new SignerAttributes(values, signed) { SortedBytes = Sort(stored) };
    }

    private static ReadOnlyMemory<byte>? Sort(List<ReadOnlyMemory<byte>> stored)
    {
        var sorted = stored.ToList();
        sorted.Sort((one, other) => one.Span.SequenceCompareTo(other.Span));
        if (sorted.Zip(stored).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span)))
        {
            return null;
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            sorted.ForEach(attribute => writer.WriteEncodedValue(attribute.Span));
        }

        return writer.Encode();
    }

    private static List<ReadOnlyMemory<byte>> ReadValues(AsnReader set)
    {
        var values = new List<ReadOnlyMemory<byte>>();
        while (set.HasData)
        {
            if (values.Count == CmsLimits.AttributesMax)
            {
                throw new AsnContentException();
            }

            values.Add(set.ReadEncodedValue());
        }

        return values;
    }
}
