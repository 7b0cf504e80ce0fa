using Ledger.Node;
using Ledger.Ordering;

namespace Ledger.Host.Consortium;

/// <summary>
/// The order, and where it has dropped a batch, the block that another validator made of it: so a node that begins anew catches up. Another
/// batch than the one that was ordered would make another block, which no certificate is for: the node would halt.
/// </summary>
internal sealed class OrderAndBlocks(IOrderer order, Func<IEnumerable<INode>> others) : IOrderer
{
    public ValueTask<AppendResult> AppendAsync(ulong sequence, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) =>
        order.AppendAsync(sequence, batch, cancellationToken);

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(ulong from, int countMax, CancellationToken cancellationToken)
    {
        try
        {
            return await order.ReadAsync(from, countMax, cancellationToken).ConfigureAwait(false);
        }
        catch (OrderingException) when (FromBlocks(from, countMax) is { Count: > 0 } batches)
        {
            return batches;
        }
    }

    public ValueTask WaitAsync(ulong sequence, CancellationToken cancellationToken) => order.WaitAsync(sequence, cancellationToken);

    public void Release(string reader, ulong below) => order.Release(reader, below);

    private List<ReadOnlyMemory<byte>> FromBlocks(ulong from, int countMax)
    {
        var batches = new List<ReadOnlyMemory<byte>>();
        var ahead = others().MaxBy(core => core.Finality.FinalHeight);
        for (var height = from; ahead is not null && height <= ahead.Finality.FinalHeight && batches.Count < countMax; height++)
        {
            if (ahead.Chain.Blocks.GetBlock(height) is not { } block)
            {
                break;
            }

            batches.Add(block.Batch.Memory);
        }

        return batches;
    }
}
