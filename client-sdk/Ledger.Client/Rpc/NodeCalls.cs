using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Ledger.Client.Rpc;

/// <summary>Makes unary calls: each with a deadline, transient failures tried again with the same request.</summary>
internal sealed class NodeCalls(LedgerClientOptions options, ILogger logger)
{
    /// <summary>Calls until it answers, fails for good, or the tries are used up.</summary>
    /// <exception cref="LedgerClientException">It failed; the error of the last try.</exception>
    internal async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, CancellationToken cancellationToken)
    {
        // All tries together have the time of one call: a node that says nothing is given up then, not after as many deadlines.
        var deadline = Deadline(options.CallTimeout);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var call = method(request, new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
                return await call.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var error = RpcErrors.Map(options.Node, e);
                if (!error.IsTransient || attempt == options.Retry.AttemptsMax || e.StatusCode == StatusCode.DeadlineExceeded)
                {
                    throw error;
                }

                var delay = DelayAfter(attempt);
                logger.TryingAgain(attempt, typeof(TRequest).Name, e.StatusCode, delay.TotalMilliseconds);
                await Task.Delay(delay, options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal DateTime Deadline(TimeSpan timeout) => DateTime.UtcNow + timeout; // gRPC compares it with the system's clock

    /// <summary>
    /// The delay after a failed try: doubles from the first on, and varies by half so that many clients do not come back at once.
    /// </summary>
    internal TimeSpan DelayAfter(int attempt)
    {
        var factor = Math.Pow(2, Math.Min(attempt - 1, 30));
        var delayMs = Math.Min(options.Retry.DelayFirst.TotalMilliseconds * factor, options.Retry.DelayMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(delayMs * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
