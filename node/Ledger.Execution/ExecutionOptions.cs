using Ledger.Contracts;

namespace Ledger.Execution;

/// <summary>How a node executes; never what comes out of it.</summary>
public sealed record ExecutionOptions
{
    /// <summary>How many cores check the signatures of one batch, 1 or more.</summary>
    public int VerifyParallelism { get; init; } = 1;

    /// <summary>Signatures that one core takes at a time.</summary>
    public int VerifyChunk { get; init; } = 32;

    /// <summary>What executes a call; the same on every node of a chain, and for a chain's auditors.</summary>
    public CallHandler Calls { get; init; } = ContractDispatcher.Execute;

    /// <summary>Told as the stages of a block end; null where nobody measures.</summary>
    public IExecutionObserver? Observer { get; init; }
}
