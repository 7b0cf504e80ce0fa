using Ledger.Ordering;

namespace Ledger.Benchmarks.CatchUp;

/// <summary>An order at which nothing new comes: what a node lacks it has from the others.</summary>
internal sealed class NothingOrdered : IOrderer
{
    public ValueTask<AppendResult> AppendAsync(ulong sequence, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AppendResult.Refused);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(ulong from, int countMax, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([]);

    public async ValueTask WaitAsync(ulong sequence, CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.Infinite, cancellationToken);

    public void Release(string reader, ulong below)
    {
    }
}
