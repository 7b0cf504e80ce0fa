using Ledger.Crypto.Keys;

namespace Ledger.Crypto;

/// <summary>
/// A public key with its algorithm. Elliptic-curve keys are the uncompressed SEC1 point (<c>04‖x‖y</c>); RSA keys are the DER
/// <c>RSAPublicKey</c>. Equality is by algorithm and bytes. An instance says nothing yet about the point being on the curve:
/// that is checked once, where a key enters the ledger.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly byte[] _encoded;

    /// <summary>Takes the encoded key; the bytes are copied.</summary>
    public PublicKey(SignatureAlgorithm algorithm, ReadOnlySpan<byte> encoded)
    {
        Algorithm = algorithm;
        _encoded = encoded.ToArray();
    }

    /// <summary>The algorithm the key is for.</summary>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>The key as described for the type.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <inheritdoc cref="Encoded"/>
    public ReadOnlyMemory<byte> EncodedMemory => _encoded;

    /// <summary>
    /// Reads the DER <c>SubjectPublicKeyInfo</c> of a certificate: null, with the reason in <paramref name="error"/>, for a curve
    /// not given by its name, trailing bytes, or a key that <see cref="PublicKeyRules.Check"/> refuses.
    /// </summary>
    public static PublicKey? FromSubjectPublicKeyInfo(ReadOnlyMemory<byte> der, out PublicKeyError? error) =>
        SubjectPublicKeyInfo.Read(der, out error);

    /// <summary>The key as DER <c>SubjectPublicKeyInfo</c>, its curve by name.</summary>
    /// <exception cref="InvalidOperationException">The algorithm is none of <see cref="SignatureAlgorithm"/>.</exception>
    public byte[] ToSubjectPublicKeyInfo() => SubjectPublicKeyInfo.Write(this);

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) =>
        other is not null && other.Algorithm == Algorithm && other.Encoded.SequenceEqual(Encoded);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Algorithm);
        hash.AddBytes(_encoded);
#pragma warning disable RS0030 // For lookups within the process: nothing is ever enumerated by it.
        return hash.ToHashCode();
#pragma warning restore RS0030
    }
}
