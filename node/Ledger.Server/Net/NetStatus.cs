using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Ledger.Certificates;
using Ledger.Protocol;
using Ledger.Protocol.Terms;
using Ledger.Protocol.V1;
using Ledger.Server.Founding;

namespace Ledger.Server.Net;

/// <summary>How a whole consortium of this machine stands, as its processes, its nodes and its etcd say it themselves.</summary>
internal sealed record NetStatus
{
    private const int DaysNear = 60;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    /// <summary>Each node, by name.</summary>
    internal required IReadOnlyList<NodeStanding> Nodes { get; init; }

    /// <summary>Each member of the etcd, by name.</summary>
    internal required IReadOnlyList<EtcdStanding> Etcd { get; init; }

    /// <summary>Certificates with dates that count, the first to end first.</summary>
    internal required IReadOnlyList<(string Member, string File, DateTimeOffset NotAfter)> Certificates { get; init; }

    /// <summary>Bytes that are free where the consortium lies.</summary>
    internal required long FreeBytes { get; init; }

    /// <summary>The highest height that any node shows as final; 0 where none answers.</summary>
    internal ulong Final => Nodes.Max(node => node.Header?.Height ?? 0);

    /// <summary>What is not as it should be, in both languages.</summary>
    internal IEnumerable<(string English, string Chinese)> Faults(DateTimeOffset now)
    {
        foreach (var (name, standing) in Nodes.Select(node => ($"{node.Member.Name}'s node", node.Standing))
            .Concat(Etcd.Select(etcd => ($"{etcd.Member.Name}'s etcd member", etcd.Standing))))
        {
            if (standing != ProcessStanding.Running)
            {
                yield return ($"{name} is {Words(standing).English}.", $"{name}：{Words(standing).Chinese}。");
            }
        }

        foreach (var node in Nodes.Where(node => node.Standing == ProcessStanding.Running && node.Status is null))
        {
            yield return ($"{node.Member.Name}'s node runs and does not answer.", $"{node.Member.Name} 的节点在运行但没有应答。");
        }

        // Two final blocks at one height: more than a third of the votes lie, or a store is damaged. It must never be passed over.
        foreach (var group in Nodes.Where(node => node.Header is not null).GroupBy(node => node.Header!.Height)
            .Where(group => group.DistinctBy(node => node.Status!.Header).Count() > 1))
        {
            var names = group.Select(node => node.Member.Name).ToList();
            yield return (
                $"{string.Join(", ", names)} show different final blocks at height {group.Key}: stop, and compare them.",
                $"{string.Join("、", names)} 在高度 {group.Key} 的最终区块不同：请停止并核对。");
        }

        if (Etcd.Count(etcd => etcd.HasLeader) is var led && led * 2 <= Etcd.Count)
        {
            yield return (
                $"Only {led} of {Etcd.Count} etcd members see a leader: nothing is ordered until a majority runs.",
                $"{Etcd.Count} 个 etcd 成员中仅 {led} 个有领导者：多数恢复前不会排序。");
        }

        foreach (var (member, file, notAfter) in Certificates.Where(one => one.NotAfter - now < TimeSpan.FromDays(DaysNear)))
        {
            yield return (
                $"{member}/{file} ends on {notAfter:yyyy-MM-dd}: have a new one issued before.",
                $"{member}/{file} 将于 {notAfter:yyyy-MM-dd} 到期：请提前换发。");
        }
    }

    internal static (string English, string Chinese) Words(ProcessStanding standing) =>
        ($"{standing}".ToLower(CultureInfo.InvariantCulture), ChineseTerms.Of(nameof(ProcessStanding), $"{standing}")!);

    /// <summary>Looks at everything at once; what does not answer in ten seconds is said not to.</summary>
    internal static async Task<NetStatus> ReadAsync(ConsortiumNet net, CancellationToken cancellationToken)
    {
        var nodes = net.Members.Select(member => NodeAsync(member, cancellationToken)).ToList();
        var etcd = net.Members.Where(member => member.Etcd is not null).Select(member => EtcdAsync(member, cancellationToken)).ToList();
        return new NetStatus
        {
            Nodes = await Task.WhenAll(nodes),
            Etcd = await Task.WhenAll(etcd),
            Certificates = [.. net.Members.SelectMany(CertificatesOf).OrderBy(one => one.NotAfter)],
            FreeBytes = new DriveInfo(net.Members[0].Folder).AvailableFreeSpace,
        };
    }

    private static async Task<NodeStanding> NodeAsync(NetMember member, CancellationToken cancellationToken)
    {
        var process = member.Node.Process;
        var status = process.Standing == ProcessStanding.Running ? await ConsortiumNet.AskAsync(member, cancellationToken) : null;
        var header = status is not null && BlockHeader.TryDecode(status.Header.Span, out var read) ? read : null;
        return new NodeStanding(member, process.Standing, process.Id, status, header, BytesIn(member.Configuration.Data));
    }

    private static async Task<EtcdStanding> EtcdAsync(NetMember member, CancellationToken cancellationToken)
    {
        var process = member.Etcd!.Process;
        var figures = process.Standing == ProcessStanding.Running ? await FiguresAsync(member, cancellationToken) : null;
        long? Figure(string name) => figures?.GetValueOrDefault(name) is { } value ? (long)value : null;
        return new EtcdStanding(member, process.Standing, process.Id)
        {
            HasLeader = Figure("etcd_server_has_leader") == 1,
            IsLeader = Figure("etcd_server_is_leader") == 1,
            StoreBytes = Figure("etcd_mvcc_db_total_size_in_bytes"),
            MemoryBytes = Figure("process_resident_memory_bytes"),
        };
    }

    // What a member says of itself to Prometheus; null where it does not answer.
    private static async Task<Dictionary<string, double?>?> FiguresAsync(NetMember member, CancellationToken cancellationToken)
    {
        using var certificate = X509Certificate2.CreateFromPemFile(
            Path.Combine(member.Folder, FoundingFolder.EtcdNodeCertificate), Path.Combine(member.Folder, FoundingFolder.EtcdNodeKey));
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = AnswerMax };
        handler.SslOptions.ClientCertificates = [certificate];
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(
            Path.Combine(member.Folder, FoundingFolder.EtcdAuthority));
        using var client = new HttpClient(handler) { Timeout = AnswerMax };
        try
        {
            var text = await client.GetStringAsync(new Uri(member.EtcdAddress!, "/metrics"), cancellationToken);
            return text.Split('\n').Where(line => line.Length > 0 && line[0] != '#' && !line.Contains('{'))
                .Select(line => line.Split(' ')).Where(pair => pair.Length == 2)
                .ToDictionary(
                    pair => pair[0],
                    pair => double.TryParse(pair[1], CultureInfo.InvariantCulture, out var value) ? value : (double?)null,
                    StringComparer.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // The TLS certificates between nodes are not among them: their keys count, their dates do not (ADR 0033).
    private static IEnumerable<(string Member, string File, DateTimeOffset NotAfter)> CertificatesOf(NetMember member)
    {
        string[] names = [FoundingFolder.EtcdAuthority, FoundingFolder.EtcdNodeCertificate, FoundingFolder.EtcdMemberCertificate];
        foreach (var name in names.Where(name => File.Exists(Path.Combine(member.Folder, name))))
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(member.Folder, name));
            yield return (member.Name, name, certificate.NotAfter);
        }

        var own = Path.Combine(member.Folder, FoundingFolder.MemberCertificate);
        if (File.Exists(own) && Certificate.TryParse(File.ReadAllBytes(own), out var signing, out _))
        {
            yield return (member.Name, FoundingFolder.MemberCertificate, DateTimeOffset.FromUnixTimeMilliseconds(signing.NotAfterMs));
        }
    }

    // A file may go while they are counted: the store puts several together.
    private static long BytesIn(string folder) => !Directory.Exists(folder) ? 0
        : new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Sum(file => file.Exists ? file.Length : 0);
}

/// <summary>How a node stands.</summary>
/// <param name="Member">Whose it is.</param>
/// <param name="Standing">What has become of its process.</param>
/// <param name="Id">Its process; null where it does not run.</param>
/// <param name="Status">What it says of itself; null where it does not answer.</param>
/// <param name="Header">Its newest final block.</param>
/// <param name="Bytes">What its data takes on disk.</param>
internal sealed record NodeStanding(
    NetMember Member, ProcessStanding Standing, int? Id, NodeStatus? Status, BlockHeader? Header, long Bytes)
{
    /// <summary>The names of the validators whose signatures make its newest final block final.</summary>
    internal IReadOnlyList<string> Voters => Status is null ? [] :
    [
        .. Status.Validators.Validators.Where(one => Status.Certificate?.Votes.Any(vote => vote.Validator.Equals(one.Id)) == true)
            .Select(one => one.Name),
    ];
}

/// <summary>How a member of the etcd stands.</summary>
/// <param name="Member">Whose it is.</param>
/// <param name="Standing">What has become of its process.</param>
/// <param name="Id">Its process; null where it does not run.</param>
internal sealed record EtcdStanding(NetMember Member, ProcessStanding Standing, int? Id)
{
    internal bool HasLeader { get; init; }

    internal bool IsLeader { get; init; }

    /// <summary>Its store on disk; null where it does not answer.</summary>
    internal long? StoreBytes { get; init; }

    /// <summary>Its memory; null where it does not answer.</summary>
    internal long? MemoryBytes { get; init; }
}
