using Ledger.Crypto.FastSm2;
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
    private readonly ReleasedKey? _released;
    private volatile bool _disposed;

    /// <summary>Takes a copy of the pair's private key; the pair lives on its own.</summary>
    /// <exception cref="ArgumentException">The pair is neither SM2 nor P-256.</exception>
    public OpeningKey(KeyPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        Profile = SealingProfile.Of(pair.Algorithm)
            ?? throw new ArgumentException($"{pair.Algorithm} does not open: only SM2 and P-256 do.", nameof(pair));
        PublicKey = pair.PublicKey;
        _scalar = PrivateScalar.Of(Profile.Curve, pair.PrivateKey);
        _released = pair.Algorithm == SignatureAlgorithm.Sm2Sm3 ? new ReleasedKey(pair.PrivateKey) : null;
    }

    /// <summary>The key to seal to.</summary>
    public PublicKey PublicKey { get; }

    internal SealingProfile Profile { get; }

    /// <summary>Clears the private key.</summary>
    public void Dispose()
    {
        _disposed = true;
        _released?.Clear();
        _scalar.Dispose();
    }

    /// <summary>
    /// For each of the points, end to end, writes d·U as <c>04‖x‖y</c>; all zero where U is not on the curve. <b>Takes time that depends on
    /// d</b>: for a key that is being released.
    /// </summary>
    internal void AgreeReleased(ReadOnlySpan<byte> points, Span<byte> shared)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_released is not null)
        {
            _released.Agree(points, shared);
            return;
        }

        const int pointBytes = 1 + SealingProfile.EphemeralBytes;
        shared.Clear();
        for (var at = 0; at < points.Length; at += pointBytes)
        {
            TryAgree(points.Slice(at, pointBytes), shared.Slice(at, pointBytes));
        }
    }

    /// <summary>Writes d·U as <c>04‖x‖y</c>; false where U is not on the curve. Constant time in d.</summary>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    internal bool TryAgree(ReadOnlySpan<byte> ephemeral, Span<byte> shared) => _scalar.TryMultiply(ephemeral, shared);
}
