using Ledger.Terminal;

namespace Ledger.Server.Net;

/// <summary>A consortium's status as it is shown, to people and to programs.</summary>
internal static class NetStatusDocument
{
    private static readonly string[] NodeColumns =
        ["node", "standing", "pid", "height", "lag", "executed_height", "mempool_transactions", "votes", "disk_bytes"];

    private static readonly string[] EtcdColumns = ["member", "standing", "pid", "is_leader", "disk_bytes", "memory_bytes"];
    private static readonly string[] CertificateColumns = ["file", "ends", "days_left"];

    internal static Document Of(NetStatus status, IReadOnlyList<(string English, string Chinese)> faults, DateTimeOffset now) => new()
    {
        ["height"] = status.Final,
        ["nodes"] = Datum.List(status.Nodes.Select(node => (Datum?)Of(node, status.Final))),
        ["etcd"] = Datum.List(status.Etcd.Select(etcd => (Datum?)Of(etcd))),
        ["certificates"] = Datum.List(status.Certificates.Select(one => (Datum?)new Document
        {
            ["file"] = $"{one.Member}/{one.File}",
            ["ends"] = Datum.Time(one.NotAfter.ToUnixTimeMilliseconds()),
            ["days_left"] = (int)Math.Floor((one.NotAfter - now).TotalDays),
        })),
        ["disk_free_bytes"] = status.FreeBytes,
        ["faults"] = Datum.List(faults.Select(fault => fault.English)),
    };

    internal static void Write(Screen screen, Document document, IReadOnlyList<(string English, string Chinese)> faults)
    {
        TextView.WriteList(screen, screen.Say("Nodes", "节点"), document.ListOf("nodes"), NodeColumns);
        screen.Line();
        TextView.WriteList(screen, screen.Say("etcd", "etcd"), document.ListOf("etcd"), EtcdColumns);
        screen.Line();
        TextView.WriteList(
            screen, screen.Say("Certificates, the first to end", "最先到期的证书"), document.ListOf("certificates").Take(1), CertificateColumns);
        screen.Line();
        screen.Pairs(new[] { "height", "disk_free_bytes" }.Select(
            name => (Vocabulary.Label(name, screen.IsChinese), TextView.ValueOf(screen, document[name]))));
        screen.Line();
        foreach (var fault in faults)
        {
            screen.Line(screen.Say(fault), 2);
        }

        if (faults.Count == 0)
        {
            screen.Line(screen.Say("Everything is as it should be.", "一切正常。"), 2);
        }
    }

    private static Document Of(NodeStanding node, ulong final) => new()
    {
        ["node"] = node.Member.Name,
        ["standing"] = Datum.Word(node.Standing),
        ["pid"] = node.Id,
        ["grpc"] = node.Member.GrpcAddress.ToString(),
        ["height"] = node.Header?.Height,
        ["lag"] = node.Header is { } header ? final - header.Height : null,
        ["block_hash"] = node.Status is { Certificate: { } certificate } ? Datum.Id(certificate.BlockHash) : null,
        ["block_time"] = node.Header is { } newest ? Datum.Time(newest.Time) : null,
        ["executed_height"] = node.Status?.ExecutedHeight,
        ["mempool_transactions"] = node.Status?.MempoolTransactions,
        ["votes"] = node.Status is null ? null : Datum.List(node.Voters),
        ["disk_bytes"] = node.Bytes,
    };

    private static Document Of(EtcdStanding etcd) => new()
    {
        ["member"] = etcd.Member.Name,
        ["standing"] = Datum.Word(etcd.Standing),
        ["pid"] = etcd.Id,
        ["address"] = etcd.Member.EtcdAddress!.ToString(),
        ["has_leader"] = etcd.HasLeader,
        ["is_leader"] = etcd.IsLeader,
        ["disk_bytes"] = etcd.StoreBytes,
        ["memory_bytes"] = etcd.MemoryBytes,
    };
}
