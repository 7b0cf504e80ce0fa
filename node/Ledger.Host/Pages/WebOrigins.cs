using Ledger.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Pages;

/// <summary>Lets the pages of other servers call gRPC methods from a browser (CORS), where an operator has named their origins.</summary>
internal static class WebOrigins
{
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(10);

    // What connect-web, grpc-web and a call token send; a cookie is none of it, for the node has none.
    private static readonly string[] Asked =
    [
        HeaderNames.ContentType, "x-grpc-web", "x-user-agent", "grpc-timeout", "grpc-accept-encoding", CallToken.Header,
    ];

    // A browser hides every header of another origin's answer that is not named: a refusal would become "missing trailer".
    private static readonly string[] Shown = ["grpc-status", "grpc-message", "grpc-status-details-bin", "grpc-encoding"];

    /// <summary>Answers browsers that ask whether a page of another origin may call one of the methods on the port for browsers.</summary>
    internal static void UseOrigins(this WebApplication app, IReadOnlyList<string> origins, IEnumerable<string> methods)
    {
        HashSet<string> called = [.. methods];
        app.UseWhen(
            context => context.Features.Get<WebConnection>() is not null && called.Contains(context.Request.Path.Value ?? ""),
            branch => branch.UseCors(policy => policy.WithOrigins([.. origins]).WithMethods("POST").WithHeaders(Asked)
                .WithExposedHeaders(Shown).SetPreflightMaxAge(RememberedFor)));
    }
}
