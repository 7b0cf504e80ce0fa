using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Admission;

/// <summary>What admission knows of the chain: as of the newest executed block.</summary>
public interface IChainView
{
    /// <summary>The newest block's time, UTC milliseconds.</summary>
    long Time { get; }

    /// <summary>The newest final height: the newest block's, or a little below.</summary>
    ulong FinalHeight { get; }

    /// <summary>The rules that the newest block was executed under.</summary>
    uint RuleVersion { get; }

    /// <summary>The chain's limits.</summary>
    ChainLimits Limits { get; }

    /// <summary>The state.</summary>
    IStateReader State { get; }

    /// <summary>Whether this node is a validator of the present set, so that what it admits gets into the order.</summary>
    bool MayPropose { get; }

    /// <summary>Whether a transaction is in a block.</summary>
    bool HasLanded(Digest id);
}
