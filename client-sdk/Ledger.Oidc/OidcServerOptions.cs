using Ledger.Client;
using Ledger.Oidc.Configuration;
using Microsoft.Extensions.Logging;

namespace Ledger.Oidc;

/// <summary>What a provider is started with.</summary>
public sealed record OidcServerOptions
{
    /// <summary>What it serves.</summary>
    public required OidcConfiguration Configuration { get; init; }

    /// <summary>A client of a node, with the trading centre's signer.</summary>
    public required LedgerClient Client { get; init; }

    /// <summary>The certificate of that signer.</summary>
    public required Ledger.Protocol.Digest CertificateId { get; init; }

    /// <summary>The PIN of the provider's keys.</summary>
    public required string Pin { get; init; }

    /// <summary>This machine's clock, by which tokens and keys live.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where it logs.</summary>
    public required ILoggerFactory Logging { get; init; }

    /// <summary>Most logins under way at once; more are told to come back in a minute.</summary>
    public int LoginsMax { get; init; } = 1000;

    /// <summary>Most connections at once: a page that waits for the phone holds one.</summary>
    public int ConnectionsMax { get; init; } = 4000;
}
