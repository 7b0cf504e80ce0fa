using System.Runtime.Intrinsics;
using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.FastSm3;

/// <summary>
/// SM3 that takes batches sixteen or eight messages at once in the lanes of the processor's vectors. One message alone has
/// nothing to gain from lanes and goes to libcrypto, as whole batches do where there are no such vectors.
/// </summary>
internal sealed class BatchSm3(IHasher single) : IHasher
{
    /// <inheritdoc/>
    public CryptoSuite Suite => CryptoSuite.Guomi;

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => single.Hash(message, digest);

    /// <inheritdoc/>
    public IIncrementalHash Start() => single.Start();

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

        single.HashBatch(messages[(done * messageBytes)..], messageBytes, digests[(done * IHasher.DigestBytes)..]);
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
