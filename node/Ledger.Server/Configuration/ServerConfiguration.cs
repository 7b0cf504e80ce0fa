using Ledger.Mail;
using Ledger.Node;

namespace Ledger.Server.Configuration;

/// <summary>
/// What the configuration of <c>ledger serve</c> says (<see cref="ConfigurationFile"/>). Paths are those of the file's folder.
/// </summary>
public sealed record ServerConfiguration : IServedConfiguration
{
    /// <summary>The chain's genesis file.</summary>
    public required string Genesis { get; init; }

    /// <summary>The folder of all data: one folder for each validator, <c>ordering</c>, <c>locks</c> and <c>logs</c>.</summary>
    public required string Data { get; init; }

    /// <summary>The validators that run in this process, on the embedded ordering engine: all of the chain's.</summary>
    public required IReadOnlyList<ConfiguredValidator> Validators { get; init; }

    /// <summary>The address to listen on.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The first validator's gRPC port; each other takes the next one. 0 takes any free ones.</summary>
    public int GrpcPort { get; init; } = 7300;

    /// <summary>The first gRPC-Web port, for browsers, likewise; none is served where this is absent.</summary>
    public int? WebPort { get; init; }

    /// <summary>The folder of the pages that are served there; none are where this is absent.</summary>
    public string? WebRoot { get; init; }

    /// <summary>Origins of other servers whose pages may call the node from a browser; none where this is absent.</summary>
    public IReadOnlyList<string> WebOrigins { get; init; } = [];

    /// <summary>The port where Prometheus finds what the process measures; none is served where this is absent.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>The address of that port: this machine's alone, unless the network keeps others away.</summary>
    public string MetricsAddress { get; init; } = "127.0.0.1";

    /// <summary>Where traces of transactions are sent; nowhere where this is absent.</summary>
    public ConfiguredTraces? Traces { get; init; }

    /// <summary>An idle chain makes a block after this long, in milliseconds.</summary>
    public int HeartbeatMs { get; init; } = new NodeOptions().HeartbeatMs;

    /// <summary>Heights whose state can still be read; 0 keeps all.</summary>
    public ulong StateHeightsKept { get; init; }

    /// <summary>Limits of letters and documents.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>The certificate by which clients are served over TLS; in clear where this is absent.</summary>
    public ConfiguredTls? Tls { get; init; }

    /// <summary>Whom the nodes serve; each counts its callers' calls by itself.</summary>
    public ConfiguredAccess Access { get; init; } = new();

    /// <summary>Reads a configuration file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">What counts in place of its settings.</param>
    /// <exception cref="InvalidDataException">It is no configuration; the message says what is wrong, and where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static ServerConfiguration Read(string path, SettingOverrides overrides)
    {
        var (read, folder) = ConfigurationFile.Read<ServerConfiguration>(path, overrides);
        return read.At(folder);
    }

    private ServerConfiguration At(string folder) => this with
    {
        Genesis = Path.Combine(folder, Genesis),
        Data = Path.Combine(folder, Data),
        Tls = Tls?.At(folder),
        WebRoot = WebRoot is null ? null : Path.Combine(folder, WebRoot),
        Validators = [.. Validators.Select(one => one.At(folder))],
    };
}
