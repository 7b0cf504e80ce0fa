using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>The newest final block, proven, and what the node says of itself, which is its word.</summary>
public sealed record ChainStatus
{
    /// <summary>Height of the newest final block.</summary>
    public required ulong Height { get; init; }

    /// <summary>Its time, UTC milliseconds.</summary>
    public required long BlockTime { get; init; }

    /// <summary>How old it is by the client's clock.</summary>
    public required HeadFreshness Freshness { get; init; }

    /// <summary>Its hash.</summary>
    public required Digest BlockHash { get; init; }

    /// <summary>The state root after it.</summary>
    public required Digest StateRoot { get; init; }

    /// <summary>The validators that finalised it.</summary>
    public required ValidatorSet Validators { get; init; }

    /// <summary>The node's own word.</summary>
    public required NodeStatus Node { get; init; }
}
