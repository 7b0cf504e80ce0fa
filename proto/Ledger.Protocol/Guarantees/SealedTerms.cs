using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ledger.Crypto.Sealing;

namespace Ledger.Protocol;

/// <summary>
/// What is inside a sealed guarantee: salt(32) ‖ length of the terms(2, big-endian) ‖ terms ‖ zeros up to <see cref="PlaintextBytes"/>.
/// Sealed to the section's opening key with the guarantee's id as associated data (docs/spec/encodings.md).
/// </summary>
public static class SealedTerms
{
    /// <summary>Length of every plaintext.</summary>
    public const int PlaintextBytes = 832;

    /// <summary>Length of every sealed record: one size for all, so that it tells nothing (DESIGN §8).</summary>
    public const int SealedBytes = PlaintextBytes + SealedBox.OverheadBytes;

    /// <summary>Longest encoded terms.</summary>
    public const int TermsBytesMax = PlaintextBytes - HeaderBytes;

    private const int HeaderBytes = GuaranteeCommitment.SaltBytes + sizeof(ushort);

    /// <summary>The plaintext of these terms.</summary>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes, or the terms are empty or too long.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> terms)
    {
        if (salt.Length != GuaranteeCommitment.SaltBytes)
        {
            throw new ArgumentException($"A salt has {GuaranteeCommitment.SaltBytes} bytes, not {salt.Length}.", nameof(salt));
        }

        if (terms.Length is 0 or > TermsBytesMax)
        {
            throw new ArgumentException($"Terms have 1 to {TermsBytesMax} bytes, not {terms.Length}.", nameof(terms));
        }

        var plaintext = new byte[PlaintextBytes];
        salt.CopyTo(plaintext);
        BinaryPrimitives.WriteUInt16BigEndian(plaintext.AsSpan(GuaranteeCommitment.SaltBytes), (ushort)terms.Length);
        terms.CopyTo(plaintext.AsSpan(HeaderBytes));
        return plaintext;
    }

    /// <summary>Reads a plaintext back; any other length, empty terms, or padding that is not zero is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> plaintext, [NotNullWhen(true)] out byte[]? salt, [NotNullWhen(true)] out byte[]? terms)
    {
        salt = terms = null;
        if (plaintext.Length != PlaintextBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(plaintext[GuaranteeCommitment.SaltBytes..]);
        if (length is 0 or > TermsBytesMax || plaintext[(HeaderBytes + length)..].ContainsAnyExcept((byte)0))
        {
            return false;
        }

        salt = plaintext[..GuaranteeCommitment.SaltBytes].ToArray();
        terms = plaintext.Slice(HeaderBytes, length).ToArray();
        return true;
    }
}
