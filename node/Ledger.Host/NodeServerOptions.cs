using System.Net;
using Ledger.Api;
using Ledger.Sessions;

namespace Ledger.Host;

/// <summary>Where and how a node is served.</summary>
public sealed record NodeServerOptions
{
    /// <summary>The address to listen on; loopback unless an operator says otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for gRPC over clear-text HTTP/2; 0 takes any free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Port for gRPC-Web over HTTP/1.1, for browsers; null serves none, 0 takes any free one.</summary>
    public int? WebPort { get; init; }

    /// <summary>Connections served at a time, a caller's part of them (<see cref="ApiOptions.PartOf"/>) to one.</summary>
    public int ConnectionsMax { get; init; } = 4_096;

    /// <summary>Limits of the service.</summary>
    public ApiOptions Api { get; init; } = new();

    /// <summary>Limits of scan sessions.</summary>
    public ScanSessionOptions Sessions { get; init; } = new();

    /// <summary>Whose certificates count for which act in a scan session; null asks the chain's trust list.</summary>
    public IScanAcceptance? Acceptance { get; init; }
}
