using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ledger.Crypto.FastSm3;

/// <summary>SM3 in managed code; batches go sixteen or eight messages at once where the processor has such vectors.</summary>
internal sealed class FastSm3Hasher : IHasher
{
    /// <inheritdoc/>
    public CryptoSuite Suite => CryptoSuite.Guomi;

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => Hash(message, default, digest);

    /// <inheritdoc/>
    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        var count = HashBatchArguments.Count(messages, messageBytes, digests);
        var done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = HashLanes<Vector512<uint>, Vector512Lanes>(messages, messageBytes, digests, done, count);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            done = HashLanes<Vector256<uint>, Vector256Lanes>(messages, messageBytes, digests, done, count);
        }

        for (; done < count; done++)
        {
            Hash(messages.Slice(done * messageBytes, messageBytes), default, digests[(done * IHasher.DigestBytes)..]);
        }
    }

    /// <inheritdoc/>
    public IIncrementalHash Start() => new FastIncrementalSm3();

    /// <summary>Hashes <paramref name="head"/> followed by <paramref name="tail"/>.</summary>
    [SkipLocalsInit]
    internal static void Hash(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, IHasher.DigestBytes, nameof(digest));
        var state = Sm3State.Initial;
        state.Append(head);
        state.Append(tail);
        state.Finish(digest);
    }

    // Hashes as many full sets of lanes as there are from message `done` on, and returns the first message left.
    private static int HashLanes<T, TLanes>(
        ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests, int done, int count)
        where T : unmanaged
        where TLanes : ISm3Lanes<T>
    {
        var lanes = Sm3MultiBuffer<T, TLanes>.Lanes;
        for (; count - done >= lanes; done += lanes)
        {
            Sm3MultiBuffer<T, TLanes>.Hash(
                messages.Slice(done * messageBytes, lanes * messageBytes), messageBytes, digests[(done * IHasher.DigestBytes)..]);
        }

        return done;
    }
}
