using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Node;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Api.Tests;

/// <summary>The order drops what all have in final blocks, and a node that begins anew catches up from those.</summary>
public sealed class TrimmedOrderTests : IDisposable
{
    private const int Kept = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-trimmed").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_node_on_an_empty_directory_catches_up_though_the_order_has_dropped_what_it_needs()
    {
        ulong height;
        await using (var consortium = await StartAsync())
        {
            await UntilAsync(() => consortium.Nodes.All(node => node.Runner.Core.Finality.FinalHeight > 3 * Kept));
            height = consortium.Nodes[1].Runner.Core.Finality.FinalHeight;
        }

        Directory.Delete(Path.Combine(_folder, _seed.Validators[0].Name), recursive: true);
        await using var again = await StartAsync();
        Assert.Equal(0UL, again.HeightAtStart);
        await UntilAsync(() => again.Nodes[0].Runner.Core.Finality.FinalHeight > height || again.Halted.IsCompleted);
        Assert.False(again.Halted.IsCompleted);
        Assert.Equal(again.Nodes[1].Runner.Core.Chain.HashOf(height), again.Nodes[0].Runner.Core.Chain.HashOf(height));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private Task<LocalConsortium> StartAsync() => LocalConsortium.StartAsync(
        new ConsortiumOptions
        {
            DataDirectory = _folder,
            Genesis = _seed.Genesis,
            Validators = [.. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(),
                v.Receipts.CreateSigner()))],
            Node = new NodeOptions { HeartbeatMs = 20, BatchesKept = Kept },
            Mail = new MailOptions { FreeDiskBytesMin = 0 },
        },
        NullLoggerFactory.Instance,
        CancellationToken.None);
}
