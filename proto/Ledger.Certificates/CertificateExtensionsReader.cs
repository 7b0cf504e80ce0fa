using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Certificates.Extensions;

namespace Ledger.Certificates;

/// <summary>Reads the extensions, and of them those whose meaning is the same for every authority.</summary>
internal static class CertificateExtensionsReader
{
    private const int ExtensionsMax = 64;

    internal static CertificateError Read(AsnReader extensions, bool isTolerant, CertificateFields fields)
    {
        var read = new List<CertificateExtension>(8);
        while (extensions.HasData)
        {
            var extension = CertificateExtension.Read(extensions);
            if (read.Count == ExtensionsMax || read.Exists(known => known.Oid == extension.Oid))
            {
                return CertificateError.Extensions;
            }

            read.Add(extension);
            Interpret(extension.Oid, extension.Value, isTolerant, fields);
        }

        fields.Extensions = read;
        return CertificateError.None;
    }

    private static void Interpret(string oid, ReadOnlyMemory<byte> value, bool isTolerant, CertificateFields fields)
    {
        switch (oid)
        {
            case CertificateOids.BasicConstraints:
                fields.BasicConstraints = ReadBasicConstraints(value, isTolerant);
                break;
            case CertificateOids.KeyUsage:
                fields.KeyUsage = ReadKeyUsage(value);
                break;
        }
    }

    /// <summary>
    /// Takes an explicit <c>cA FALSE</c> too, which DER forbids and authorities write; where tolerant also a TRUE other than FF, as some
    /// roots have it.
    /// </summary>
    private static BasicConstraints ReadBasicConstraints(ReadOnlyMemory<byte> value, bool isTolerant)
    {
        if (isTolerant && !DerStructure.IsOneValue(value.Span))
        {
            throw new AsnContentException("The basic constraints are not one value.");
        }

        var reader = new AsnReader(value, isTolerant ? AsnEncodingRules.BER : AsnEncodingRules.DER);
        var sequence = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var isAuthority = sequence.HasData && sequence.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && sequence.ReadBoolean();
        int? pathLength = null;
        if (sequence.HasData)
        {
            pathLength = sequence.TryReadInt32(out var length) && length >= 0
                ? length
                : throw new AsnContentException("The path length is negative or beyond 32 bits.");
        }

        sequence.ThrowIfNotEmpty();
        return new BasicConstraints(isAuthority, pathLength);
    }

    /// <summary>Takes trailing zero bits too (<c>030200C0</c>), which DER forbids and authorities write.</summary>
    private static KeyUsages ReadKeyUsage(ReadOnlyMemory<byte> value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.DER);
        var bits = reader.ReadBitString(out _);
        reader.ThrowIfNotEmpty();
        var usage = KeyUsages.None;
        for (var i = 0; i < Math.Min(bits.Length * 8, 9); i++)
        {
            if ((bits[i / 8] & (0x80 >> (i % 8))) != 0)
            {
                usage |= (KeyUsages)(1 << i);
            }
        }

        return usage;
    }
}
