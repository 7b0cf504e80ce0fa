using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Host;
using Ledger.Mail;
using Ledger.Terminal;
using Microsoft.Extensions.Logging;

namespace Ledger.Server.Configuration;

/// <summary>A configuration whose faults are looked for, all of them, and whose files are open until it is disposed of.</summary>
internal abstract class CheckedFile : IDisposable
{
    private readonly List<X509Certificate2> _certificates = [];

    private protected CheckedFile(string data) => (Logs, Keys) = (Path.Combine(data, "logs"), new OpenedKeys(Faults));

    /// <summary>Where the logs go.</summary>
    internal string Logs { get; }

    /// <summary>Where Prometheus finds what the process measures; null where it does not.</summary>
    internal IPEndPoint? Metrics { get; private set; }

    /// <summary>Serves that; null where it is not to be served. After the nodes, whose folders it looks at.</summary>
    /// <exception cref="AddressTakenException">The port is taken, or may not be used.</exception>
    internal async Task<MetricsServer?> ServeMetricsAsync(ILoggerFactory logging, CancellationToken cancellationToken) =>
        Metrics is null ? null : await MetricsServer.StartAsync(Metrics, Logs, logging, cancellationToken);

    /// <summary>Where traces are sent; null where none are.</summary>
    internal Uri? Collector { get; private set; }

    /// <summary>Begins to send traces; null where none are sent. Before the nodes.</summary>
    internal TraceExport? ExportTraces() => Collector is null ? null : TraceExport.Start(Collector);

    private protected List<string> Faults { get; } = [];

    private protected OpenedKeys Keys { get; }

    /// <summary>Checks everything that can be checked while the node does not run.</summary>
    /// <exception cref="CliException">Something is wrong; the message names every fault, a line each.</exception>
    private protected static T Checked<T>(T opened)
        where T : CheckedFile
    {
        try
        {
            opened.Check();
            return opened.Faults.Count == 0 ? opened : throw CliException.Usage(string.Join('\n', opened.Faults));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Keys.Dispose();
        _certificates.ForEach(certificate => certificate.Dispose());
    }

    private protected abstract void Check();

    private protected void CheckMail(MailOptions mail)
    {
        Faults.AddRange(mail.Mailbox.Problems().Select(problem => $"mail.mailbox: {problem}"));
        Faults.AddRange(mail.Documents.Problems().Select(problem => $"mail.documents: {problem}"));
    }

    // The pages themselves may be missing: they are built, or copied there, whenever it suits.
    private protected NodeServerOptions ServerOf(IServedConfiguration served, IPAddress? address)
    {
        var options = new NodeServerOptions
        {
            Address = address ?? IPAddress.Loopback,
            GrpcPort = served.GrpcPort,
            WebPort = served.WebPort,
            WebRoot = served.WebRoot,
            WebOrigins = served.WebOrigins,
            Tls = served.Tls is { } shown ? CertificateOf("tls", shown.Certificate, shown.Key) : null,
            Access = CheckedAccess.Read(served.Access, Faults),
        };
        CheckTraces(served.Traces);
        Faults.AddRange(options.WebProblems());
        if (served.WebRoot is { } root && (IsWithin(served.Data, root) || IsWithin(root, served.Data)))
        {
            Faults.Add(
                "web_root: it and the folder of the data lie one in the other, and what lies in web_root anyone may read. Keep them " +
                "apart.");
        }

        return options;
    }

    private static bool IsWithin(string inner, string outer) => FolderOf(inner).StartsWith(FolderOf(outer), StringComparison.Ordinal);

    private static string FolderOf(string path) => $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))}/";

    private protected IPAddress? AddressOf(string name, string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        Faults.Add($"{name}: {text} is no IP address; write 127.0.0.1, or 0.0.0.0 for every one of this machine.");
        return null;
    }

    private protected void CheckMetrics(int? port, string address)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
        {
            Faults.Add($"metrics_port: it is {port}, and must be between 0 and {IPEndPoint.MaxPort}.");
        }
        else if (AddressOf("metrics_address", address) is { } found && port is { } number)
        {
            Metrics = new IPEndPoint(found, number);
        }
    }

    // A trace says when somebody sent something: in clear it leaves no machine.
    private void CheckTraces(ConfiguredTraces? traces)
    {
        if (traces is null)
        {
            return;
        }

        if (traces.OneIn < 1)
        {
            Faults.Add($"traces.one_in: it is {traces.OneIn}, and must be at least 1, which traces every transaction.");
        }

        if (!Uri.TryCreate(traces.Collector, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
        {
            Faults.Add($"traces.collector: '{traces.Collector}' is no address of a collector; write http://127.0.0.1:4318/.");
        }
        else if (collector is { Scheme: "http", IsLoopback: false })
        {
            Faults.Add("traces.collector: traces say when somebody bids, and go in clear to this machine alone. Use https.");
        }
        else
        {
            Collector = collector;
        }
    }

    private protected X509Certificate2? CertificateOf(string name, string certificate, string key)
    {
        X509Certificate2? read = null;
        Try($"{name}.certificate, {name}.key: {certificate}", () => read = X509Certificate2.CreateFromPemFile(certificate, key));
        if (read is not null)
        {
            _certificates.Add(read);
        }

        return read;
    }

    private protected void Try(string what, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            Faults.Add($"{what} cannot be read: {e.Message}");
        }
    }
}
