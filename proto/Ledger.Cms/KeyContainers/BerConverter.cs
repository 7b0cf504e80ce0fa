using Ledger.Certificates.Der;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// BER as BouncyCastle, NSS and Windows write key containers, into DER: lengths become definite, strings in pieces become whole. Only for
/// containers, whose contents a MAC or a certificate vouches for; what is signed is never converted. Bounded in depth by <see
/// cref="DerStructure.DepthMax"/>.
/// </summary>
internal static class BerConverter
{
    private const byte OctetString = 0x04;
    private const byte ConstructedOctetString = 0x24;
    private const byte Sequence = 0x30;
    private const byte ObjectIdentifier = 0x06;
    private const byte ConstructedTag0 = 0xA0;
    private const byte Tag0 = 0x80;

    /// <summary>The same value in DER; <paramref name="encoded"/> itself where it is well formed already, or is no BER either.</summary>
    internal static ReadOnlyMemory<byte> ToDer(ReadOnlyMemory<byte> encoded)
    {
        if (DerStructure.IsOneValue(encoded.Span))
        {
            return encoded;
        }

        var at = 0;
        var value = TryRead(encoded.Span, ref at, 0);
        return value is null || at != encoded.Length ? encoded : value.Write();
    }

    private static Value? TryRead(ReadOnlySpan<byte> ber, ref int at, int depth)
    {
        if (depth == DerStructure.DepthMax || ber.Length - at < 2 || (ber[at] & 0x1F) == 0x1F)
        {
            return null;
        }

        var tag = ber[at++];
        var isConstructed = (tag & 0x20) != 0;
        if (!TryReadLength(ber, ref at, out var length) || (length is null && !isConstructed) || length > ber.Length - at)
        {
            return null;
        }

        if (!isConstructed)
        {
            var content = ber.Slice(at, length!.Value).ToArray();
            at += content.Length;
            return new Value(tag, content, []);
        }

        var inner = length is null ? ber : ber[..(at + length.Value)];
        var children = new List<Value>();
        while (at < inner.Length)
        {
            if (length is null && inner[at..] is [0, 0, ..])
            {
                at += 2;
                return Join(tag, children);
            }

            if (TryRead(inner, ref at, depth + 1) is not { } child)
            {
                return null;
            }

            children.Add(child);
        }

        return length is null ? null : Join(tag, children);
    }

    private static bool TryReadLength(ReadOnlySpan<byte> ber, ref int at, out int? length)
    {
        length = null;
        var first = ber[at++];
        if (first == 0x80)
        {
            return true;
        }

        if (first < 0x80)
        {
            length = first;
            return true;
        }

        var bytes = first & 0x7F;
        if (bytes > 4 || ber.Length - at < bytes)
        {
            return false;
        }

        long read = 0;
        foreach (var digit in ber.Slice(at, bytes))
        {
            read = (read << 8) | digit;
        }

        at += bytes;
        length = (int)Math.Min(read, int.MaxValue);
        return true;
    }

    private static Value? Join(byte tag, List<Value> children)
    {
        if (tag == ConstructedOctetString)
        {
            return Whole(OctetString, children);
        }

        // EncryptedContentInfo: the ciphertext is an implicit [0] OCTET STRING, the one place of a container where a piece has another tag.
        if (tag == Sequence && children is [{ Tag: ObjectIdentifier }, { Tag: Sequence }, { Tag: ConstructedTag0 } pieces])
        {
            if (Whole(Tag0, pieces.Children) is not { } whole)
            {
                return null;
            }

            children[2] = whole;
        }

        return new Value(tag, null, children);
    }

    private static Value? Whole(byte tag, IReadOnlyList<Value> pieces) =>
        pieces.All(piece => piece.Tag == OctetString) ? new Value(tag, [.. pieces.SelectMany(piece => piece.Content!)], []) : null;

    private sealed record Value(byte Tag, byte[]? Content, IReadOnlyList<Value> Children)
    {
        internal byte[] Write()
        {
            var content = Content ?? [.. Children.SelectMany(child => child.Write())];
            return [Tag, .. LengthOf(content.Length), .. content];
        }

        private static byte[] LengthOf(int length) => length switch
        {
            < 0x80 => [(byte)length],
            < 0x100 => [0x81, (byte)length],
            < 0x1_0000 => [0x82, (byte)(length >> 8), (byte)length],
            _ => [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
        };
    }
}
