using Ledger.Client.Evidence;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    private static readonly TimeSpan BlockTimePoll = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Records finished scan sessions as a trading centre, 1 to 256 in one transaction. The chain takes none that finished after its own time, which
    /// runs a little behind the clocks: so this waits for it, as long as <see cref="LedgerClientOptions.FinalityTimeout"/>. Recording one again is harmless.
    /// </summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, what it answered does not verify, or it is not final in time.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    public async Task<TransactionResult> RecordSessionsAsync(IReadOnlyCollection<FinishedSession> sessions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var started = _options.Time.GetTimestamp();
        var newest = sessions.Count == 0 ? 0 : sessions.Max(session => session.FinishedAt);
        while (await ChainTimeAsync(cancellationToken).ConfigureAwait(false) < newest && _options.Time.GetElapsedTime(started) < _options.FinalityTimeout)
        {
            await Task.Delay(BlockTimePoll, _options.Time, cancellationToken).ConfigureAwait(false);
        }

        return await SubmitAsync(EvidenceCalls.RecordSessions(sessions), cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
