using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>Shows a gRPC-Web call to the gRPC server as a gRPC call, and its answer to the browser as gRPC-Web.</summary>
internal sealed class GrpcWebMiddleware(IOptions<GrpcWebOptions> options, RequestDelegate next)
{
    private readonly bool _defaultEnabled = options.Value.DefaultEnabled;

    public Task Invoke(HttpContext httpContext)
    {
        var request = httpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || ContentTypes.ModeOf(request.ContentType) is not (not GrpcWebMode.None and var requestMode))
        {
            return next(httpContext);
        }

        var said = httpContext.GetEndpoint()?.Metadata.GetMetadata<IGrpcWebEnabledMetadata>();
        if (!(said?.GrpcWebEnabled ?? _defaultEnabled))
        {
            return next(httpContext);
        }

        // A client that accepts text says so; one that says nothing gets binary.
        var responseMode = ContentTypes.ModeOf(request.Headers.Accept) == GrpcWebMode.Text ? GrpcWebMode.Text : GrpcWebMode.Binary;
        return TranslateAsync(httpContext, requestMode, responseMode);
    }

    private async Task TranslateAsync(HttpContext httpContext, GrpcWebMode requestMode, GrpcWebMode responseMode)
    {
        var request = httpContext.Request;
        var response = httpContext.Response;
        var protocol = request.Protocol;

        // The gRPC server refuses other protocols and content types.
        request.Protocol = HttpProtocol.Http2;
        request.ContentType = ContentTypes.ToGrpc(request.ContentType!);
        response.OnStarting(() =>
        {
            // Kestrel decides by the request's protocol how it ends the connection.
            request.Protocol = protocol;
            if (ContentTypes.IsGrpc(response.ContentType))
            {
                response.ContentType = ContentTypes.ToWeb(response.ContentType!, responseMode);
            }

            return Task.CompletedTask;
        });

        var features = new GrpcWebFeatures(httpContext, requestMode, responseMode);
        try
        {
            await next(httpContext);
            await features.WriteTrailersAsync();
        }
        finally
        {
            features.Detach();
        }
    }
}
