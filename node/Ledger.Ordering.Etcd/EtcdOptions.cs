using System.Security.Cryptography.X509Certificates;

namespace Ledger.Ordering.Etcd;

/// <summary>How a node reaches the members' etcd, and how it shares it with the others.</summary>
public sealed record EtcdOptions
{
    /// <summary>Most members of an etcd that a node may name.</summary>
    public const int EndpointsMax = 9;

    /// <summary>The members' client addresses, the nearest first: <c>https://host:2379</c>.</summary>
    public required IReadOnlyList<Uri> Endpoints { get; init; }

    /// <summary>What every key begins with, so that the etcd may keep other things too.</summary>
    public string KeyPrefix { get; init; } = "ledger/";

    /// <summary>The certificates that the members' own must lead to; none asks the machine's.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>This node's certificate with its key; null where the etcd asks for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>After this long without an answer the next member is asked, in milliseconds: longer than an election takes.</summary>
    public int AttemptMs { get; init; } = 2_000;

    /// <summary>After this long without an answer of any member the node is told so, in milliseconds. It may ask again.</summary>
    public int PatienceMs { get; init; } = 5_000;

    /// <summary>How often the newest number is asked for where no watch tells of one, in milliseconds.</summary>
    public int PollMs { get; init; } = 1_000;

    /// <summary>
    /// How long a node lets each that comes before it at a number go first, once it has lost one, in milliseconds: as long as a create and
    /// its notice take.
    /// </summary>
    public int TurnMs { get; init; } = 4;

    /// <summary>
    /// How long etcd remembers that a validator's key runs here after it last heard so, in seconds. A process that was killed and starts
    /// elsewhere waits so long.
    /// </summary>
    public int FenceSeconds { get; init; } = 3;

    /// <summary>What is wrong with them, a line each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Endpoints.Count is 0 or > EndpointsMax)
        {
            yield return $"endpoints: {Endpoints.Count} are named; 1 to {EndpointsMax} are needed, one for each member of the etcd.";
        }

        foreach (var endpoint in Endpoints)
        {
            if (endpoint.Scheme is not ("http" or "https") || endpoint.PathAndQuery != "/")
            {
                yield return $"endpoints: {endpoint} is no address of a member; write https://host:2379.";
            }
            else if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
            {
                yield return $"endpoints: {endpoint} is not on this machine and not TLS: whoever is on the way could fill the order. " +
                    "Write https.";
            }
        }

        if (Endpoints.Distinct().Count() < Endpoints.Count)
        {
            yield return "endpoints: one is named twice.";
        }

        if (Certificate is { HasPrivateKey: false })
        {
            yield return "certificate: it comes without its key.";
        }

        if (FenceSeconds is < 1 or > 60)
        {
            yield return $"fence_seconds: it is {FenceSeconds}, and must be between 1 and 60.";
        }

        foreach (var (name, value) in new[]
            { ("attempt_ms", AttemptMs), ("patience_ms", PatienceMs), ("poll_ms", PollMs), ("turn_ms", TurnMs) })
        {
            if (value is < 1 or > 600_000)
            {
                yield return $"{name}: it is {value}, and must be between 1 and 600000.";
            }
        }
    }

    /// <exception cref="ArgumentException">The options have faults; the message names each.</exception>
    internal void RequireSound()
    {
        if (string.Join('\n', Problems()) is { Length: > 0 } problems)
        {
            throw new ArgumentException(problems);
        }
    }
}
