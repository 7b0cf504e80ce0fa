using System.Runtime.ExceptionServices;
using Ledger.Protocol;

namespace Ledger.Seeds;

/// <summary>Hands in one day's transactions, a bounded number at a time, and waits until all are final.</summary>
internal sealed class DayPlay(
    PreparedDay day, RecordSigner signer, Func<string, IRecordChain> chainOf, PlayOptions options, PlayTally tally, ulong height,
    TimeProvider time)
{
    private readonly Dictionary<string, TaskCompletionSource> _opened = SignalsOf(day, RecordActionKind.OpenSection);
    private readonly Dictionary<string, TaskCompletionSource> _revealed = SignalsOf(day, RecordActionKind.RevealGuarantees);

    private ExceptionDispatchInfo? _failure;

    internal async Task PlayAsync(CancellationToken cancellationToken)
    {
        // A guarantee counts only where its bidder's certificate was registered before it was issued, and two nodes keep no order between
        // them.
        foreach (var actions in day.Actions.ToLookup(action => IsRegistration(action.Action)).OrderByDescending(group => group.Key))
        {
            await PlayAsync([.. actions], cancellationToken);
        }
    }

    private static Dictionary<string, TaskCompletionSource> SignalsOf(PreparedDay day, RecordActionKind kind) => day.Actions
        .Where(action => action.Action.Kind == kind)
        .ToDictionary(
            action => action.Action.Sections[0].Code,
            _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            StringComparer.Ordinal);

    private static bool IsRegistration(RecordAction action) =>
        action.Kind is RecordActionKind.RegisterSubjects or RecordActionKind.RegisterTenderer;

    private async Task PlayAsync(IReadOnlyList<PreparedAction> actions, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(options.InFlightMax);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>(actions.Count);
        try
        {
            foreach (var action in actions)
            {
                await slots.WaitAsync(stop.Token);
                running.Add(RunAsync(action, slots, stop));
            }

            await Task.WhenAll(running);
        }
        catch (Exception) when (_failure is not null)
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _failure.Throw();
        }
    }

    private async Task RunAsync(PreparedAction action, SemaphoreSlim slots, CancellationTokenSource stop)
    {
        try
        {
            // Bidders are named once the opening is final. What is handed in once that is admitted lands behind it, without another wait.
            var before = action.Action.Kind switch
            {
                RecordActionKind.RevealGuarantees => _opened.GetValueOrDefault(action.Action.Sections[0].Code),
                RecordActionKind.CompleteOpening => _revealed.GetValueOrDefault(action.Action.Sections[0].Code),
                _ => null,
            };
            if (before is not null)
            {
                await before.Task.WaitAsync(stop.Token);
            }

            await LandAsync(action, stop.Token);
        }
        catch (Exception e)
        {
            // What fails after it does so because it was stopped, and says nothing.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task LandAsync(PreparedAction action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var submitted = time.GetTimestamp();
            var final = await chainOf(action.Action.ActorUscc).SubmitAsync(action.Transaction, cancellationToken);
            if (action.Action.Kind == RecordActionKind.RevealGuarantees)
            {
                _revealed[action.Action.Sections[0].Code].TrySetResult();
            }

            var outcome = await final;
            if (outcome.IsDone)
            {
                if (action.Action.Kind == RecordActionKind.OpenSection)
                {
                    _opened[action.Action.Sections[0].Code].TrySetResult();
                }

                tally.Count(action.Transaction, outcome, submitted, height, day.Plan.Day);
                return;
            }

            if (!IsWorthAnother(outcome) || attempt == options.AttemptsMax)
            {
                throw new PlayException(
                    $"{action.Action.Kind} of {action.Action.At:yyyy-MM-dd HH:mm} ({action.Action.BusinessKey}): {outcome.Code}: " +
                    $"{outcome.Detail}");
            }

            action = await SignAnewAsync(action, cancellationToken);
        }
    }

    // Expired while the node was away, ordered before the one that it follows, or met by a fault of the contracts, which another block need
    // not have.
    private static bool IsWorthAnother(PlayOutcome outcome) => outcome.Code is
        RefusalCode.Expired or RefusalCode.UnknownTransaction or RefusalCode.NotAfterTooFar or RefusalCode.BeforeOpening
            or RefusalCode.SectionNotOpen or RefusalCode.OpeningNotFinal or RefusalCode.BiddersNotListed
        or RefusalCode.ContractFault or RefusalCode.BlockFull;

    private async Task<PreparedAction> SignAnewAsync(PreparedAction action, CancellationToken cancellationToken)
    {
        await Task.Delay(options.BlockTimePoll, time, cancellationToken);
        var head = await chainOf(action.Action.ActorUscc).GetHeadAsync(cancellationToken);
        return action with { Transaction = signer.Sign(action.Action, action.Opened, DayPreparer.NotAfterOf(head.TimeMs)) };
    }
}
