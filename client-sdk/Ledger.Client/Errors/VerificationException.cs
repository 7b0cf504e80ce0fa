namespace Ledger.Client;

/// <summary>A node's answer did not verify: the node lies, is damaged, or serves another chain. Nothing of the answer was used.</summary>
public sealed class VerificationException : LedgerClientException
{
    internal VerificationException(VerificationFailure failure, string what)
        : base(
            $"The node's answer does not verify ({failure}): {what} Rule: nothing counts that a quorum of the trusted validators has " +
            $"not signed (docs/spec/finality.md). What to do: check that genesis file and node address belong together, ask another " +
            $"node, and report this one to its operator.",
            isTransient: failure is VerificationFailure.StaleHead or VerificationFailure.OldHead
                or VerificationFailure.BelowCheckpoint) => Failure = failure;

    /// <summary>What did not verify.</summary>
    public VerificationFailure Failure { get; }
}
