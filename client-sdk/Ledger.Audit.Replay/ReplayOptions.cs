using Ledger.Contracts;

namespace Ledger.Audit.Replay;

/// <summary>How a chain is executed again.</summary>
public sealed record ReplayOptions
{
    /// <summary>A file that is not there, for the state; it is gone afterwards.</summary>
    public required string StateFile { get; init; }

    /// <summary>Most nodes of the state's tree in memory between two blocks: some 150 bytes each, 600,000 by default.</summary>
    public int NodesInMemoryMax { get; init; } = 600_000;

    /// <summary>What executes a call: the contracts, unless a test wants a fault.</summary>
    public CallHandler Calls { get; init; } = ContractDispatcher.Execute;
}
