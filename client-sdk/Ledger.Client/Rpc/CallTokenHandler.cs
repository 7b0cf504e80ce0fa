using Ledger.Protocol;

namespace Ledger.Client.Rpc;

/// <summary>Shows a node who calls: a token of its own for each few minutes.</summary>
internal sealed class CallTokenHandler(HttpMessageHandler inner, Digest chainId, Digest node, ClientSigner signer, TimeProvider clock)
    : DelegatingHandler(inner)
{
    private const long RenewedMs = CallToken.LifeMsMax / 2;
    private readonly Lock _signing = new();
    private string _token = "";
    private long _notAfter;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(CallToken.Header, Current());
        return base.SendAsync(request, cancellationToken);
    }

    // A minute less than may be: the node's clock may be behind.
    private string Current()
    {
        const long minute = 60_000;
        lock (_signing)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            if (_notAfter - now < RenewedMs)
            {
                _notAfter = now + CallToken.LifeMsMax - minute;
                _token = CallToken.Sign(signer.Key, chainId, node, signer.CertificateId, _notAfter).Encode();
            }

            return _token;
        }
    }
}
