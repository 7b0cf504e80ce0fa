using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Nethereum.JsonRpc.Client;
using Nethereum.Web3;
using Nethereum.Web3.Accounts;

namespace Ledger.Anchor.Tests;

/// <summary>A chain of an EVM's own on this machine, by npm's anvil, and the contracts as npm's solc compiles them.</summary>
public sealed class Anvil : IAsyncLifetime
{
    // The first account of every anvil: its secret is in the program's manual.
    internal const string RichSecret = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static readonly SemaphoreSlim Compiling = new(1);
    private Process? _process;

    internal static string Folder => Repository.PathOf("contracts/evm");

    internal Uri Address { get; private set; } = null!;

    internal Web3 Web3 { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await CompileAsync();
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}");
        Web3 = Web3Of(RichSecret);
        var start = new ProcessStartInfo(Tool("anvil"), ["--port", $"{port}", "--silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        for (var tries = 0; ; tries++)
        {
            try
            {
                await Web3.Eth.ChainId.SendRequestAsync();
                return;
            }
            catch (RpcClientUnknownException) when (tries < 300 && !_process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public Task DisposeAsync()
    {
        // npm's program starts the genuine one, which ends with it alone where both are ended.
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        return Task.CompletedTask;
    }

    internal static string Tool(string name) => Path.Combine(Folder, "node_modules", ".bin", name);

    /// <summary>Fetches the compiler where it is not there yet, and compiles the contracts.</summary>
    internal static async Task CompileAsync()
    {
        await Compiling.WaitAsync();
        try
        {
            var failed = await ProgramRun.InstallAsync(Folder);
            Assert.True(failed is null, failed?.Said);
            var run = await ProgramRun.InAsync(Folder, Tool("forge"), ["build"]);
            Assert.True(run.Succeeded, run.Said);
        }
        finally
        {
            Compiling.Release();
        }
    }

    /// <summary>Where forge put a compiled contract.</summary>
    internal static string ArtifactOf(string contract) => Path.Combine(Folder, "bin", "forge", $"{contract}.sol", $"{contract}.json");

    internal Web3 Web3Of(string secret) => new(new Account(secret), Address.ToString());

    /// <summary>A method of anvil's own, or of any node's.</summary>
    internal Task<object?> AskAsync(string method, params object[] parameters) =>
        Web3.Client.SendRequestAsync<object?>(new RpcRequest(1, method, parameters));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
