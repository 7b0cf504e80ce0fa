using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using Ledger.Certificates.Der;
using Ledger.Crypto;

namespace Ledger.Cms.Encryption;

/// <summary>The three parts of an SM2 ciphertext, in whatever form they came.</summary>
/// <param name="Point">C1 as <c>04‖x‖y</c>; not yet checked to be on the curve.</param>
/// <param name="Text">C2, as long as the plaintext.</param>
/// <param name="Digest">C3, 32 bytes.</param>
internal sealed record Sm2Ciphertext(byte[] Point, byte[] Text, byte[] Digest)
{
    private const int PointBytes = 65;
    private const int CoordinateBytes = 32;

    internal static bool TryRead(ReadOnlyMemory<byte> encoded, Sm2CiphertextForm form, [NotNullWhen(true)] out Sm2Ciphertext? ciphertext)
    {
        ciphertext = form == Sm2CiphertextForm.Asn1 ? ReadAsn1(encoded) : ReadRaw(encoded.Span, form);
        return ciphertext is not null;
    }

    internal byte[] Write(Sm2CiphertextForm form)
    {
        if (form == Sm2CiphertextForm.Asn1)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                WriteCoordinate(writer, Point.AsSpan(1, CoordinateBytes));
                WriteCoordinate(writer, Point.AsSpan(1 + CoordinateBytes));
                writer.WriteOctetString(Digest);
                writer.WriteOctetString(Text);
            }

            return writer.Encode();
        }

        var point = IsBare(form) ? Point[1..] : Point;
        return IsDigestFirst(form) ? [.. point, .. Digest, .. Text] : [.. point, .. Text, .. Digest];
    }

    private static Sm2Ciphertext? ReadRaw(ReadOnlySpan<byte> encoded, Sm2CiphertextForm form)
    {
        var pointBytes = IsBare(form) ? PointBytes - 1 : PointBytes;
        var textBytes = encoded.Length - pointBytes - IHasher.DigestBytes;
        if (textBytes < 1 || (!IsBare(form) && encoded[0] != 4))
        {
            return null;
        }

        byte[] point = IsBare(form) ? [4, .. encoded[..pointBytes]] : encoded[..pointBytes].ToArray();
        var rest = encoded[pointBytes..];
        return IsDigestFirst(form)
            ? new Sm2Ciphertext(point, rest[IHasher.DigestBytes..].ToArray(), rest[..IHasher.DigestBytes].ToArray())
            : new Sm2Ciphertext(point, rest[..textBytes].ToArray(), rest[textBytes..].ToArray());
    }

    private static Sm2Ciphertext? ReadAsn1(ReadOnlyMemory<byte> encoded)
    {
        if (!DerStructure.IsOneValue(encoded.Span))
        {
            return null;
        }

        try
        {
            var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
            var point = new byte[PointBytes];
            point[0] = 4;
            if (!TryReadCoordinate(sequence, point.AsSpan(1, CoordinateBytes)) ||
                !TryReadCoordinate(sequence, point.AsSpan(1 + CoordinateBytes)))
            {
                return null;
            }

            var digest = sequence.ReadOctetString();
            var text = sequence.ReadOctetString();
            sequence.ThrowIfNotEmpty();
            return digest.Length == IHasher.DigestBytes && text.Length > 0 ? new Sm2Ciphertext(point, text, digest) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>An INTEGER drops leading zeros, so the coordinate is padded again.</summary>
    private static bool TryReadCoordinate(AsnReader sequence, Span<byte> coordinate)
    {
        var bytes = sequence.ReadIntegerBytes().Span;
        if (bytes[0] >= 0x80)
        {
            return false;
        }

        bytes = bytes.TrimStart((byte)0);
        if (bytes.Length > coordinate.Length)
        {
            return false;
        }

        bytes.CopyTo(coordinate[(coordinate.Length - bytes.Length)..]);
        return true;
    }

    private static void WriteCoordinate(AsnWriter writer, ReadOnlySpan<byte> coordinate)
    {
        var significant = coordinate.TrimStart((byte)0);
        writer.WriteIntegerUnsigned(significant.IsEmpty ? [0] : significant);
    }

    private static bool IsBare(Sm2CiphertextForm form) => form is Sm2CiphertextForm.BareC1C3C2 or Sm2CiphertextForm.BareC1C2C3;

    private static bool IsDigestFirst(Sm2CiphertextForm form) => form is Sm2CiphertextForm.C1C3C2 or Sm2CiphertextForm.BareC1C3C2;
}
