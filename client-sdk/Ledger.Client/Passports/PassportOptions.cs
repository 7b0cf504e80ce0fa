using Ledger.Protocol.V1;

namespace Ledger.Client.Passports;

/// <summary>What goes into a passport beside the record.</summary>
public sealed record PassportOptions
{
    /// <summary>The checkpoint: a final height that the node keeps; 0 for the newest.</summary>
    public ulong Height { get; init; }

    /// <summary>
    /// Salt and terms of a guarantee that is still sealed, from somebody who holds them: the passport then shows the terms before anyone
    /// else can. Leave null otherwise; those of a revealed guarantee are found on the chain.
    /// </summary>
    public PassportOpening? Opening { get; init; }

    /// <summary>Whether the genesis file goes in, for readers who know only its hash.</summary>
    public bool WithGenesis { get; init; }
}
