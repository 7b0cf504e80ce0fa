using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Host;

namespace Ledger.Cli.Tests;

/// <summary>A node's pages against a build of one's own: whatever is served otherwise is named.</summary>
public sealed class WebCommandTests : ConsortiumFixture
{
    private const string Key = "none"; // nothing is signed

    private protected override NodeServerOptions Served => new() { WebPort = 0, WebRoot = PathOf("served") };

    [Fact]
    public async Task What_is_served_is_compared_file_for_file_packed_and_not_with_what_was_built()
    {
        Build("built");
        Build("served");
        var address = Consortium.Nodes[0].Server.WebAddress!.ToString();
        string[] verify = ["web", "verify", address, "--build", PathOf("built")];
        var digest = (string)(await RunAsync(ExitCode.Done, Key, "web", "digest", PathOf("built")))["digest"]!;
        Assert.Equal(digest, (string)(await RunAsync(ExitCode.Done, Key, "web", "digest", PathOf("served")))["digest"]!);
        var same = await RunAsync(ExitCode.Done, Key, [.. verify, "--digest", digest]);
        Assert.Equal((digest, 3, 0), ((string)same["digest"]!, (int)same["files"]!, same["faults"]!.AsArray().Count));
        var (code, _, error) = await ScriptAsync(Key, [.. verify, "--digest", new string('0', 64)]);
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains($"Your build has the digest {digest}", error, StringComparison.Ordinal);

        foreach (var (spoil, faults) in new (Action, string[])[]
        {
            (() => Write("served/sw.js", "other"u8), ["/sw.js: another content"]),
            (() => Write("served/assets/a-1.js.gz", Packed("other")), ["/assets/a-1.js: another content"]), // as browsers have it
            (() => Write("served/assets/a-1.js", "other"u8), ["/assets/a-1.js: another content"]), // as who unpacks nothing
            (() => Write("served/index.html", "<script src=/sw.js>"u8), ["/: another content", "/index.html: another content"]),
            (() => File.Delete(PathOf("served/sw.js")), ["/sw.js: the answer is 404"]),
            (() => Directory.Delete(PathOf("served"), recursive: true), ["/: the answer is 503"]),
        })
        {
            spoil();
            var found = (await RunAsync(ExitCode.NotVerified, Key, verify))["faults"]!.AsArray().Select(fault => (string)fault!).ToList();
            Assert.All(faults.Zip(found), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
            Assert.True(faults.Length == found.Count || faults[0].EndsWith("503", StringComparison.Ordinal), string.Join('\n', found));
            Build("served");
        }

        await File.AppendAllTextAsync(PathOf("genesis.json"), "\n"); // another chain's
        var other = await RunAsync(ExitCode.NotVerified, Key, verify);
        Assert.Equal("/genesis.json: another content is served than was built", (string)Assert.Single(other["faults"]!.AsArray())!);
    }

    [Fact]
    public async Task A_folder_that_is_no_build_and_an_address_that_leads_elsewhere_or_nowhere_are_named()
    {
        foreach (var (spoil, words) in new (Action<string>, string)[]
        {
            (folder => Directory.Delete(PathOf(folder), recursive: true), "There is no folder"),
            (folder => File.Delete(PathOf($"{folder}/index.html")), "index.html is not there"),
            (folder => Write($"{folder}/genesis.json", "{}"u8), "genesis.json has the name of the chain's genesis file"),
            (folder => Write($"{folder}/a b.js", ""u8), "a b.js is a link, or has a name"),
            (folder => File.CreateSymbolicLink(PathOf($"{folder}/link.js"), PathOf("pin")), "link.js is a link, or has a name"),
            (folder => Write($"{folder}/assets/a-1.js.gz", Packed("other")), "assets/a-1.js.gz is no packed form"),
            (folder => Write($"{folder}/assets/a-1.js.gz", "no gzip"u8), "assets/a-1.js.gz is no packed form"),
            (folder => Write($"{folder}/alone.js.gz", Packed("")), "alone.js.gz is no packed form"),
            (folder => Write($"{folder}/large.wasm", new byte[(16 * 1024 * 1024) + 1]), "large.wasm has more than 16777216 bytes"),
        })
        {
            Build("spoilt");
            spoil("spoilt");
            var (code, _, error) = await ScriptAsync(Key, ["web", "digest", PathOf("spoilt")]);
            Assert.Equal(ExitCode.Usage, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        Build("built");
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var leads = LeadElsewhereAsync(elsewhere);
        string[] verify = ["web", "verify", $"http://{elsewhere.LocalEndpoint}", "--build", PathOf("built")];
        var led = await RunAsync(ExitCode.NotVerified, Key, verify);
        Assert.All(led["faults"]!.AsArray(), fault => Assert.EndsWith("the answer is 302", (string)fault!, StringComparison.Ordinal));
        elsewhere.Stop();
        await leads;
        var (ended, _, said) = await ScriptAsync(Key, verify);
        Assert.Equal(ExitCode.Unreachable, ended);
        Assert.Contains("does not answer a browser", said, StringComparison.Ordinal);
    }

    private async Task LeadElsewhereAsync(TcpListener from)
    {
        var answer = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 302 Found\r\nLocation: {Consortium.Nodes[0].Server.WebAddress}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try
        {
            while (true)
            {
                using var client = await from.AcceptTcpClientAsync();
                var request = new byte[4096];
                Assert.True(await client.GetStream().ReadAsync(request) > 0);
                await client.GetStream().WriteAsync(answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private void Build(string folder)
    {
        if (Directory.Exists(PathOf(folder)))
        {
            Directory.Delete(PathOf(folder), recursive: true);
        }

        Write($"{folder}/index.html", "<!doctype html>"u8);
        Write($"{folder}/assets/a-1.js", "script"u8);
        Write($"{folder}/assets/a-1.js.gz", Packed("script"));
        Write($"{folder}/sw.js", "worker"u8);
        Write($"{folder}/.made-of", Encoding.UTF8.GetBytes(folder)); // hidden, and of no build
    }

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), content);
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
