using System.Security.Cryptography;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Keys;

/// <summary>
/// A private key with its public key. The private bytes stay in one pinned place, so that the garbage collector leaves no copies
/// behind, and are cleared when the pair is disposed.
/// </summary>
public sealed class KeyPair : IDisposable
{
    /// <summary>Length of a seed in bytes.</summary>
    public const int SeedBytes = 32;

    private const int RsaModulusBits = 3072;
    private readonly byte[] _privateKey;
    private bool _disposed;

    private KeyPair(PublicKey publicKey, ReadOnlySpan<byte> privateKey)
    {
        PublicKey = publicKey;
        _privateKey = GC.AllocateUninitializedArray<byte>(privateKey.Length, pinned: true);
        privateKey.CopyTo(_privateKey);
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The algorithm the pair is for.</summary>
    public SignatureAlgorithm Algorithm => PublicKey.Algorithm;

    /// <summary>
    /// The private half, in the form that <see cref="Signers.Create"/> takes. Not to be copied where it outlives this object.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The pair was disposed.</exception>
    public ReadOnlySpan<byte> PrivateKey
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _privateKey;
        }
    }

    /// <summary>A new pair from the operating system's randomness; RSA with a modulus of 3072 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such algorithm.</exception>
    public static KeyPair Generate(SignatureAlgorithm algorithm)
    {
        if (algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
        {
            return GenerateRsa();
        }

        var curve = CurveOf(algorithm);
        Span<byte> scalar = stackalloc byte[curve.ScalarBytes];
        try
        {
            PrivateScalar.Draw(curve, scalar);
            return FromPrivateKey(algorithm, scalar);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    /// <summary>The pair of a private key that exists already.</summary>
    /// <exception cref="CryptographicException">
    /// The key is malformed or its scalar out of range (SM2: [1, n−2], ECDSA: [1, n−1]).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such algorithm.</exception>
    public static KeyPair FromPrivateKey(SignatureAlgorithm algorithm, ReadOnlySpan<byte> privateKey)
    {
        if (algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
        {
            using var signer = new RsaSigner(privateKey);
            return new KeyPair(signer.PublicKey, privateKey);
        }

        return new KeyPair(PrivateScalar.PublicKeyOf(algorithm, CurveOf(algorithm), privateKey), privateKey);
    }

    /// <summary>
    /// The pair that belongs to <paramref name="seed"/>, for ever the same: <b>for test consortia and seeds only</b>, since whoever
    /// knows the seed has the key. The scalar is the first of SHA-512(<c>"ledger/key-from-seed/v1" ‖ algorithm ‖ counter ‖ seed</c>),
    /// cut to the curve's width, for the one-byte counter 0, 1, …, that is in range.
    /// </summary>
    /// <exception cref="ArgumentException">The seed is not of 32 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is not one of elliptic curves.</exception>
    public static KeyPair FromSeed(SignatureAlgorithm algorithm, ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
        {
            throw new ArgumentException($"A seed has {SeedBytes} bytes, not {seed.Length}.", nameof(seed));
        }

        var curve = CurveOf(algorithm);
        var tag = "ledger/key-from-seed/v1"u8;
        Span<byte> input = [.. tag, (byte)algorithm, 0, .. seed];
        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        try
        {
            var scalar = digest[..curve.ScalarBytes];
            SHA512.HashData(input, digest);
            while (!curve.IsPrivateScalar(scalar))
            {
                // At most one candidate in 2³² is out of range; the counter cannot run out.
                input[tag.Length + 1]++;
                SHA512.HashData(input, digest);
            }

            return FromPrivateKey(algorithm, scalar);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
            CryptographicOperations.ZeroMemory(digest);
        }
    }

    /// <summary>A signer with a copy of the private key; it lives on its own.</summary>
    public Signer CreateSigner() => Signers.Create(Algorithm, PrivateKey);

    /// <summary>Clears the private key.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_privateKey);
    }

    private static KeyPair GenerateRsa()
    {
        using var rsa = RSA.Create(RsaModulusBits);
        var privateKey = rsa.ExportRSAPrivateKey();
        try
        {
            return FromPrivateKey(SignatureAlgorithm.RsaPkcs1Sha256, privateKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    private static EcCurve CurveOf(SignatureAlgorithm algorithm) => EcCurve.Of(algorithm)
        ?? throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "There is no such elliptic-curve algorithm.");
}
