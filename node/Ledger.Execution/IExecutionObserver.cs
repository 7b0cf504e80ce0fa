namespace Ledger.Execution;

/// <summary>
/// Watches blocks being executed, to measure where the time goes: execution itself sees no clock. Whatever it does changes no block.
/// </summary>
public interface IExecutionObserver
{
    /// <summary>Called by the chain's writer when a stage has ended.</summary>
    void OnStageEnd(ExecutionStage stage);
}
