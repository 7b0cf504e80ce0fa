using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>
/// The request and response as the gRPC server sees them during a gRPC-Web call: bodies out of and into base64 where that is
/// asked, and trailers gathered, to be written as the body's last frame.
/// </summary>
internal sealed class GrpcWebFeatures :
    IRequestBodyPipeFeature, IHttpResponseBodyFeature, IHttpResponseTrailersFeature, IHttpResetFeature
{
    private readonly HttpContext _httpContext;
    private readonly IRequestBodyPipeFeature? _request;
    private readonly IHttpResponseBodyFeature _response;
    private readonly IHttpResponseTrailersFeature? _trailers;
    private readonly IHttpResetFeature? _reset;
    private readonly Lock _trailersLock = new();
    private Task? _writingTrailers;

    public GrpcWebFeatures(HttpContext httpContext, GrpcWebMode requestMode, GrpcWebMode responseMode)
    {
        _httpContext = httpContext;
        _request = httpContext.Features.Get<IRequestBodyPipeFeature>();
        _response = httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _trailers = httpContext.Features.Get<IHttpResponseTrailersFeature>();
        _reset = httpContext.Features.Get<IHttpResetFeature>();

        Reader = requestMode == GrpcWebMode.Text
            ? PipeReader.Create(new Base64DecodingStream(httpContext.Request.Body))
            : httpContext.Request.BodyReader;
        Writer = responseMode == GrpcWebMode.Text
            ? new Base64PipeWriter(_response.Writer)
            : _response.Writer;

        httpContext.Features.Set<IRequestBodyPipeFeature>(this);
        httpContext.Features.Set<IHttpResponseBodyFeature>(this);
        httpContext.Features.Set<IHttpResponseTrailersFeature>(this);
        httpContext.Features.Set<IHttpResetFeature>(this);
    }

    public PipeReader Reader { get; }

    public PipeWriter Writer { get; }

    public Stream Stream => throw new NotSupportedException("A gRPC call writes through the pipe.");

    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();

    public void DisableBuffering() => _response.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _response.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A gRPC call sends no files.");

    public async Task CompleteAsync()
    {
        await WriteTrailersAsync();
        await _response.CompleteAsync();
    }

    /// <remarks>Without this feature the gRPC server would abort an HTTP/1.1 connection when a deadline passes.</remarks>
    public void Reset(int errorCode) => _reset?.Reset(errorCode);

    /// <summary>
    /// Writes the gathered trailers, once: the server completes the response itself when a deadline passes, and the call's own
    /// end then waits for that. There are none where the call ended before it started a response; its status is then among
    /// the headers.
    /// </summary>
    public Task WriteTrailersAsync()
    {
        lock (_trailersLock)
        {
            return Trailers.Count == 0 ? Task.CompletedTask : _writingTrailers ??= WriteAsync();
        }

        async Task WriteAsync()
        {
            TrailersFrame.Write(Trailers, Writer);
            await Writer.FlushAsync();
        }
    }

    public void Detach()
    {
        _httpContext.Features.Set(_request);
        _httpContext.Features.Set<IHttpResponseBodyFeature>(_response);
        _httpContext.Features.Set(_trailers);
        _httpContext.Features.Set(_reset);
    }
}
