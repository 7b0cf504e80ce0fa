using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ledger.Api;
using Ledger.Api.Access;
using Ledger.Sessions;

namespace Ledger.Host;

/// <summary>Where and how a node is served.</summary>
public sealed record NodeServerOptions
{
    private const int WebOriginsMax = 64;

    /// <summary>The address to listen on; loopback unless an operator says otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for gRPC over clear-text HTTP/2; 0 takes any free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Port for gRPC-Web over HTTP/1.1, for browsers; null serves none, 0 takes any free one.</summary>
    public int? WebPort { get; init; }

    /// <summary>
    /// The folder of the pages that browsers are served on <see cref="WebPort"/>, as their build leaves it: <c>index.html</c>, and files
    /// whose names carry a hash under <c>assets</c>. It need not be there yet; null serves none.
    /// </summary>
    public string? WebRoot { get; init; }

    /// <summary>
    /// The origins of other servers whose pages may call this node from a browser, <c>https://portal.example</c>, exactly as a browser
    /// says them; 64 at most, and none unless an operator names them.
    /// </summary>
    public IReadOnlyList<string> WebOrigins { get; init; } = [];

    /// <summary>Connections served at a time, a caller's part of them (<see cref="ApiOptions.PartOf"/>) to one.</summary>
    public int ConnectionsMax { get; init; } = 4_096;

    /// <summary>The certificate by which clients are served over TLS, with its key; null serves them in clear.</summary>
    public X509Certificate2? Tls { get; init; }

    /// <summary>Whom it serves.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>Limits of the service.</summary>
    public ApiOptions Api { get; init; } = new();

    /// <summary>Limits of scan sessions.</summary>
    public ScanSessionOptions Sessions { get; init; } = new();

    /// <summary>Whose certificates count for which act in a scan session; null asks the chain's trust list.</summary>
    public IScanAcceptance? Acceptance { get; init; }

    /// <summary>What is wrong with what browsers are served, a sentence each, by the names of an operator's settings.</summary>
    public IEnumerable<string> WebProblems()
    {
        if (WebPort is null && WebRoot is not null)
        {
            yield return "web_root: pages are served on web_port, which is not set.";
        }

        if (WebPort is null && WebOrigins.Count > 0)
        {
            yield return "web_origins: browsers call on web_port, which is not set.";
        }

        if (WebOrigins.Count > WebOriginsMax)
        {
            yield return $"web_origins: {WebOrigins.Count} are named; the most is {WebOriginsMax}.";
        }

        foreach (var origin in WebOrigins.Where(origin => !IsOrigin(origin)))
        {
            yield return $"web_origins: '{origin}' is no origin as a browser says it; write https://portal.example, or with a port that " +
                "is not the usual one.";
        }
    }

    // In a browser's words: lower case, ASCII, neither the usual port nor a path; '*' and 'null' would be anybody.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 &&
        text.All(char.IsAscii) && uri.GetLeftPart(UriPartial.Authority) == text;
}
