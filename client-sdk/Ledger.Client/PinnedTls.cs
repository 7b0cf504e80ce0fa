using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ledger.Client.Rpc;
using Ledger.Crypto.Keys;

namespace Ledger.Client;

/// <summary>
/// Connections to nodes that are known by their TLS keys, as nodes know one another: whoever issued a node's certificate, or nobody, and
/// whenever it ends. The node's operator tells the pin.
/// </summary>
public static class PinnedTls
{
    /// <summary>
    /// A connection that ends in its handshake where the key shown has none of the pins: for <see cref="LedgerClientOptions.HttpHandler"/>,
    /// whose client disposes of it.
    /// </summary>
    /// <param name="node">The node's address, <c>https</c>.</param>
    /// <param name="pins">The pins; two while the node's key is changed, or those of several nodes.</param>
    /// <exception cref="ArgumentException">There is no pin, or the address is in clear, where no key is shown.</exception>
    public static HttpMessageHandler To(Uri node, IReadOnlyCollection<TlsPin> pins)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(pins);
        if (pins.Count == 0 || node.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"{node}: a TLS key is pinned over https alone, and by one pin at least.", nameof(node));
        }

        var handler = NodeConnection.NewHandler(node);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is X509Certificate2 shown && pins.Contains(TlsPin.Of(shown)) ? true : throw new OtherTlsKeyException(certificate);
        return handler;
    }
}

/// <summary>A node shows a TLS key that has none of the pins.</summary>
internal sealed class OtherTlsKeyException(X509Certificate? certificate)
    : AuthenticationException(certificate is X509Certificate2 shown ? TlsPin.Of(shown).Text : "none");
