using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Replay;

/// <summary>
/// A block read before its turn, its signatures verified under the keys known then. What it says is used only where the state at the
/// block's turn has the same limits and the same keys.
/// </summary>
public sealed class PreparedBlock
{
    internal PreparedBlock(
        Block block, ChainLimits limits, (SignedBatch Signed, Batch Batch)? batch, ReadTransaction[] transactions, PublicKey?[] verified)
    {
        Block = block;
        Limits = limits;
        Batch = batch;
        Transactions = transactions;
        Verified = verified;
    }

    /// <summary>The block.</summary>
    public Block Block { get; }

    internal ChainLimits Limits { get; }

    internal (SignedBatch Signed, Batch Batch)? Batch { get; }

    internal ReadTransaction[] Transactions { get; }

    /// <summary>For each transaction the key that its signature verifies under; null where that is not known yet.</summary>
    internal PublicKey?[] Verified { get; }
}
