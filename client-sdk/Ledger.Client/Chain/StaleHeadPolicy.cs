namespace Ledger.Client;

/// <summary>What a client does with a head that is older than <see cref="LedgerClientOptions.MaxHeadAge"/>.</summary>
public enum StaleHeadPolicy
{
    /// <summary>
    /// Takes it, says so in the result's freshness, logs a warning, and calls <see cref="LedgerClientOptions.OnStaleHead"/>.
    /// </summary>
    Warn = 0,

    /// <summary>Refuses it: <see cref="VerificationFailure.OldHead"/>.</summary>
    Refuse = 1,
}
