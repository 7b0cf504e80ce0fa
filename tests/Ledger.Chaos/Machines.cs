using System.Diagnostics;
using System.Globalization;

namespace Ledger.Chaos;

/// <summary>
/// Machines of one consortium, a network namespace each, with two cables: one to the others, which <see cref="PartAsync"/> pulls, and one
/// by which clients reach it whatever happens to the first. Needs <c>ip</c> (Debian's iproute2) and root, in a container with
/// CAP_NET_ADMIN and CAP_SYS_ADMIN.
/// </summary>
internal sealed class Machines : IAsyncDisposable
{
    private const string Names = "ledger-m-";
    private const int NetsMax = 250;
    private const int Members = 233; // 10.233.0.0/16
    private const int Callers = 234;
    private const int Here = 254;
    private readonly List<string> _members;
    private readonly int _net = Environment.ProcessId % NetsMax;

    private Machines(IEnumerable<string> members) => _members = [.. members];

    private string Bridge => Inv($"lbr{_net}");

    private string Island => Inv($"lis{_net}");

    private string Clients => Inv($"lcl{_net}");

    /// <summary>Connects one machine for each member.</summary>
    internal static async Task<Machines> ConnectAsync(IEnumerable<string> members)
    {
        await RemoveLeftoversAsync();
        var machines = new Machines(members);
        try
        {
            foreach (var bridge in new[] { machines.Bridge, machines.Island, machines.Clients })
            {
                await IpAsync("link", "add", bridge, "type", "bridge");
                await IpAsync("link", "set", bridge, "up");
            }

            // This machine stands with the others too, so that the whole's standing can be asked for, and with the clients.
            await IpAsync("addr", "add", $"{machines.Address(Members, Here)}/24", "dev", machines.Bridge);
            await IpAsync("addr", "add", $"{machines.Address(Callers, Here)}/24", "dev", machines.Clients);

            for (var i = 0; i < machines._members.Count; i++)
            {
                await IpAsync("netns", "add", machines.NameOf(i));
                await IpAsync("-n", machines.NameOf(i), "link", "set", "lo", "up");
                await machines.CableAsync(i, "eth0", machines.CableOf(i), machines.Bridge, machines.Address(Members, i + 1));
                await machines.CableAsync(i, "eth1", Inv($"lcc{machines._net}-{i}"), machines.Clients, machines.Address(Callers, i + 1));
            }

            return machines;
        }
        catch
        {
            await machines.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the other members reach a member's machine.</summary>
    internal string AddressOf(string member) => Address(Members, _members.IndexOf(member) + 1);

    /// <summary>Where clients reach it.</summary>
    internal string ClientAddressOf(string member) => Address(Callers, _members.IndexOf(member) + 1);

    /// <summary>What a command begins with that runs on a member's machine.</summary>
    internal IReadOnlyList<string> Launcher(string member) => ["ip", "netns", "exec", NameOf(_members.IndexOf(member))];

    /// <summary>Parts these members from the others: among themselves they still reach each other, and clients reach all.</summary>
    internal async Task PartAsync(params IEnumerable<string> members)
    {
        foreach (var member in members)
        {
            await IpAsync("link", "set", CableOf(_members.IndexOf(member)), "master", Island);
        }
    }

    /// <summary>Joins all again.</summary>
    internal async Task JoinAsync()
    {
        for (var i = 0; i < _members.Count; i++)
        {
            await IpAsync("link", "set", CableOf(i), "master", Bridge);
        }
    }

    /// <summary>Takes the machines away; their cables go with them.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < _members.Count; i++)
        {
            await TryIpAsync("netns", "delete", NameOf(i));
        }

        foreach (var bridge in new[] { Bridge, Island, Clients })
        {
            await TryIpAsync("link", "delete", bridge);
        }
    }

    private async Task CableAsync(int machine, string inside, string outside, string bridge, string address)
    {
        var name = NameOf(machine);
        await IpAsync("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name);
        await IpAsync("link", "set", outside, "master", bridge);
        await IpAsync("link", "set", outside, "up");
        await IpAsync("-n", name, "addr", "add", $"{address}/24", "dev", inside);
        await IpAsync("-n", name, "link", "set", inside, "up");
    }

    private string NameOf(int machine) => Inv($"{Names}{Environment.ProcessId}-{machine}");

    private string CableOf(int machine) => Inv($"lcm{_net}-{machine}");

    private string Address(int network, int host) => Inv($"10.{network}.{_net}.{host}");

    // What a process left that was killed.
    private static async Task RemoveLeftoversAsync()
    {
        var names = (await IpAsync("netns", "list")).Split('\n').Select(static line => line.Split(' ')[0])
            .Where(static name => name.StartsWith(Names, StringComparison.Ordinal));
        foreach (var name in names)
        {
            var process = int.Parse(name[Names.Length..].Split('-')[0], CultureInfo.InvariantCulture);
            if (!Directory.Exists($"/proc/{process}"))
            {
                await IpAsync("netns", "delete", name);
                foreach (var bridge in new[] { "lbr", "lis", "lcl" })
                {
                    await TryIpAsync("link", "delete", Inv($"{bridge}{process % NetsMax}"));
                }
            }
        }
    }

    private static async Task<string> IpAsync(params string[] arguments)
    {
        var (succeeded, said) = await TryIpAsync(arguments);
        return succeeded ? said : throw new InvalidOperationException(
            $"Machines are network namespaces, which need ip (Debian's iproute2) and root, in a container with CAP_NET_ADMIN and " +
            $"CAP_SYS_ADMIN. ip {string.Join(' ', arguments)}: {said}");
    }

    private static async Task<(bool Succeeded, string Said)> TryIpAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var ip = Process.Start(start)!;
        var errors = ip.StandardError.ReadToEndAsync();
        var said = await ip.StandardOutput.ReadToEndAsync();
        await ip.WaitForExitAsync();
        return (ip.ExitCode == 0, said + await errors);
    }

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
