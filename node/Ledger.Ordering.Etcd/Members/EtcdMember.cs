namespace Ledger.Ordering.Etcd.Members;

/// <summary>One member of an etcd.</summary>
/// <param name="Name">Its name within the etcd.</param>
/// <param name="Client">Where nodes reach it.</param>
/// <param name="Peer">Where the other members reach it.</param>
public sealed record EtcdMember(string Name, Uri Client, Uri Peer)
{
    /// <summary>Largest file of its data, in bytes; at it the etcd takes nothing more.</summary>
    public long QuotaBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// The flags that a member runs with (docs/operations/etcd.md says why each): elections in a third of a second, little memory for
    /// recent entries, and old revisions compacted by itself.
    /// </summary>
    /// <param name="all">Every member, this one too.</param>
    /// <param name="data">Its data directory.</param>
    /// <param name="log">The file that it logs to.</param>
    /// <param name="tls">Its certificates; null for members of one machine, which talk in clear.</param>
    public IReadOnlyList<string> Flags(IEnumerable<EtcdMember> all, string data, string log, EtcdTlsFiles? tls = null)
    {
        ArgumentNullException.ThrowIfNull(all);
        List<string> flags =
        [
            $"--name={Name}",
            $"--data-dir={data}",
            $"--listen-client-urls={Text(Client)}",
            $"--advertise-client-urls={Text(Client)}",
            $"--listen-peer-urls={Text(Peer)}",
            $"--initial-advertise-peer-urls={Text(Peer)}",
            $"--initial-cluster={string.Join(',', all.Select(member => $"{member.Name}={Text(member.Peer)}"))}",
            "--initial-cluster-state=new",
            "--heartbeat-interval=50",
            "--election-timeout=300",
            "--snapshot-count=1000",
            "--auto-compaction-mode=revision",
            "--auto-compaction-retention=1000",
            $"--quota-backend-bytes={QuotaBytes}",
            "--logger=zap",
            "--log-level=warn",
            $"--log-outputs={log}",
        ];
        return tls is null ? flags : [.. flags, .. tls.Flags];
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

/// <summary>The files of a member's TLS: it asks nodes and members for certificates of one authority, and shows its own to both.</summary>
/// <param name="Authority">The authority's certificate, PEM.</param>
/// <param name="Certificate">The member's, for servers and clients alike, PEM.</param>
/// <param name="Key">Its key, PEM.</param>
public sealed record EtcdTlsFiles(string Authority, string Certificate, string Key)
{
    internal IEnumerable<string> Flags =>
    [
        "--client-cert-auth", $"--trusted-ca-file={Authority}", $"--cert-file={Certificate}", $"--key-file={Key}",
        "--peer-client-cert-auth", $"--peer-trusted-ca-file={Authority}", $"--peer-cert-file={Certificate}", $"--peer-key-file={Key}",
    ];
}
