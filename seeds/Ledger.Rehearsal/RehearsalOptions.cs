using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>What a rehearsal does.</summary>
public sealed record RehearsalOptions
{
    /// <summary>The folder that holds everything; made where it is not there.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether to remove what an earlier rehearsal left there first.</summary>
    public bool Fresh { get; init; }

    /// <summary>
    /// Whether the chain is of these days: a new one begins today, and the clock stands at the computer's at least. Else it is the
    /// record's.
    /// </summary>
    public bool IsNow { get; init; }

    /// <summary>Whether the order lies in three real members of etcd on this machine instead of the embedded engine.</summary>
    public bool OnEtcd { get; init; }

    /// <summary>The record to play; null plays none.</summary>
    public RecordOptions? Record { get; init; } = RecordOptions.Zhuhai;

    /// <summary>First gRPC port; each validator takes the next one. 0 takes any free ones.</summary>
    public int GrpcPort { get; init; }

    /// <summary>First gRPC-Web port, likewise; null serves none.</summary>
    public int? WebPort { get; init; }

    /// <summary>
    /// The folder of the pages for browsers, which may be built meanwhile; served on <see cref="WebPort"/>, null serves none.
    /// </summary>
    public string? WebRoot { get; init; }

    /// <summary>Transactions handed in and not yet final.</summary>
    public int InFlightMax { get; init; } = 256;
}
