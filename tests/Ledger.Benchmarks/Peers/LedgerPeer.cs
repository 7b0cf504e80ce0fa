using Google.Protobuf;
using Ledger.Node;
using Ledger.Protocol.V1;

namespace Ledger.Benchmarks.Peers;

/// <summary>Ledger itself: four validators in this process, as <c>throughput</c> measures it.</summary>
internal sealed class LedgerPeer(BenchmarkChain chain) : Peer
{
    private BenchmarkConsortium? _consortium;

    internal override string Name => "Ledger, 4 validators";

    internal override string Lacks => "–";

    internal override async Task StartAsync(
        string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, CancellationToken cancellationToken) =>
        _consortium = await BenchmarkConsortium.StartAsync(chain, new NodeOptions(), cancellationToken);

    internal override async Task SubmitAsync(long number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var node = _consortium!.Clients[(int)(number % _consortium.Clients.Count)];
        var status = await node.SubmitAsync(
            new SubmitRequest { Transaction = UnsafeByteOperations.UnsafeWrap(transaction), WaitFor = WaitFor.Final },
            cancellationToken: cancellationToken);
        if (status.Fate != Fate.Final || Receipt.Parser.ParseFrom(status.Receipt).Code != 0)
        {
            throw new InvalidOperationException($"A transaction became {status.Fate}.");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_consortium is not null)
        {
            await _consortium.DisposeAsync();
        }
    }
}
