namespace Ledger.Protocol;

/// <summary>Finds body and signature inside an encoded Transaction without copying. Only the one shortest encoding is accepted.</summary>
internal static class EnvelopeReader
{
    private const byte BodyTag = (1 << 3) | 2;
    private const byte SignatureTag = (2 << 3) | 2;
    private const byte AlgorithmTag = 1 << 3;
    private const byte ValueTag = (2 << 3) | 2;

    internal readonly record struct Envelope(int BodyOffset, int BodyLength, byte Algorithm, int SignatureOffset, int SignatureLength);

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out Envelope envelope)
    {
        envelope = default;
        var position = 0;
        if (!TryReadField(bytes, ref position, BodyTag, out var bodyLength) || bodyLength == 0)
        {
            return false;
        }

        var bodyOffset = position;
        position += bodyLength;
        if (!TryReadField(bytes, ref position, SignatureTag, out var signatureMessageLength) ||
            position + signatureMessageLength != bytes.Length)
        {
            return false;
        }

        if (bytes.Length - position < 2 || bytes[position] != AlgorithmTag || bytes[position + 1] is 0 or > 127)
        {
            return false;
        }

        var algorithm = bytes[position + 1];
        position += 2;
        if (!TryReadField(bytes, ref position, ValueTag, out var signatureLength) || position + signatureLength != bytes.Length)
        {
            return false;
        }

        if (signatureLength is 0 or > TransactionReader.SignatureBytesMax)
        {
            return false;
        }

        envelope = new Envelope(bodyOffset, bodyLength, algorithm, position, signatureLength);
        return true;
    }

    // A length-delimited field: the tag, a length in the shortest form, and that many bytes still there.
    private static bool TryReadField(ReadOnlySpan<byte> bytes, ref int position, byte tag, out int length)
    {
        length = 0;
        if (position >= bytes.Length || bytes[position] != tag)
        {
            return false;
        }

        position++;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (position >= bytes.Length)
            {
                return false;
            }

            var b = bytes[position++];
            length |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                return (b != 0 || shift == 0) && length <= bytes.Length - position;
            }
        }

        return false;
    }
}
