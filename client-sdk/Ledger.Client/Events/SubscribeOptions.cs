namespace Ledger.Client;

/// <summary>How events are followed.</summary>
public sealed record SubscribeOptions
{
    /// <summary>
    /// Whether each event is held against the proven receipt of its transaction, one look-up a transaction. That no event is withheld is
    /// the node's word in any case; an auditor reads whole blocks.
    /// </summary>
    public bool Verify { get; init; } = true;
}
