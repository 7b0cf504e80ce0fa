namespace Ledger.Node;

/// <summary>How a node watches what expires, and which bonds are late in being returned.</summary>
public sealed record ExpiryOptions
{
    /// <summary>
    /// Shortest time between two looks at the state, in milliseconds, by block time and by the node's own pace: a minute. Zero watches
    /// nothing.
    /// </summary>
    public long IntervalMs { get; init; } = 60_000;

    /// <summary>
    /// Entries of the state walked in one look, of what expires and of revealed guarantees each. More than that take several looks, and the
    /// gauges follow after the last.
    /// </summary>
    public int EntriesMax { get; init; } = 1_000;

    /// <summary>The TLS certificates that this node depends on, which do not stand on the chain.</summary>
    public IReadOnlyList<WatchedTlsCertificate> TlsCertificates { get; init; } = [];
}

/// <summary>A TLS certificate whose end is watched.</summary>
/// <param name="Subject">Whose it is.</param>
/// <param name="NotAfterMs">Last instant of its validity, UTC milliseconds.</param>
public sealed record WatchedTlsCertificate(string Subject, long NotAfterMs);
