using System.Net;
using System.Net.Sockets;
using Ledger.Storage;

namespace Ledger.EndToEnd.Tests;

/// <summary>What keeps a consortium from starting: one sentence, the way out, exit code 2 and no stack trace.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task A_port_in_use_is_named_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await Refused(["--data", folder.File("data"), "--port", $"{port}"], $"127.0.0.1:{port} cannot be listened on", "--port");
        other.Stop();
        var (exit, output) = await LedgerProcess.RunAsync("up", "--headless", "--data", folder.File("data"), "--port", "0");
        Assert.True(exit == 0, output); // it left nothing behind that stands in the way
    }

    [Fact]
    public async Task A_port_for_browsers_in_use_is_named_too()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await Refused(["--data", folder.File("data"), "--port", "0", "--web-port", $"{port}"], $"127.0.0.1:{port} cannot be listened on");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named() =>
        await Refused(["--data", "/proc/ledger", "--port", "0"], "/proc/ledger cannot be written", "--data");

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("data"), "a file");
        await Refused(["--data", folder.File("data"), "--port", "0"], folder.File("data"), "--data");
    }

    [Fact]
    public async Task A_store_of_a_later_format_is_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        await File.WriteAllTextAsync(folder.File("data/rehearsal"), "");
        Directory.CreateDirectory(folder.File("data/nodes/ordering"));
        await File.WriteAllTextAsync(folder.File("data/nodes/ordering/foreign"), "");
        await Refused(["--data", folder.File("data"), "--port", "0"], "is not a Ledger data directory");
    }

    [Fact]
    public async Task A_store_of_another_chain_is_named()
    {
        using var folder = WithStore(_ => { });
        await Refused(["--data", folder.File("data"), "--port", "0"], "belongs to another chain", "another data directory");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public async Task A_store_of_another_format_is_named(byte format)
    {
        using var folder = WithStore(batch => batch.Put(StoreTable.Meta, "format"u8.ToArray(), [0, 0, 0, format]));
        await Refused(["--data", folder.File("data"), "--port", "0"], $"is of format {format}", "Start the version that wrote it");
    }

    /// <summary>A folder whose ordering engine's store is of a chain that nobody knows, and spoilt further.</summary>
    private static TemporaryFolder WithStore(Action<WriteSet> spoil)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllText(folder.File("data/rehearsal"), "");
        using var data = DataDirectory.Open(
            folder.File("data/nodes/ordering"), new byte[DataDirectory.DigestBytes], new RocksStoreOptions());
        var batch = new WriteSet();
        spoil(batch);
        data.Store.Write(batch, durable: true);
        return folder;
    }

    private static async Task Refused(string[] arguments, params string[] words)
    {
        var (exit, output) = await LedgerProcess.RunAsync(["up", "--headless", .. arguments]);
        Assert.All(words, word => Assert.Contains(word, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(2, exit);
    }
}
