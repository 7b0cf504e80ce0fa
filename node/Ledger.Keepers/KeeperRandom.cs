using System.Security.Cryptography;
using Ledger.Crypto.Groups;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Threshold;

namespace Ledger.Keepers;

/// <summary>
/// Where a keeper's scalars come from. A nonce is hedged: hashed from a key that is used for nothing else, from what the proof is about,
/// and from randomness, so that neither a source that repeats nor a key that leaks gives two proofs one nonce.
/// </summary>
public sealed class KeeperRandom : IDisposable
{
    private readonly IRandomSource _source;
    private readonly byte[] _nonceKey = GC.AllocateUninitializedArray<byte>(NonceKeyBytes, pinned: true);

    /// <summary>Takes a copy of the nonce key.</summary>
    /// <exception cref="ArgumentException">The key is not of <see cref="NonceKeyBytes"/> bytes.</exception>
    public KeeperRandom(IRandomSource source, ReadOnlySpan<byte> nonceKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonceKey.Length, NonceKeyBytes, nameof(nonceKey));
        _source = source;
        nonceKey.CopyTo(_nonceKey);
    }

    /// <summary>Length of a nonce key, in bytes.</summary>
    public static int NonceKeyBytes => 32;

    /// <summary>A scalar that is even to within 2^−256.</summary>
    public GroupScalar Scalar(PrimeGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        Span<byte> bytes = stackalloc byte[PrimeGroup.WideBytes];
        _source.Fill(bytes);
        var scalar = group.ReduceWide(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return scalar;
    }

    /// <summary>A weight of 128 bits.</summary>
    public GroupScalar Weight(PrimeGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        Span<byte> bytes = stackalloc byte[PrimeGroup.ScalarBytes];
        bytes.Clear();
        _source.Fill(bytes[^16..]);
        return group.Reduce(bytes);
    }

    /// <summary>A nonce for the proof of what the digest stands for.</summary>
    public GroupScalar Nonce(PrimeGroup group, ReadOnlySpan<byte> purpose, Digest statement, int keeper)
    {
        ArgumentNullException.ThrowIfNull(group);
        Span<byte> fresh = stackalloc byte[NonceKeyBytes];
        Span<byte> wide = stackalloc byte[PrimeGroup.WideBytes];
        _source.Fill(fresh);
        for (var half = 0; half < 2; half++)
        {
            using var transcript = new Transcript(group.Suite, DomainTag.KeeperNonce);
            transcript.Append(_nonceKey);
            transcript.Append(purpose);
            transcript.Append(statement);
            transcript.Append((ulong)keeper);
            transcript.Append(fresh);
            transcript.Append((ulong)half);
            transcript.Finish().CopyTo(wide[(half * Digest.Bytes)..]);
        }

        var nonce = group.ReduceWide(wide);
        CryptographicOperations.ZeroMemory(fresh);
        CryptographicOperations.ZeroMemory(wide);
        return nonce;
    }

    /// <summary>Erases the nonce key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_nonceKey);
}
