using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Ledger.EndToEnd.Tests.Computers;

/// <summary>
/// A PC: a network namespace whose one cable ends at this machine, where a port leads to a node. It reaches nothing else, this machine's
/// loopback neither.
/// </summary>
internal sealed class Computer : IDisposable
{
    private const string Names = "ledger-pc-";
    private readonly TcpForwarder _node;

    private Computer(string name, IPAddress address, IPEndPoint node) => (Name, _node) = (name, new TcpForwarder(address, node));

    /// <summary>The namespace's name.</summary>
    internal string Name { get; }

    /// <summary>Where the node is, as the PC sees it.</summary>
    internal string Node => $"http://{_node.At}";

    /// <summary>Makes a PC with a cable.</summary>
    /// <param name="number">Which of this process's, from 0.</param>
    /// <param name="node">What the cable leads to.</param>
    internal static Computer Connect(int number, IPEndPoint node)
    {
        RemoveLeftovers();

        // One net of four addresses for each, in 10.231.0.0/16: of two processes' others.
        var net = ((Environment.ProcessId * 4) + number) % (1 << 14);
        string Address(int host) => string.Create(CultureInfo.InvariantCulture, $"10.231.{net >> 6}.{((net & 63) * 4) + host}");
        var name = string.Create(CultureInfo.InvariantCulture, $"{Names}{Environment.ProcessId}-{number}");
        var cable = string.Create(CultureInfo.InvariantCulture, $"lpc{Environment.ProcessId}-{number}");
        Ip("netns", "add", name);
        try
        {
            Ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name);
            Ip("addr", "add", $"{Address(1)}/30", "dev", cable);
            Ip("link", "set", cable, "up");
            Ip("-n", name, "addr", "add", $"{Address(2)}/30", "dev", "eth0");
            Ip("-n", name, "link", "set", "eth0", "up");
            return new Computer(name, IPAddress.Parse(Address(1)), node);
        }
        catch
        {
            Ip("netns", "delete", name);
            throw;
        }
    }

    /// <summary>Takes the PC away; its cable goes with it.</summary>
    public void Dispose()
    {
        _node.Dispose();
        Ip("netns", "delete", Name);
    }

    // What a test process left that was killed.
    private static void RemoveLeftovers()
    {
        var names = Ip("netns", "list").Split('\n').Select(line => line.Split(' ')[0])
            .Where(name => name.StartsWith(Names, StringComparison.Ordinal));
        foreach (var name in names)
        {
            var process = int.Parse(name[Names.Length..].Split('-')[0], CultureInfo.InvariantCulture);
            if (!Directory.Exists($"/proc/{process}"))
            {
                Ip("netns", "delete", name);
            }
        }
    }

    private static string Ip(params string[] arguments)
    {
        const string Needs = "Two PCs are two network namespaces, which need `ip` (Debian's iproute2; ./test installs it) and root, in a " +
            "container with CAP_NET_ADMIN and CAP_SYS_ADMIN";
        var start = new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{Needs}. ip {string.Join(' ', arguments)}: {error}");
            return output;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Fail($"{Needs}. {e.Message}");
            throw;
        }
    }
}
