namespace Ledger.Server.Configuration;

/// <summary>What both configurations say of how clients are served.</summary>
internal interface IServedConfiguration
{
    /// <summary>The folder of all data.</summary>
    string Data { get; }

    /// <summary>The gRPC port.</summary>
    int GrpcPort { get; }

    /// <summary>The port for browsers.</summary>
    int? WebPort { get; }

    /// <summary>The folder of the pages.</summary>
    string? WebRoot { get; }

    /// <summary>Origins of other servers whose pages may call.</summary>
    IReadOnlyList<string> WebOrigins { get; }

    /// <summary>The certificate for clients.</summary>
    ConfiguredTls? Tls { get; }

    /// <summary>Where traces are sent.</summary>
    ConfiguredTraces? Traces { get; }

    /// <summary>Whom the node serves.</summary>
    ConfiguredAccess Access { get; }
}
