using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Ledger.Host;

namespace Ledger.Api.Tests.Pages;

/// <summary>A node that serves a folder of pages, with what must never be served in it and around it.</summary>
public sealed class ServedPages : IAsyncLifetime, IAsyncDisposable
{
    internal const string Index = "<!doctype html><title>链</title>";
    internal const string Script = "export const answer = 42;";
    internal const string Portal = "https://portal.example";
    internal const string Secret = "nobody's to read";
    private readonly string _around = Directory.CreateTempSubdirectory("ledger-pages").FullName;

    internal ServedNode Node { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    /// <summary>The folder; it is not there when the node starts.</summary>
    internal string Root => Path.Combine(_around, "dist");

    public async Task InitializeAsync()
    {
        Node = await ServedNode.StartAsync(new NodeServerOptions { WebPort = 0, WebRoot = Root, WebOrigins = [Portal] });
        Http = new HttpClient { BaseAddress = Node.WebAddress };
    }

    /// <summary>Builds the pages, unless they are.</summary>
    internal void Build()
    {
        if (Directory.Exists(Root))
        {
            return;
        }

        var built = Path.Combine(_around, "new");
        foreach (var (name, content) in (ReadOnlySpan<(string, string)>)
                 [
                     ("new/index.html", Index), ("new/assets/index-1a2b.js", Script), ("new/assets/alone-3c4d.js", Script),
                     ("new/sw.js", Script), ("new/app.webmanifest", "{}"), ("new/logo.svg", "<svg/>"), ("new/core.wasm", ""),
                     ("new/font.woff2", ""), ("new/page.css", ""), ("new/logo.png", ""), ("new/tokens.json", "{}"),
                     ("new/.env.json", Secret), ("new/.git/config.json", Secret), ("new/key.pem", Secret), ("secret.json", Secret),
                     ("beside/secret.json", Secret),
                 ])
        {
            var path = Path.Combine(_around, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        using (var file = File.Create(Path.Combine(built, "assets/index-1a2b.js.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Script));
        }

        File.CreateSymbolicLink(Path.Combine(built, "link.json"), Path.Combine(_around, "secret.json"));
        Directory.CreateSymbolicLink(Path.Combine(built, "linked"), Path.Combine(_around, "beside"));
        using (var large = File.Create(Path.Combine(built, "large.png")))
        {
            large.SetLength(16 * 1024 * 1024 + 1); // sparse
        }

        Directory.Move(built, Root);
    }

    /// <summary>What the port for browsers says to a request line that no client would write; the first lines, up to its end.</summary>
    internal async Task<string> RawAsync(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Node.WebAddress.Host, Node.WebAddress.Port);
        await using var stream = client.GetStream();
        var request = $"GET {target} HTTP/1.1\r\nHost: {Node.WebAddress.Authority}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Node.DisposeAsync();
        Directory.Delete(_around, recursive: true);
    }
}
