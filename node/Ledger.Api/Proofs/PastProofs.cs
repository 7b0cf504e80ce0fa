using Grpc.Core;
using Ledger.Api.Held;
using Ledger.State;

namespace Ledger.Api.Proofs;

/// <summary>
/// Proofs of states that are asked for by height. Of most old heights the trie must be made again first, from all that the blocks since a
/// checkpoint changed: work that anybody may ask for, so it is done one after the other, by a part of one core, for a bounded number of
/// callers. What is at hand is answered at once, beside it.
/// </summary>
internal sealed class PastProofs(IStateHistory state, ApiOptions options, CancellationToken stopping)
{
    private readonly HeldCalls _asks = new(
        "proofs of old heights", options.PastProofsMax, options.PartOf(options.PastProofsMax), options.StreamIdleMax, stopping);

    private readonly TimeProvider _pace = TimeProvider.System; // work is measured by it, not by a clock that may be driven
    private readonly SemaphoreSlim _turn = new(1); // holds nothing that must be freed
    private long _workedAt; // when the last work ended
    private TimeSpan _rest; // how long the next waits from there on

    /// <summary>Proves something at a kept height.</summary>
    /// <exception cref="RpcException">So many ask already, in all or of this caller.</exception>
    internal async Task<T> RunAsync<T>(ServerCallContext context, ulong height, Func<T> prove) =>
        state.IsAtHand(height)
            ? prove()
            : await _asks.RunAsync(context, call => ProveInTurnAsync(height, prove, call.Token)).ConfigureAwait(false);

    private async Task<T> ProveInTurnAsync<T>(ulong height, Func<T> prove, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (state.IsAtHand(height))
            {
                return prove(); // somebody before in the queue asked for the same
            }

            if (_rest - _pace.GetElapsedTime(_workedAt) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, _pace, cancellationToken).ConfigureAwait(false);
            }

            var since = _pace.GetTimestamp();
            try
            {
                return prove();
            }
            finally
            {
                _workedAt = _pace.GetTimestamp();
                _rest = _pace.GetElapsedTime(since, _workedAt) * (options.PastProofsPart - 1);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
