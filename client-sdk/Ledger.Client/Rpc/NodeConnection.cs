namespace Ledger.Client.Rpc;

/// <summary>How a client reaches its node: never by a proxy on this machine, and by the environment's elsewhere.</summary>
internal static class NodeConnection
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The connection that the options ask for.</summary>
    internal static HttpMessageHandler HandlerOf(LedgerClientOptions options)
    {
        var handler = options.HttpHandler ?? NewHandler(options.Node);
        return options.AuthenticateTo is { } node
            ? new CallTokenHandler(handler, options.Genesis.ChainId, node, (options.Caller ?? options.Signer)!, TimeProvider.System)
            : handler;
    }

    internal static SocketsHttpHandler NewHandler(Uri node) => new()
    {
        UseProxy = ProxyOf(node) is not null,
        ConnectTimeout = ConnectTimeout,
        EnableMultipleHttp2Connections = true, // one connection carries a hundred streams; callers are not bounded by that
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>
    /// The proxy between client and node, as http_proxy, https_proxy and no_proxy say; null for none, and always for a node on this
    /// machine.
    /// </summary>
    internal static Uri? ProxyOf(Uri node) =>
        node.IsLoopback || HttpClient.DefaultProxy.IsBypassed(node) ? null : HttpClient.DefaultProxy.GetProxy(node);
}
