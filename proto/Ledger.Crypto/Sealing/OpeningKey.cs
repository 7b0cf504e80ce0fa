using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Sealing;

/// <summary>
/// A private key that opens sealed boxes: SM2 for <see cref="CryptoSuite.Guomi"/>, P-256 for <see cref="CryptoSuite.International"/>.
/// It never signs. Safe for use by several threads.
/// </summary>
public sealed class OpeningKey : IDisposable
{
    private readonly PrivateScalar _scalar;

    /// <summary>Takes a copy of the pair's private key; the pair lives on its own.</summary>
    /// <exception cref="ArgumentException">The pair is neither SM2 nor P-256.</exception>
    public OpeningKey(KeyPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        Profile = SealingProfile.Of(pair.Algorithm)
            ?? throw new ArgumentException($"{pair.Algorithm} does not open: only SM2 and P-256 do.", nameof(pair));
        PublicKey = pair.PublicKey;
        _scalar = PrivateScalar.Of(Profile.Curve, pair.PrivateKey);
    }

    /// <summary>The key to seal to.</summary>
    public PublicKey PublicKey { get; }

    internal SealingProfile Profile { get; }

    /// <summary>Clears the private key.</summary>
    public void Dispose() => _scalar.Dispose();

    /// <summary>Writes d·U as <c>04‖x‖y</c>; false where U is not on the curve. Constant time in d.</summary>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    internal bool TryAgree(ReadOnlySpan<byte> ephemeral, Span<byte> shared) => _scalar.TryMultiply(ephemeral, shared);

    /// <summary>
    /// For each of the points, end to end, writes d·U as <c>04‖x‖y</c>; all zero where U is not on the curve. Constant time in d.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    internal void AgreeEach(ReadOnlySpan<byte> ephemerals, Span<byte> shared) => _scalar.MultiplyEach(ephemerals, shared);
}
