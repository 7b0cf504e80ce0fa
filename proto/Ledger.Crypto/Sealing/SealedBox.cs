using System.Security.Cryptography;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Sealing;

/// <summary>
/// Hybrid encryption to a public key that the ciphertext does not show: <c>U ‖ view tag ‖ ciphertext ‖ tag</c>, see
/// docs/spec/sealing.md. The one-byte view tag lets a reader who tries his key on many boxes skip 255 of 256 that are not his.
/// </summary>
public static class SealedBox
{
    /// <summary>By how much a sealed box is longer than its plaintext, in bytes, in both suites.</summary>
    public const int OverheadBytes = HeaderBytes + SealingProfile.AuthenticationTagBytes;

    /// <summary>Longest plaintext, in bytes.</summary>
    public const int PlaintextBytesMax = 64 * 1024 * 1024;

    private const int HeaderBytes = SealingProfile.EphemeralBytes + SealingProfile.ViewTagBytes;
    private const int PointBytes = 1 + SealingProfile.EphemeralBytes;
    private const int DerivedBytesMax = 45;

    /// <summary>
    /// Seals <paramref name="plaintext"/> to <paramref name="recipient"/>; the same <paramref name="associatedData"/> is needed to open it.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The recipient's key is neither a valid SM2 nor a valid P-256 key, or the plaintext too long.
    /// </exception>
    public static byte[] Seal(
        PublicKey recipient, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, IRandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, PlaintextBytesMax, nameof(plaintext));
        using var key = Encapsulate(recipient, random);
        return key.Seal(plaintext, associatedData);
    }

    /// <summary>
    /// Makes what one box to <paramref name="recipient"/> is sealed with, so that somebody else can seal it who must not know the
    /// recipient.
    /// </summary>
    /// <exception cref="ArgumentException">The recipient's key is neither a valid SM2 nor a valid P-256 key.</exception>
    public static SealedBoxKey Encapsulate(PublicKey recipient, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(random);
        var profile = SealingProfile.Of(recipient.Algorithm)
            ?? throw new ArgumentException(
                $"Nothing can be sealed to a key of {recipient.Algorithm}: only to SM2 and P-256.", nameof(recipient));

        Span<byte> ephemeral = stackalloc byte[PointBytes];
        Span<byte> derived = stackalloc byte[DerivedBytesMax];
        derived = derived[..profile.DerivedBytes];
        try
        {
            Encapsulate(profile, recipient, random, ephemeral, derived);
            return new SealedBoxKey(profile, ephemeral[1..], derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>The plaintext, or null: for another key, other associated data and damage alike, so that a failure tells nothing.</summary>
    public static byte[]? TryOpen(OpeningKey key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> derived = stackalloc byte[DerivedBytesMax];
        derived = derived[..key.Profile.DerivedBytes];
        try
        {
            return TryDerive(key, box, derived)
                ? key.Profile.Cipher.TryDecrypt(
                    derived[..key.Profile.KeyBytes], Nonce(key.Profile, derived), box[HeaderBytes..], associatedData)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>
    /// Whether the view tag fits <paramref name="key"/>: always for a box sealed to it, by chance for one in 256 of the others.
    /// Costs one group multiplication, whatever the box's length.
    /// </summary>
    public static bool MayBeFor(OpeningKey key, ReadOnlySpan<byte> box)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> derived = stackalloc byte[DerivedBytesMax];
        derived = derived[..key.Profile.DerivedBytes];
        var may = TryDerive(key, box, derived);
        CryptographicOperations.ZeroMemory(derived);
        return may;
    }

    /// <summary>
    /// The indexes, ascending, of the boxes that <see cref="MayBeFor"/> the key. For a key that is being released: many boxes are tried
    /// together, <b>in time that depends on the key</b>.
    /// </summary>
    public static IReadOnlyList<int> Filter(OpeningKey key, IReadOnlyList<ReadOnlyMemory<byte>> boxes)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(boxes);
        var points = new byte[boxes.Count * PointBytes];
        var shared = new byte[points.Length];
        for (var i = 0; i < boxes.Count; i++)
        {
            if (HasBounds(boxes[i].Span))
            {
                points[i * PointBytes] = 4;
                boxes[i].Span[..SealingProfile.EphemeralBytes].CopyTo(points.AsSpan((i * PointBytes) + 1));
            }
        }

        key.AgreeReleased(points, shared);
        var matching = new List<int>();
        Span<byte> derived = stackalloc byte[DerivedBytesMax];
        derived = derived[..key.Profile.DerivedBytes];
        for (var i = 0; i < boxes.Count; i++)
        {
            var agreed = shared.AsSpan(i * PointBytes, PointBytes);
            if (agreed[0] != 4)
            {
                continue;
            }

            key.Profile.Derive(agreed, points.AsSpan(i * PointBytes, PointBytes), derived);
            if (derived[^1] == boxes[i].Span[HeaderBytes - 1])
            {
                matching.Add(i);
            }
        }

        return matching;
    }

    /// <summary>Draws r, writes U = rG and what r·X derives.</summary>
    private static void Encapsulate(
        SealingProfile profile, PublicKey recipient, IRandomSource random, Span<byte> ephemeral, Span<byte> derived)
    {
        Span<byte> scalar = stackalloc byte[profile.Curve.ScalarBytes];
        Span<byte> shared = stackalloc byte[PointBytes];
        try
        {
            PrivateScalar.Draw(profile.Curve, random, scalar);
            using var secret = PrivateScalar.Of(profile.Curve, scalar);
            if (!secret.TryMultiply(recipient.Encoded, shared))
            {
                throw new ArgumentException("The recipient's key is not a point of its curve.", nameof(recipient));
            }

            secret.MultiplyBase(ephemeral);
            profile.Derive(shared, ephemeral, derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>
    /// Derives the box's secrets with the key; false where the box is too short, U is no point, or the view tag does not fit.
    /// </summary>
    private static bool TryDerive(OpeningKey key, ReadOnlySpan<byte> box, Span<byte> derived)
    {
        if (!HasBounds(box))
        {
            return false;
        }

        Span<byte> ephemeral = stackalloc byte[PointBytes];
        Span<byte> shared = stackalloc byte[PointBytes];
        ephemeral[0] = 4;
        box[..SealingProfile.EphemeralBytes].CopyTo(ephemeral[1..]);
        if (!key.TryAgree(ephemeral, shared))
        {
            return false;
        }

        key.Profile.Derive(shared, ephemeral, derived);
        CryptographicOperations.ZeroMemory(shared);
        return derived[^1] == box[HeaderBytes - 1];
    }

    private static bool HasBounds(ReadOnlySpan<byte> box) => box.Length is >= OverheadBytes and <= PlaintextBytesMax + OverheadBytes;

    private static ReadOnlySpan<byte> Nonce(SealingProfile profile, ReadOnlySpan<byte> derived) =>
        derived.Slice(profile.KeyBytes, SealingProfile.NonceBytes);
}
