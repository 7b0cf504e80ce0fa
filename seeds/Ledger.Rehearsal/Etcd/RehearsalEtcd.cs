using System.Net;
using System.Net.Sockets;
using Ledger.Ordering.Etcd;
using Ledger.Ordering.Etcd.Members;
using Ledger.Storage;

namespace Ledger.Rehearsal.Etcd;

/// <summary>Three real members of an etcd on loopback, in clear, for as long as a rehearsal runs.</summary>
internal sealed class RehearsalEtcd : IAsyncDisposable
{
    private const int MembersCount = 3;
    private const int PatienceMs = 20_000; // members that start together elect a leader first
    private const string PortsFile = "ports";
    private readonly List<EtcdProcess> _processes = [];

    private RehearsalEtcd(IReadOnlyList<EtcdMember> members) => Options = new EtcdOptions
    {
        Endpoints = [.. members.Select(member => member.Client)],
        PatienceMs = PatienceMs,
    };

    /// <summary>How the validators reach it.</summary>
    internal EtcdOptions Options { get; }

    /// <summary>Starts the members where an earlier run left them, or anew.</summary>
    /// <exception cref="StorageException">The order of this rehearsal lies in the embedded engine.</exception>
    /// <exception cref="IOException">etcd is missing, or the folder cannot be used.</exception>
    internal static async Task<RehearsalEtcd> StartAsync(RehearsalFolder folder)
    {
        if (Directory.Exists(folder.EmbeddedOrder))
        {
            throw new StorageException(
                StorageError.OtherFormat,
                $"The order of {folder.Root} lies in the embedded engine. Run without --engine etcd, or with --fresh, or choose another " +
                "folder with --data.");
        }

        Directory.CreateDirectory(folder.Etcd);
        var ports = PortsOf(Path.Combine(folder.Etcd, PortsFile));
        var members = Enumerable.Range(0, MembersCount).Select(i => new EtcdMember(
            $"m{i}", new Uri($"http://127.0.0.1:{ports[2 * i]}"), new Uri($"http://127.0.0.1:{ports[(2 * i) + 1]}"))).ToList();
        var etcd = new RehearsalEtcd(members);
        foreach (var member in members)
        {
            etcd._processes.Add(await EtcdProcess.StartAsync(member, members, Path.Combine(folder.Etcd, member.Name)));
        }

        return etcd;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }

    // Members remember each other's addresses, so they stay what they were.
    private static int[] PortsOf(string file)
    {
        if (File.Exists(file))
        {
            return [.. File.ReadAllLines(file).Select(int.Parse)];
        }

        var listeners = Enumerable.Range(0, 2 * MembersCount).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        File.WriteAllLines(file, ports.Select(port => $"{port}"));
        return ports;
    }
}
