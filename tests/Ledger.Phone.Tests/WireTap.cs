using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Ledger.Phone.Tests;

/// <summary>Stands where the node stands: keeps every byte that a client sends and gets, and may change what it gets.</summary>
internal sealed class WireTap : DelegatingHandler
{
    private readonly Func<string, byte[], byte[]>? _change;

    internal WireTap(Func<string, byte[], byte[]>? change = null)
        : base(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }) => _change = change;

    internal ConcurrentBag<byte[]> Seen { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.RequestUri!.Segments[^1];
        if (request.Content is { } content)
        {
            var sent = await content.ReadAsByteArrayAsync(cancellationToken);
            Seen.Add(sent);
            request.Content = WithHeaders(new ByteArrayContent(sent), content.Headers);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (_change is null || method == "Watch")
        {
            // As it comes, for streams stay open.
            response.Content = WithHeaders(
                new StreamContent(new Recorder(await response.Content.ReadAsStreamAsync(cancellationToken), Seen)),
                response.Content.Headers);
            return response;
        }

        var got = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        response.Content = WithHeaders(new ByteArrayContent(got.Length > 0 ? _change(method, got) : got), response.Content.Headers);
        return response;
    }

    private static HttpContent WithHeaders(HttpContent content, HttpContentHeaders headers)
    {
        foreach (var header in headers.Where(header => header.Key != "Content-Length"))
        {
            content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return content;
    }

    private sealed class Recorder(Stream inner, ConcurrentBag<byte[]> seen) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            seen.Add(buffer[..read].ToArray());
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
