namespace Ledger.Execution;

/// <summary>
/// Watches blocks being executed, to measure where the time goes: execution itself sees no clock. Whatever it does changes no block.
/// </summary>
public interface IExecutionObserver
{
    /// <summary>Called by the chain's writer when a stage has ended.</summary>
    void OnStageEnd(ExecutionStage stage);
}

/// <summary>What the execution of one block consists of, in order.</summary>
public enum ExecutionStage
{
    /// <summary>Decoding the batch and its transactions, finding their signers.</summary>
    Read,

    /// <summary>Checking the signatures.</summary>
    VerifySignatures,

    /// <summary>Running the calls in order, and checking the invariants on what each transaction changed.</summary>
    RunCalls,

    /// <summary>Applying the changes to the state's tree and hashing it.</summary>
    PrepareState,

    /// <summary>The roots over transactions and receipts, and the header.</summary>
    MakeHeader,
}
