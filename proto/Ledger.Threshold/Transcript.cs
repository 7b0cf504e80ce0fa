using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// The one way in which keepers' statements are hashed: the tag, then each part with its length in four bytes before it, so that no two
/// lists of parts give the same bytes, and none is the beginning of another of as many parts. Not for use by several threads at once.
/// </summary>
public sealed class Transcript : IDisposable
{
    private readonly IIncrementalHash _hash;

    /// <summary>Begins with a tag of <see cref="DomainTag"/>.</summary>
    public Transcript(CryptoSuite suite, ReadOnlySpan<byte> tag)
    {
        _hash = Hashers.For(suite).Start();
        _hash.Append(tag);
    }

    /// <summary>Adds a part.</summary>
    public void Append(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)part.Length);
        _hash.Append(length);
        _hash.Append(part);
    }

    /// <summary>Adds a number as a part of eight bytes, big-endian.</summary>
    public void Append(ulong number)
    {
        Span<byte> part = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(part, number);
        Append(part);
    }

    /// <summary>Adds a digest as a part.</summary>
    public void Append(Digest digest)
    {
        Span<byte> part = stackalloc byte[Digest.Bytes];
        digest.CopyTo(part);
        Append(part);
    }

    /// <summary>Adds a point that is not at infinity, compressed, as a part; infinity as an empty part.</summary>
    public void Append(PrimeGroup group, in GroupPoint point)
    {
        ArgumentNullException.ThrowIfNull(group);
        Span<byte> part = stackalloc byte[PrimeGroup.PointBytes];
        if (group.IsInfinity(in point))
        {
            Append([]);
            return;
        }

        group.Encode(in point, part);
        Append(part);
    }

    /// <summary>The digest of all parts.</summary>
    public Digest Finish()
    {
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        _hash.Finish(digest);
        return new Digest(digest);
    }

    /// <summary>The digest of all parts as a number modulo the group's order.</summary>
    public GroupScalar Challenge(PrimeGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        Finish().CopyTo(digest);
        return group.Reduce(digest);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
