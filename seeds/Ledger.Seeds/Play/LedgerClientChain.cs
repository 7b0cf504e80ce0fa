using System.Runtime.CompilerServices;
using Google.Protobuf;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using StateEntry = Ledger.Protocol.V1.StateEntry;

namespace Ledger.Seeds;

/// <summary>
/// A chain behind the SDK: real gRPC, and every outcome and read proved. The client stays its owner's; it needs no signer.
/// </summary>
public sealed class LedgerClientChain(LedgerClient client) : IRecordChain
{
    private static readonly SubmitOptions Admitted = new() { WaitFor = WaitFor.Admitted };

    /// <inheritdoc/>
    public async Task<RecordHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        var status = await client.GetStatusAsync(cancellationToken);
        return new RecordHead(status.Height, status.BlockTime);
    }

    /// <inheritdoc/>
    public async Task<Task<PlayOutcome>> SubmitAsync(PreparedTransaction transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        try
        {
            await client.SubmitSignedAsync(transaction.Bytes, Admitted, cancellationToken);
        }
        catch (RefusedException e)
        {
            return Task.FromResult(new PlayOutcome(e.Code, e.Message));
        }

        return AwaitAsync(transaction, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(byte[] key, CancellationToken cancellationToken) =>
        (await client.GetAsync(key, cancellationToken: cancellationToken)).Value?.ToArray();

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateEntry> ListAsync(byte[] prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in client.ListPagesAsync(prefix, cancellationToken: cancellationToken))
        {
            foreach (var row in page.Entries)
            {
                yield return new StateEntry
                {
                    Key = UnsafeByteOperations.UnsafeWrap(row.Key),
                    Value = UnsafeByteOperations.UnsafeWrap(row.Value),
                };
            }
        }
    }

    private async Task<PlayOutcome> AwaitAsync(PreparedTransaction transaction, CancellationToken cancellationToken)
    {
        var result = await client.AwaitFinalAsync(transaction.Id, transaction.NotAfterMs, cancellationToken);
        return result switch
        {
            { Fate: Fate.Final, Receipt: { } receipt } => new PlayOutcome((RefusalCode)receipt.Code, receipt.Detail),
            { Fate: Fate.Expired } =>
                new PlayOutcome(RefusalCode.Expired, $"Transaction {transaction.Id} did not land before {transaction.NotAfterMs}."),
            _ => new PlayOutcome(RefusalCode.UnknownTransaction, $"The node has forgotten transaction {transaction.Id}."),
        };
    }
}
