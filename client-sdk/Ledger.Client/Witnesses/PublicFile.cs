using System.Net;

namespace Ledger.Client.Witnesses;

/// <summary>Files that anybody may read, on this machine or at an http or https address: a log's, and witnesses' notes.</summary>
public static class PublicFile
{
    /// <summary>Whether a place is an address rather than a path.</summary>
    public static bool IsAddress(string place) => AddressOf(place) is not null;

    /// <summary>The content; null where there is none.</summary>
    /// <param name="place">A path, or an http or https address.</param>
    /// <param name="bytesMax">Most bytes.</param>
    /// <param name="patience">How long an address may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It has more bytes, cannot be read, or nobody answers; the message says which.</exception>
    public static async Task<byte[]?> ReadAsync(
        string place, int bytesMax, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        if (AddressOf(place) is { } address)
        {
            return await FetchAsync(address, bytesMax, patience, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var file = new FileInfo(place);
            return !file.Exists ? null
                : file.Length > bytesMax ? throw new IOException($"it has {file.Length} bytes; the most is {bytesMax}")
                : await File.ReadAllBytesAsync(place, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    // An address that leads elsewhere is not followed: who is asked answers, or nobody.
    private static async Task<byte[]?> FetchAsync(Uri address, int bytesMax, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !address.IsLoopback };
        using var http = new HttpClient(handler) { Timeout = patience, MaxResponseContentBufferSize = bytesMax };
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken).ConfigureAwait(false);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
                HttpStatusCode.NotFound => null,
                var other => throw new IOException($"the answer is {(int)other}"),
            };
        }
        catch (HttpRequestException e)
        {
            throw new IOException(e.Message, e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("nobody answers in time", e);
        }
    }

    private static Uri? AddressOf(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
