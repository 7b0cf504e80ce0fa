using Ledger.Terminal;

namespace Ledger.Server.Founding;

/// <summary>
/// The systemd units of a member's machine. They expect the member's folder at <c>/var/lib/ledger/NAME</c>, the program at
/// <c>/opt/ledger</c>, and a user <c>ledger</c> to whom the folder belongs.
/// </summary>
internal static class SystemdUnits
{
    private const string Etcd = "ledger-etcd.service";

    internal static string Node(string name, bool hasEtcd) => $"""
        [Unit]
        Description=Ledger node {name}
        Wants=network-online.target
        After=network-online.target{(hasEtcd ? $" {Etcd}" : "")}

        [Service]
        User=ledger
        WorkingDirectory=/var/lib/ledger/{name}
        ExecStart=/usr/bin/dotnet /opt/ledger/ledger-node.dll node --config {FoundingFolder.Node}
        Restart=on-failure
        RestartSec=2
        # 2: the configuration is wrong, 6: the key runs elsewhere; both stay so until somebody sees to it
        RestartPreventExitStatus={ExitCode.Usage} {ExitCode.RunsElsewhere}
        TimeoutStopSec=60
        LimitNOFILE=65536
        {Hardening(name)}
        """ + "\n";

    internal static string EtcdMember(string name) => $"""
        [Unit]
        Description=Ledger etcd member {name}
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=notify
        User=ledger
        WorkingDirectory=/var/lib/ledger/{name}
        EnvironmentFile=/var/lib/ledger/{name}/{FoundingFolder.EtcdSettings}
        ExecStart=/usr/bin/etcd
        Restart=on-failure
        RestartSec=2
        # members that start together wait for one another
        TimeoutStartSec=infinity
        LimitNOFILE=65536
        {Hardening(name)}
        """ + "\n";

    private static string Hardening(string name) => $"""
        UMask=0077
        NoNewPrivileges=true
        PrivateTmp=true
        ProtectHome=true
        ProtectSystem=strict
        ReadWritePaths=/var/lib/ledger/{name}

        [Install]
        WantedBy=multi-user.target
        """;
}
