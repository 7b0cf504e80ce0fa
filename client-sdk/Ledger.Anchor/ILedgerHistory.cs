using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Anchor;

/// <summary>The ledger, as who anchors it needs it; whoever implements it has verified what it gives.</summary>
public interface ILedgerHistory
{
    /// <summary>The ledger.</summary>
    Digest ChainId { get; }

    /// <summary>A final block's header as carried, and its hash.</summary>
    Task<(ReadOnlyMemory<byte> Header, Digest Hash)> BlockAsync(ulong height, CancellationToken cancellationToken);

    /// <summary>The way of a block in the history of a later one.</summary>
    Task<MerkleProof> HistoryAsync(ulong height, ulong later, CancellationToken cancellationToken);

    /// <summary>The co-signers after a block, in the order of the validators' ids.</summary>
    Task<IReadOnlyList<Cosigner>> CosignersAsync(ulong height, CancellationToken cancellationToken);
}
