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
    /// Seals every one like <see cref="Seal"/>, with the same draws from each source: the same boxes. Several SM2 boxes together cost a
    /// fraction of what they cost one by one.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A recipient's key is neither a valid SM2 nor a valid P-256 key, or of another algorithm than the first, or a plaintext is too long.
    /// </exception>
    public static IReadOnlyList<byte[]> SealEach(IReadOnlyList<BoxToSeal> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        if (contents.Count == 0)
        {
            return [];
        }

        var profile = ProfileOf(contents[0].Recipient);
        var scalars = GC.AllocateUninitializedArray<byte>(contents.Count * profile.Curve.ScalarBytes, pinned: true);
        var shared = GC.AllocateUninitializedArray<byte>(contents.Count * PointBytes, pinned: true);
        var (recipients, ephemerals) = (new byte[shared.Length], new byte[shared.Length]);
        try
        {
            for (var i = 0; i < contents.Count; i++)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan(contents[i].Plaintext.Length, PlaintextBytesMax, nameof(contents));
                if (ProfileOf(contents[i].Recipient) != profile)
                {
                    throw new ArgumentException("Boxes that are sealed together are for keys of one algorithm.", nameof(contents));
                }

                RequirePoint(contents[i].Recipient.Encoded.Length == PointBytes, nameof(contents));
                PrivateScalar.Draw(
                    profile.Curve, contents[i].Random, scalars.AsSpan(i * profile.Curve.ScalarBytes, profile.Curve.ScalarBytes));
                contents[i].Recipient.Encoded.CopyTo(recipients.AsSpan(i * PointBytes, PointBytes));
            }

            PrivateScalar.MultiplyEach(profile.Curve, scalars, recipients, shared, ephemerals);
            var boxes = new byte[contents.Count][];
            for (var i = 0; i < boxes.Length; i++)
            {
                boxes[i] = SealWith(
                    profile, contents[i], shared.AsSpan(i * PointBytes, PointBytes), ephemerals.AsSpan(i * PointBytes, PointBytes));
            }

            return boxes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalars);
            CryptographicOperations.ZeroMemory(shared);
        }
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
        var profile = ProfileOf(recipient);
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
        if (!HasBounds(box))
        {
            return null;
        }

        Span<byte> ephemeral = stackalloc byte[PointBytes];
        Span<byte> shared = stackalloc byte[PointBytes];
        ephemeral[0] = 4;
        box[..SealingProfile.EphemeralBytes].CopyTo(ephemeral[1..]);
        try
        {
            return key.TryAgree(ephemeral, shared) ? TryOpenWith(key.Profile, shared, ephemeral, box, associatedData) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>
    /// The plaintext of each box, or null, as <see cref="TryOpen"/> gives it. Several SM2 boxes together cost a fraction of what they cost
    /// one by one. Costs one group multiplication a box, whatever its length, and for one in 256 that is not the key's the decryption.
    /// </summary>
    public static IReadOnlyList<byte[]?> TryOpenEach(OpeningKey key, IReadOnlyList<BoxToOpen> boxes)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(boxes);
        var ephemerals = new byte[boxes.Count * PointBytes];
        var shared = GC.AllocateUninitializedArray<byte>(ephemerals.Length, pinned: true);
        for (var i = 0; i < boxes.Count; i++)
        {
            if (HasBounds(boxes[i].Box.Span))
            {
                ephemerals[i * PointBytes] = 4;
                boxes[i].Box.Span[..SealingProfile.EphemeralBytes].CopyTo(ephemerals.AsSpan((i * PointBytes) + 1));
            }
        }

        try
        {
            key.AgreeEach(ephemerals, shared);
            var opened = new byte[]?[boxes.Count];
            for (var i = 0; i < opened.Length; i++)
            {
                opened[i] = TryOpenWith(
                    key.Profile,
                    shared.AsSpan(i * PointBytes, PointBytes),
                    ephemerals.AsSpan(i * PointBytes, PointBytes),
                    boxes[i].Box.Span,
                    boxes[i].AssociatedData.Span);
            }

            return opened;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
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
            RequirePoint(secret.TryMultiply(recipient.Encoded, shared), nameof(recipient));
            secret.MultiplyBase(ephemeral);
            profile.Derive(shared, ephemeral, derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    // What was agreed is all zero where U is no point.
    private static byte[]? TryOpenWith(
        SealingProfile profile,
        ReadOnlySpan<byte> shared,
        ReadOnlySpan<byte> ephemeral,
        ReadOnlySpan<byte> box,
        ReadOnlySpan<byte> associatedData)
    {
        if (shared[0] != 4)
        {
            return null;
        }

        Span<byte> derived = stackalloc byte[DerivedBytesMax];
        derived = derived[..profile.DerivedBytes];
        try
        {
            profile.Derive(shared, ephemeral, derived);
            return derived[^1] == box[HeaderBytes - 1]
                ? profile.Cipher.TryDecrypt(
                    derived[..profile.KeyBytes],
                    derived.Slice(profile.KeyBytes, SealingProfile.NonceBytes),
                    box[HeaderBytes..],
                    associatedData)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static SealingProfile ProfileOf(PublicKey recipient) => SealingProfile.Of(recipient.Algorithm)
        ?? throw new ArgumentException(
            $"Nothing can be sealed to a key of {recipient.Algorithm}: only to SM2 and P-256.", nameof(recipient));

    private static byte[] SealWith(SealingProfile profile, BoxToSeal content, ReadOnlySpan<byte> shared, ReadOnlySpan<byte> ephemeral)
    {
        RequirePoint(shared[0] == 4, nameof(content));
        Span<byte> derived = stackalloc byte[DerivedBytesMax];
        derived = derived[..profile.DerivedBytes];
        profile.Derive(shared, ephemeral, derived);
        using var key = new SealedBoxKey(profile, ephemeral[1..], derived);
        CryptographicOperations.ZeroMemory(derived);
        return key.Seal(content.Plaintext.Span, content.AssociatedData.Span);
    }

    private static void RequirePoint(bool isPoint, string parameter)
    {
        if (!isPoint)
        {
            throw new ArgumentException("The recipient's key is not a point of its curve.", parameter);
        }
    }

    private static bool HasBounds(ReadOnlySpan<byte> box) => box.Length is >= OverheadBytes and <= PlaintextBytesMax + OverheadBytes;
}

/// <summary>One of the boxes that <see cref="SealedBox.SealEach"/> makes.</summary>
/// <param name="Recipient">The key that it is sealed to.</param>
/// <param name="Plaintext">What is sealed.</param>
/// <param name="AssociatedData">What is needed again to open it.</param>
/// <param name="Random">Draws its ephemeral key.</param>
public readonly record struct BoxToSeal(
    PublicKey Recipient, ReadOnlyMemory<byte> Plaintext, ReadOnlyMemory<byte> AssociatedData, IRandomSource Random);

/// <summary>One of the boxes that <see cref="SealedBox.TryOpenEach"/> tries.</summary>
/// <param name="Box">The sealed box.</param>
/// <param name="AssociatedData">What it was sealed with.</param>
public readonly record struct BoxToOpen(ReadOnlyMemory<byte> Box, ReadOnlyMemory<byte> AssociatedData);
