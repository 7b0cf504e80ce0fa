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
        if (!StrictField.TryRead(bytes, ref position, BodyTag, out var bodyLength) || bodyLength == 0)
        {
            return false;
        }

        var bodyOffset = position;
        position += bodyLength;
        if (!StrictField.TryRead(bytes, ref position, SignatureTag, out var signatureMessageLength) ||
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
        if (!StrictField.TryRead(bytes, ref position, ValueTag, out var signatureLength) || position + signatureLength != bytes.Length)
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
}
