using System.Net.Http.Json;
using System.Net.Sockets;
using Ledger.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Control;

/// <summary>
/// What an operator on this machine asks of the process that has a data directory open: a socket in that directory, for the node's own
/// user alone. No key is reached by it, and nothing of the chain is changed.
/// </summary>
public sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Longest path of a socket on Linux, in bytes.</summary>
    public const int PathBytesMax = 107;

    internal const string BackupPath = "/backup";
    private const string SocketName = "control";
    private readonly WebApplication _app;

    private ControlServer(WebApplication app) => _app = app;

    /// <summary>The socket of a data directory.</summary>
    public static string SocketIn(string dataDirectory) => Path.Combine(Path.GetFullPath(dataDirectory), SocketName);

    /// <summary>Starts to serve.</summary>
    /// <param name="dataDirectory">The data directory, which this process holds: a socket that lies there is a dead process's.</param>
    /// <param name="saveBackup">Copies the node's stores into a folder.</param>
    /// <param name="logging">Where it logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public static async Task<ControlServer> StartAsync(
        string dataDirectory, Action<string> saveBackup, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var socket = SocketIn(dataDirectory);
        File.Delete(socket);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 4 * 1024;
            kestrel.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var logger = logging.CreateLogger<ControlServer>();
        var one = new Lock();
        app.MapPost(BackupPath, (BackupRequest request) =>
        {
            try
            {
                lock (one)
                {
                    saveBackup(request.Folder);
                }

                ControlLog.BackupSaved(logger, request.Folder);
                return Results.Ok();
            }
            catch (StorageException e)
            {
                ControlLog.BackupNotSaved(logger, request.Folder, e.Message);
                return Results.Text(e.Message, statusCode: StatusCodes.Status409Conflict);
            }
        });
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        catch (Exception e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw e is SocketException ? new IOException($"The socket {socket} cannot be made: {e.Message}", e) : e;
        }

        return new ControlServer(app);
    }

    /// <summary>Has the process that holds a data directory copy its stores into a folder.</summary>
    /// <returns>False where no process serves the directory.</returns>
    /// <exception cref="StorageException">It could not; the message says why.</exception>
    public static async Task<bool> AskForBackupAsync(string dataDirectory, string folder, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketIn(dataDirectory)), token).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://control"), Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var answer = await client.PostAsJsonAsync(BackupPath, new BackupRequest(Path.GetFullPath(folder)), cancellationToken)
                .ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? true : throw new StorageException(
                StorageError.Device, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private sealed record BackupRequest(string Folder);
}
