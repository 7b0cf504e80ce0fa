using System.Security.Cryptography;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Sealing;

/// <summary>The algorithms of one suite's sealed boxes.</summary>
internal sealed class SealingProfile
{
    internal const int NonceBytes = 12;
    internal const int ViewTagBytes = 1;
    internal const int AuthenticationTagBytes = 16;

    /// <summary>U is carried as x‖y: 31 bytes more than compressed, but no square root for each of hundreds of trial openings.</summary>
    internal const int EphemeralBytes = 64;

    private static readonly SealingProfile Guomi = new(
        EcCurve.Sm2, CryptoSuite.Guomi, 16, "ledger/sealed-box/v1/sm2-sm3-sm4gcm"u8.ToArray(), new Sm4Gcm());

    private static readonly SealingProfile International = new(
        EcCurve.P256, CryptoSuite.International, 32, "ledger/sealed-box/v1/p256-sha256-aes256gcm"u8.ToArray(), new Aes256Gcm());

    private readonly IHasher _hasher;
    private readonly byte[] _domainTag;

    private SealingProfile(EcCurve curve, CryptoSuite suite, int keyBytes, byte[] domainTag, IAuthenticatedCipher cipher)
    {
        Curve = curve;
        KeyBytes = keyBytes;
        Cipher = cipher;
        _hasher = Hashers.For(suite);
        _domainTag = domainTag;
    }

    internal EcCurve Curve { get; }

    internal int KeyBytes { get; }

    internal IAuthenticatedCipher Cipher { get; }

    /// <summary>Length of K ‖ nonce ‖ view tag.</summary>
    internal int DerivedBytes => KeyBytes + NonceBytes + ViewTagBytes;

    /// <summary>The profile of a recipient's key; null where keys of that algorithm do not open boxes.</summary>
    internal static SealingProfile? Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => Guomi,
        SignatureAlgorithm.EcdsaP256Sha256 => International,
        _ => null,
    };

    /// <summary>
    /// The X9.63 key derivation (GB/T 32918.4 §5.4.3): hash(Z ‖ counter) for the counter 1, 2, … in four bytes, with
    /// Z = x ‖ y of the shared point ‖ x ‖ y of U ‖ domain tag.
    /// </summary>
    internal void Derive(ReadOnlySpan<byte> sharedPoint, ReadOnlySpan<byte> ephemeralPoint, Span<byte> derived)
    {
        Span<byte> input = stackalloc byte[(2 * EphemeralBytes) + _domainTag.Length + 4];
        sharedPoint[1..].CopyTo(input);
        ephemeralPoint[1..].CopyTo(input[EphemeralBytes..]);
        _domainTag.CopyTo(input[(2 * EphemeralBytes)..]);
        var counter = input[^4..];
        counter.Clear();
        Span<byte> block = stackalloc byte[IHasher.DigestBytes];
        for (var written = 0; written < derived.Length; written += IHasher.DigestBytes)
        {
            counter[3]++;
            _hasher.Hash(input, block);
            block[..Math.Min(block.Length, derived.Length - written)].CopyTo(derived[written..]);
        }

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(block);
    }
}
