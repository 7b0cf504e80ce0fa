namespace Ledger.Server.Founding;

/// <summary>Where things lie in a founded consortium's folder, and in the folder of one of its members.</summary>
internal static class FoundingFolder
{
    /// <summary>What the founder alone keeps: the authorities' keys.</summary>
    internal const string FounderName = "founder";

    /// <summary>Records of what <c>ledger net</c> runs from the folder.</summary>
    internal const string RunName = "run";

    internal const string Genesis = "genesis.json";
    internal const string Node = "node.json";
    internal const string Data = "data";
    internal const string Pin = "keys/pin";
    internal const string VotingKey = "keys/validator.key";
    internal const string ReceiptsKey = "keys/receipts.key";
    internal const string MemberPin = "member/pin";
    internal const string MemberKey = "member/member.key";
    internal const string MemberCertificate = "member/member.crt";
    internal const string TlsCertificate = "tls/node.pem";
    internal const string TlsKey = "tls/node.key";
    internal const string EtcdAuthority = "etcd/ca.pem";
    internal const string EtcdNodeCertificate = "etcd/node.pem";
    internal const string EtcdNodeKey = "etcd/node.key";
    internal const string EtcdMemberCertificate = "etcd/member.pem";
    internal const string EtcdMemberKey = "etcd/member.key";
    internal const string EtcdData = "etcd/data";
    internal const string EtcdSettings = "etcd/etcd.env";
    internal const string NodeUnit = "systemd/ledger-node.service";
    internal const string EtcdUnit = "systemd/ledger-etcd.service";
    internal const string AuthorityKey = "authority.key";
    internal const string AuthorityCertificate = "authority.crt";
    internal const string AuthorityPin = "pin";
    internal const string EtcdAuthorityKey = "etcd-ca.key";
    internal const string EtcdAuthorityCertificate = "etcd-ca.pem";

    /// <summary>A member's vote lock; outside <see cref="Data"/>.</summary>
    internal static string VoteLock(string node) => $"vote-lock/{node}.vote";
}
