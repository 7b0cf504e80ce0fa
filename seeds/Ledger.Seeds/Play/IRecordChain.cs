using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>What the player needs of a chain: <see cref="LedgerClientChain"/> gives it over gRPC. Safe for use by several tasks.</summary>
public interface IRecordChain
{
    /// <summary>The newest final block.</summary>
    Task<RecordHead> GetHeadAsync(CancellationToken cancellationToken);

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

/// <summary>What became of a transaction.</summary>
/// <param name="Code">None: done. Repeated or duplicate: done before. Expired: it can never land. Otherwise refused.</param>
/// <param name="Detail">The refusal in words.</param>
public readonly record struct PlayOutcome(RefusalCode Code, string Detail)
{
    /// <summary>Whether its effect stands, from now or from before.</summary>
    public bool IsDone => Code is RefusalCode.None || IsRepeated;

    /// <summary>Whether an earlier transaction had the effect.</summary>
    public bool IsRepeated => Code is RefusalCode.Repeated or RefusalCode.Duplicate;
}

/// <summary>The newest final block of a chain.</summary>
/// <param name="Height">Its height.</param>
/// <param name="TimeMs">Its BFT time, UTC milliseconds.</param>
public readonly record struct RecordHead(ulong Height, long TimeMs);
