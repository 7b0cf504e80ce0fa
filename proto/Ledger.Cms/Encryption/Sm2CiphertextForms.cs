using System.Formats.Asn1;
using Ledger.Certificates.Der;

namespace Ledger.Cms.Encryption;

/// <summary>
/// Says of an SM2 ciphertext that a message carries what is wrong with its form. The form is public: saying it tells nothing of the key.
/// </summary>
public static class Sm2CiphertextForms
{
    private const int PointBytes = 65;
    private const int DigestBytes = 32;
    private const string Wanted = "a message carries GM/T 0009's SEQUENCE { x, y, C3, C2 }: have the sender write that form";

    /// <summary>What is wrong, in words and with the byte; null where it is the one form that messages carry.</summary>
    public static string? WhyNot(ReadOnlyMemory<byte> ciphertext)
    {
        var bytes = ciphertext.Span;
        if (bytes is not [0x30, ..] || !IsNearlyAsn1(ciphertext))
        {
            return bytes is [0x04, ..] &&
                bytes.Length > PointBytes +
                    DigestBytes ? $"its {bytes.Length} bytes are raw, 04 ‖ x ‖ y and then C3 ‖ C2 or C2 ‖ C3; {Wanted}"
                : bytes.Length > PointBytes - 1 + DigestBytes ? $"its {bytes.Length} bytes are raw, without the 04 before x ‖ y; {Wanted}"
                : $"its {bytes.Length} bytes are too few; {Wanted}";
        }

        var structure = DerStructure.Check(bytes, out var at);
        if (structure != DerStructureError.None)
        {
            return structure == DerStructureError.IndefiniteLength
                ? $"it is BER (an indefinite length at byte {at}); {Wanted}"
                : $"it is cut off or changed at byte {at}; {Wanted}";
        }

        return DerIntegers.WhyNot(bytes, DigestBytes, "x", "y") is { } why ? $"{why}; {Wanted}"
            : Sm2Ciphertext.TryRead(ciphertext, Sm2CiphertextForm.Asn1, out _)
                ? null
                : $"C3 is not {DigestBytes} bytes, or C2 is empty; {Wanted}";
    }

    private static bool IsNearlyAsn1(ReadOnlyMemory<byte> ciphertext)
    {
        try
        {
            var sequence = new AsnReader(ciphertext, AsnEncodingRules.BER).ReadSequence();
            return sequence.PeekTag().HasSameClassAndValue(Asn1Tag.Integer);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
