using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>What the player needs of a chain: <see cref="LedgerClientChain"/> gives it over gRPC. Safe for use by several tasks.</summary>
public interface IRecordChain
{
    /// <summary>The newest final block.</summary>
    Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Hands in a transaction. The outer task ends when the node has admitted it – what the same caller hands in next lands behind it –
    /// and the inner one when it is final or expired.
    /// </summary>
    Task<Task<PlayOutcome>> SubmitAsync(PreparedTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// The value of a state key at the newest final block, checked against its proof; null where the key is proved absent.
    /// </summary>
    Task<byte[]?> GetAsync(byte[] key, CancellationToken cancellationToken);

    /// <summary>Every entry under a prefix as of one final height, proved complete once the last has come.</summary>
    IAsyncEnumerable<StateEntry> ListAsync(byte[] prefix, CancellationToken cancellationToken);
}
