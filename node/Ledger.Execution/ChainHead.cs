using Ledger.Protocol;

namespace Ledger.Execution;

/// <summary>Where the chain stands after its newest executed block.</summary>
/// <param name="Header">The newest header.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="History">The tree over the hashes of all headers up to and with this one.</param>
/// <param name="TimeProofHeight">Height of the newest certificate that any batch carried as its time proof; 0 where none did.</param>
/// <param name="NextValidators">The set that finalises the next block.</param>
public sealed record ChainHead(BlockHeader Header, Digest Hash, MerkleFrontier History, ulong TimeProofHeight, ValidatorRoster NextValidators)
{
    /// <summary>The newest height.</summary>
    public ulong Height => Header.Height;
}
