using Ledger.Mail;
using Ledger.Node;
using Ledger.Ordering.Etcd;
using Ledger.Protocol;

namespace Ledger.Host.Consortium;

/// <summary>A consortium whose validators all run in this process, on the embedded ordering engine or on an etcd.</summary>
public sealed record ConsortiumOptions
{
    /// <summary>The folder that holds each validator's data directory and the order.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The chain.</summary>
    public required GenesisFile Genesis { get; init; }

    /// <summary>The validators, each with its key.</summary>
    public required IReadOnlyList<ConsortiumValidator> Validators { get; init; }

    /// <summary>The etcd that holds the order; null for the embedded engine.</summary>
    public EtcdOptions? Order { get; init; }

    /// <summary>The clock of all validators: the system's, or a driven one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How each node works.</summary>
    public NodeOptions Node { get; init; } = new();

    /// <summary>How each node keeps letters and documents.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>How each node is served; ports count up from those given, one for each validator.</summary>
    public NodeServerOptions Server { get; init; } = new();
}
