namespace Ledger.Api.Proofs;

/// <summary>
/// Blocks whose transactions are asked about. Everybody who asks about one shares it: it is made once, however many ask at the same time,
/// and those that were not asked about for the longest time go first. Safe for use by several threads.
/// </summary>
/// <param name="make">Makes the block of a height; called outside any lock, by the first who asks while the others wait for it.</param>
/// <param name="blocksMax">Most blocks kept.</param>
/// <param name="bytesMax">Most memory for them; a block that takes more by itself serves those who wait for it, and is not kept.</param>
internal sealed class ProvenBlocks(Func<ulong, ProvenBlock> make, int blocksMax, long bytesMax)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, LinkedListNode<Kept>> _byHeight = [];
    private readonly LinkedList<Kept> _byUse = []; // the one asked about last is the first
    private long _bytes;

    /// <summary>How many are kept.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _byUse.Count;
            }
        }
    }

    /// <summary>The block of a height.</summary>
    internal ProvenBlock Get(ulong height)
    {
        var kept = Enter(height);
        ProvenBlock block;
        try
        {
            block = kept.Value.Block.Value;
        }
        catch
        {
            // Whoever asks next tries anew: a disk may be mended.
            Weigh(kept, long.MaxValue);
            throw;
        }

        Weigh(kept, block.Bytes);
        return block;
    }

    private LinkedListNode<Kept> Enter(ulong height)
    {
        lock (_gate)
        {
            if (_byHeight.TryGetValue(height, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known;
            }

            var kept = _byUse.AddFirst(new Kept(height, new Lazy<ProvenBlock>(() => make(height))));
            _byHeight.Add(height, kept);
            if (_byUse.Count > blocksMax)
            {
                Remove(_byUse.Last!);
            }

            return kept;
        }
    }

    // What a block takes is known once it is made.
    private void Weigh(LinkedListNode<Kept> kept, long bytes)
    {
        if (Volatile.Read(ref kept.Value.Bytes) != 0)
        {
            return;
        }

        lock (_gate)
        {
            if (kept.List is null || kept.Value.Bytes != 0)
            {
                return; // it went meanwhile, or another who waited for it was here before
            }

            if (bytes > bytesMax)
            {
                Remove(kept);
                return;
            }

            kept.Value.Bytes = bytes;
            _bytes += bytes;
            while (_bytes > bytesMax)
            {
                Remove(_byUse.Last!);
            }
        }
    }

    // Under the lock.
    private void Remove(LinkedListNode<Kept> kept)
    {
        _byUse.Remove(kept);
        _byHeight.Remove(kept.Value.Height);
        _bytes -= kept.Value.Bytes;
    }

    private sealed class Kept(ulong height, Lazy<ProvenBlock> block)
    {
        internal readonly ulong Height = height;
        internal readonly Lazy<ProvenBlock> Block = block;
        internal long Bytes; // 0 until it is weighed
    }
}
