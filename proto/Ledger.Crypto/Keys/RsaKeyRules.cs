using System.Formats.Asn1;

namespace Ledger.Crypto.Keys;

/// <summary>
/// Which RSA public keys are taken: the DER <c>RSAPublicKey</c>, nothing after it, with sizes that bound the cost of a check.
/// </summary>
internal static class RsaKeyRules
{
    internal const int ModulusBitsMin = 2048;
    internal const int ModulusBitsMax = 8192;

    /// <summary>Every exponent in use fits; a long one would make a single check cost as much as thousands.</summary>
    internal const int ExponentBytesMax = 8;

    /// <summary>Reads modulus and exponent without leading zeros.</summary>
    internal static PublicKeyError? TryRead(ReadOnlyMemory<byte> der, out ReadOnlyMemory<byte> modulus, out ReadOnlyMemory<byte> exponent)
    {
        modulus = exponent = default;
        if (der.Length > (ModulusBitsMax / 8) + 32)
        {
            return PublicKeyError.RsaModulusSize;
        }

        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            modulus = sequence.ReadIntegerBytes();
            exponent = sequence.ReadIntegerBytes();
            sequence.ThrowIfNotEmpty();
            reader.ThrowIfNotEmpty();
        }
        catch (AsnContentException)
        {
            return PublicKeyError.Encoding;
        }

        if (modulus.Span[0] >= 0x80 || exponent.Span[0] >= 0x80)
        {
            return PublicKeyError.Encoding;
        }

        modulus = modulus.TrimStart((byte)0);
        exponent = exponent.TrimStart((byte)0);
        return Check(modulus.Span, exponent.Span);
    }

    private static PublicKeyError? Check(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        var bits = modulus.IsEmpty ? 0 : (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        if (bits is < ModulusBitsMin or > ModulusBitsMax || (modulus[^1] & 1) == 0)
        {
            return PublicKeyError.RsaModulusSize;
        }

        var isExponent = exponent.Length is > 0 and <= ExponentBytesMax
            && (exponent[^1] & 1) == 1
            && !(exponent.Length == 1 && exponent[0] < 3);
        return isExponent ? null : PublicKeyError.RsaExponent;
    }
}
