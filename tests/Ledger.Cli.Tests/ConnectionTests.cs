using System.Net;
using System.Net.Sockets;


namespace Ledger.Cli.Tests;

/// <summary>What stands between a person and a node is said in words that name the way out.</summary>
public sealed class ConnectionTests : CliFixture
{
    // The attack: a proxy in the environment, as in most offices, and a node on the same machine.
    [Fact]
    public async Task A_proxy_of_the_environment_never_stands_before_this_machine_and_is_named_elsewhere()
    {
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy("http://127.0.0.1:1");
        try
        {
            Assert.Equal(ExitCode.Done, (await RunAsync("status")).Code);
            Assert.Equal(ExitCode.Done, (await RunAsync("status", "--node", $"http://localhost:{Server.Address.Port}")).Code);
            var (code, _, error) = await RunAsync("status", "--node", "http://ledger.invalid:7300");
            Assert.Equal(ExitCode.Unreachable, code);
            Assert.Contains("by way of the proxy http://127.0.0.1:1 that http_proxy names", error, StringComparison.Ordinal);
            Assert.Contains("no_proxy", error, StringComparison.Ordinal);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task Https_to_a_plain_port_says_write_http() =>
        await SaysAsync($"https://127.0.0.1:{Server.Address.Port}", $"write http://127.0.0.1:{Server.Address.Port}");

    [Fact]
    public async Task A_port_of_something_else_says_so()
    {
        using var other = new Other(async stream => await stream.WriteAsync("SSH-2.0-OpenSSH\r\n"u8.ToArray()));
        await SaysAsync($"http://127.0.0.1:{other.Port}", $"write https://127.0.0.1:{other.Port}");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_says_so() => await SaysAsync("http://127.0.0.1:1", "nobody listens there");

    [Fact]
    public async Task A_node_that_says_nothing_is_given_up()
    {
        Patience = TimeSpan.FromSeconds(3);
        using var other = new Other(_ => Task.CompletedTask);
        await SaysAsync($"http://127.0.0.1:{other.Port}", "it said nothing in time");
    }

    private async Task SaysAsync(string node, string words)
    {
        var (code, output, error) = await RunAsync("status", "--node", node);
        Assert.Equal((ExitCode.Unreachable, ""), (code, output));
        Assert.True(error.Contains(words, StringComparison.Ordinal), error);
        Assert.Contains("What to do", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }

    /// <summary>A port on which something other than a node answers each connection, and leaves it open.</summary>
    private sealed class Other : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> _clients = [];
        private readonly Task _serving;

        internal Other(Func<NetworkStream, Task> answer)
        {
            _listener.Start();
            _serving = ServeAsync(answer);
        }

        internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose()
        {
            _listener.Stop();
            _clients.ForEach(client => client.Dispose());
        }

        private async Task ServeAsync(Func<NetworkStream, Task> answer)
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                await answer(client.GetStream());
            }
        }
    }
}
