using Ledger.Certificates.Der;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms;

/// <summary>Turns the form in which a message or seal carries a signature into the one that the verifier takes.</summary>
public static class SignatureForms
{
    /// <summary>Length of a raw SM2 signature <c>r‖s</c>.</summary>
    public const int RawSm2Bytes = 64;

    /// <summary>Why an SM2 or ECDSA signature is no strict DER, in words and with the byte; null where it is.</summary>
    public static string? WhyNoDer(ReadOnlySpan<byte> signature, SignatureAlgorithm algorithm)
    {
        if (algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
        {
            return null;
        }

        return DerStructure.Check(signature, out var at) switch
        {
            DerStructureError.None => DerIntegers.WhyNot(signature, algorithm == SignatureAlgorithm.EcdsaP384Sha384 ? 48 : 32, "r", "s"),
            DerStructureError.TrailingBytes => $"bytes follow it at byte {at}",
            DerStructureError.IndefiniteLength => $"a length is indefinite at byte {at}",
            _ => $"its structure breaks off at byte {at}",
        };
    }

    /// <summary>
    /// With <paramref name="raw"/> an SM2 signature is taken as 64 bytes r‖s and only so; without, 64 bytes that are no DER are named as
    /// <see cref="CmsError.RawSignature"/>. Other algorithms pass as they are.
    /// </summary>
    public static CmsError TryToDer(ReadOnlyMemory<byte> signature, SignatureAlgorithm algorithm, bool raw, out ReadOnlyMemory<byte> der)
    {
        der = signature;
        if (algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            return CmsError.None;
        }

        var looksRaw = signature.Length == RawSm2Bytes && !DerStructure.IsOneValue(signature.Span);
        if (!raw)
        {
            return looksRaw ? CmsError.RawSignature : CmsError.None;
        }

        if (signature.Length != RawSm2Bytes
            || !signature.Span[..32].ContainsAnyExcept((byte)0)
            || !signature.Span[32..].ContainsAnyExcept((byte)0))
        {
            return CmsError.SignatureInvalid;
        }

        var buffer = new byte[SignatureDer.BytesMax];
        der = buffer.AsMemory(0, SignatureDer.Write(signature.Span, buffer));
        return CmsError.None;
    }
}
