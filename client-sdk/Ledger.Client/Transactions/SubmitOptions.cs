using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>How one submission is made.</summary>
public sealed record SubmitOptions
{
    /// <summary>
    /// Empty, or 16 to 64 bytes under which the operation is done once: a second submission of the same calls gives the first one's
    /// outcome, one of other calls is refused (<see cref="Protocol.RefusalCode.OtherContent"/>).
    /// </summary>
    public ReadOnlyMemory<byte> BusinessKey { get; init; }

    /// <summary>
    /// Block time in UTC milliseconds after which the transaction can never land; null for the newest block time seen plus <see
    /// cref="Lifetime"/>.
    /// </summary>
    public long? NotAfter { get; init; }

    /// <summary>How long it may take to land, in block time; null for <see cref="LedgerClientOptions.Lifetime"/>.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>What to wait for: admission to the node's mempool, or finality.</summary>
    public WaitFor WaitFor { get; init; } = WaitFor.Final;

    /// <summary>
    /// Whether the finality that the node reports is proven. Without it the node's word is taken: one call instead of two.
    /// </summary>
    public bool Verify { get; init; } = true;

    /// <summary>Whether the node is asked to sign its refusal.</summary>
    public bool SignedRefusal { get; init; }
}
