using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// What is inside <see cref="BlindSection"/>'s box: salt(32) ‖ section code(23) ‖ beneficiary's code(18), sealed to the section's opening
/// key with the commitment as associated data (docs/spec/sealing.md).
/// </summary>
public static class SealedSection
{
    /// <summary>Length of every plaintext.</summary>
    public const int PlaintextBytes = GuaranteeCommitment.SaltBytes + SectionCodeChars + UnifiedSocialCreditCode.Length;

    /// <summary>Length of every box.</summary>
    public const int SealedBytes = PlaintextBytes + SealedBox.OverheadBytes;

    private const int SectionCodeChars = 23;

    /// <summary>The plaintext of an opening.</summary>
    /// <exception cref="ArgumentException">
    /// The salt, the section code or the beneficiary's code does not have its length in ASCII.
    /// </exception>
    public static byte[] Encode(SectionOpening section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.Salt.Length == GuaranteeCommitment.SaltBytes && IsAscii(section.SectionCode, SectionCodeChars)
            && IsAscii(section.BeneficiaryUscc, UnifiedSocialCreditCode.Length)
            ? [.. section.Salt.Span, .. Encoding.ASCII.GetBytes(section.SectionCode), .. Encoding.ASCII.GetBytes(section.BeneficiaryUscc)]
            : throw new ArgumentException(
                $"A blind section has a salt of {GuaranteeCommitment.SaltBytes} bytes, a code of {SectionCodeChars} and a beneficiary " +
                $"of {UnifiedSocialCreditCode.Length} characters.",
                nameof(section));
    }

    /// <summary>Reads a plaintext back; any other length, and characters that are not ASCII, are refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> plaintext, [NotNullWhen(true)] out SectionOpening? section)
    {
        section = null;
        if (plaintext.Length != PlaintextBytes ||
            plaintext[GuaranteeCommitment.SaltBytes..].ContainsAnyExceptInRange((byte)0x21, (byte)0x7E))
        {
            return false;
        }

        section = new SectionOpening
        {
            Salt = ByteString.CopyFrom(plaintext[..GuaranteeCommitment.SaltBytes]),
            SectionCode = Encoding.ASCII.GetString(plaintext.Slice(GuaranteeCommitment.SaltBytes, SectionCodeChars)),
            BeneficiaryUscc = Encoding.ASCII.GetString(plaintext[^UnifiedSocialCreditCode.Length..]),
        };
        return true;
    }

    private static bool IsAscii(string text, int chars) => text.Length == chars && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
