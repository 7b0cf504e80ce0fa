using Ledger.Client.Evidence;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    private static readonly TimeSpan BlockTimePoll = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Records a trading centre's book of scan sessions: its root alone goes on the chain. Do so every working day at the same time, with
    /// sessions or without, so that the record itself tells nothing. The chain takes a day once it is over by its own time, which runs a
    /// little behind the clocks: so this waits for it, as long as <see cref="LedgerClientOptions.FinalityTimeout"/>. Recording a book again
    /// is harmless. Keep the book first.
    /// </summary>
    /// <exception cref="LedgerClientException">
    /// The node refused, is unreachable, what it answered does not verify, or it is not final in time.
    /// </exception>
    /// <exception cref="ArgumentException">A field of the book is out of its form.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    public async Task<TransactionResult> RecordSessionsAsync(SessionBook book, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        var call = EvidenceCalls.RecordSessions(Genesis.Hasher, book);
        var started = _options.Time.GetTimestamp();
        while (await ChainTimeAsync(cancellationToken).ConfigureAwait(false) < SessionBooks.EndOf(book.Day) &&
            _options.Time.GetElapsedTime(started) < _options.FinalityTimeout)
        {
            await Task.Delay(BlockTimePoll, _options.Time, cancellationToken).ConfigureAwait(false);
        }

        return await SubmitAsync(call, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
