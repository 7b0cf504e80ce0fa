using System.Globalization;
using Ledger.Interop.Tests.Server;

namespace Ledger.Interop.Tests.Foreign;

/// <summary>One server, and each foreign client's one run against it.</summary>
public sealed class ForeignClients : IAsyncLifetime
{
    private readonly InteropServer _server = new();

    public ForeignClients()
    {
        GrpcJs = new ForeignClient(
            async () => await ForeignClient.InstallAsync() ?? await ForeignClient.RunAsync("node", "node", "interop.mjs", Target));
        Python = new ForeignClient(() => ForeignClient.RunAsync("python", "/usr/bin/python3", "interop.py", Target));
    }

    internal ForeignClient GrpcJs { get; }

    internal ForeignClient Python { get; }

    private string Target => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_server.GrpcPort}");

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();
}
