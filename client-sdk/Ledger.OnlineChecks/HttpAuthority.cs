using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Ledger.OnlineChecks;

/// <summary>
/// An authority's service over HTTP: the question is posted as protobuf, the answer comes back as protobuf. Each try has a time-out; what
/// may pass (no connection, time-out, 408, 429, 5xx) is tried again with the same bytes; a service that goes on failing is left alone for a
/// while. Redirects are not followed: where questions go is what the centre wrote down, and no service chooses it.
/// </summary>
public sealed class HttpAuthority : IOnlineAuthority, IDisposable
{
    /// <summary>Most bytes of an answer.</summary>
    public const int AnswerBytesMax = 16 * 1024;

    /// <summary>The media type of questions and answers.</summary>
    public const string MediaType = "application/x-protobuf";

    private const int HeadersKiBMax = 16;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly HttpAuthorityOptions _options;
    private readonly ResiliencePipeline<OnlineReply> _pipeline;

    /// <summary>Prepares to ask; nothing is sent.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock of time-outs and pauses.</param>
    /// <exception cref="ArgumentException">The address is one that is not asked (<see cref="HttpAuthorityOptions.IsAddress"/>).</exception>
    public HttpAuthority(HttpAuthorityOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!HttpAuthorityOptions.IsAddress(options.Address))
        {
            throw new ArgumentException($"{options.Address} is no address that is asked: https, or http on this machine.", nameof(options));
        }

        _options = options;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = HeadersKiBMax,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each try has its own
        };
        _pipeline = PipelineOf(options, time);
    }

    /// <inheritdoc/>
    public async Task<OnlineReply> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await TryAsync(question, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            return Failed(OnlineFault.TimedOut, $"{_options.Address}: no answer within {_options.TimeoutMs} ms, {_options.Attempts} times");
        }
        catch (BrokenCircuitException)
        {
            return Failed(OnlineFault.NotAsked, $"{_options.Address} is left alone for {_options.BreakMs} ms");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed(
                e is HttpRequestException { StatusCode: not null } ? OnlineFault.BadStatus : OnlineFault.Unreachable,
                $"{_options.Address}: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // From the outside in: tries, the circuit that counts each of them, the time-out of one.
    private static ResiliencePipeline<OnlineReply> PipelineOf(HttpAuthorityOptions options, TimeProvider time)
    {
        var passing = new PredicateBuilder<OnlineReply>()
            .Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>();
        var builder = new ResiliencePipelineBuilder<OnlineReply> { TimeProvider = time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<OnlineReply>
            {
                ShouldHandle = passing,
                MaxRetryAttempts = options.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(options.PauseMs),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<OnlineReply>
            {
                ShouldHandle = passing,
                FailureRatio = 1.0,
                MinimumThroughput = options.FailuresMax,
                SamplingDuration = Window,
                BreakDuration = TimeSpan.FromMilliseconds(options.BreakMs),
            })
            .AddTimeout(TimeSpan.FromMilliseconds(options.TimeoutMs))
            .Build();
    }

    private async Task<OnlineReply> TryAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(question);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Address) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaType));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        if (IsPassing(response.StatusCode))
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"status {(int)response.StatusCode}", null, response.StatusCode);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Failed(OnlineFault.BadStatus, $"{_options.Address}: status {(int)response.StatusCode}");
        }

        if (response.Content.Headers.ContentType?.MediaType is var type && type != MediaType)
        {
            return Failed(OnlineFault.WrongMediaType, $"{_options.Address}: {type ?? "no media type"} instead of {MediaType}");
        }

        return await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
    }

    // Whatever length the service announces: a byte more than there may be is enough to know.
    private async Task<OnlineReply> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var bytes = new byte[AnswerBytesMax + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return read > AnswerBytesMax
            ? Failed(OnlineFault.TooLarge, $"{_options.Address}: more than {AnswerBytesMax} bytes")
            : new OnlineReply(bytes.AsMemory(0, read));
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static OnlineReply Failed(OnlineFault fault, string detail) => new(ReadOnlyMemory<byte>.Empty, fault, detail);
}
