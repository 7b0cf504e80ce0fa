using Ledger.Protocol;

namespace Ledger.Finality;

/// <summary>
/// A vote lock that lives as long as its owner keeps it: for keys that vote in one process only, and for tests, which carry it over
/// restarts.
/// </summary>
public sealed class MemoryVoteLock : IVoteLock
{
    private Digest _blockHash;

    /// <inheritdoc/>
    public ulong Height { get; private set; }

    /// <inheritdoc/>
    public SettleVow? Vow { get; private set; }

    /// <inheritdoc/>
    public bool TryVow(SettleVow vow)
    {
        ArgumentNullException.ThrowIfNull(vow);
        var may = vow.MayFollow(Vow);
        Vow = may ? vow : Vow;
        return may;
    }

    /// <inheritdoc/>
    public bool TryLock(ulong height, Digest blockHash)
    {
        if (height == Height && height > 0)
        {
            return blockHash == _blockHash;
        }

        if (height < Height)
        {
            return false;
        }

        (Height, _blockHash) = (height, blockHash);
        return true;
    }
}
