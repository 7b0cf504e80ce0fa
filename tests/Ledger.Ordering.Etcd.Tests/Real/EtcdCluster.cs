using System.Net;
using System.Net.Sockets;
using Ledger.Ordering.Etcd.Members;

namespace Ledger.Ordering.Etcd.Tests.Real;

/// <summary>Members of a real etcd on loopback, each a process with a folder of its own.</summary>
internal sealed class EtcdCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-etcd-").FullName;
    private readonly EtcdTlsFiles? _tls;
    private readonly Dictionary<string, EtcdProcess> _running = [];

    internal EtcdCluster(int members, Func<string, EtcdTlsFiles>? tls = null, long? quotaBytes = null)
    {
        _tls = tls?.Invoke(_folder);
        var scheme = _tls is null ? "http" : "https";
        var ports = FreePorts(2 * members);
        Members = [.. Enumerable.Range(0, members).Select(i => new EtcdMember(
            $"m{i}", new Uri($"{scheme}://127.0.0.1:{ports[2 * i]}"), new Uri($"{scheme}://127.0.0.1:{ports[(2 * i) + 1]}"))
        {
            QuotaBytes = quotaBytes ?? 4L * 1024 * 1024 * 1024,
        })];
    }

    internal IReadOnlyList<EtcdMember> Members { get; }

    internal string FolderOf(EtcdMember member) => Path.Combine(_folder, member.Name);

    internal async Task StartAsync(params EtcdMember[] members)
    {
        foreach (var member in members.Length == 0 ? Members : members)
        {
            _running[member.Name] = await EtcdProcess.StartAsync(member, Members, FolderOf(member), _tls);
        }
    }

    internal async Task KillAsync(EtcdMember member)
    {
        await _running[member.Name].DisposeAsync();
        _running.Remove(member.Name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running.Values)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Stop());
        }
    }
}
