using System.Runtime.CompilerServices;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Sessions;

public sealed partial class ScanSessionBook
{
    /// <summary>The present state of a session, for the browser that opened it.</summary>
    public Refused Watch(WatchScanRequest request, out ScanUpdate? update)
    {
        ArgumentNullException.ThrowIfNull(request);
        update = null;
        lock (_gate)
        {
            var refused = FindWatched(request, out var session);
            update = refused.IsRefused ? null : session.ToUpdate();
            return Counted(refused);
        }
    }

    /// <summary>The session's states after <paramref name="seen"/>, as they come; ends with the session.</summary>
    public async IAsyncEnumerable<ScanUpdate> FollowAsync(
        WatchScanRequest request, ScanState seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (seen is not (ScanState.Confirmed or ScanState.Rejected or ScanState.Expired))
        {
            ScanUpdate? update = null;
            Task changed;
            long waitMs;
            lock (_gate)
            {
                if (FindWatched(request, out var session).IsRefused)
                {
                    yield break;
                }

                changed = session.Changed;
                waitMs = session.ExpiresAtMs - Now;
                if (session.State != seen)
                {
                    update = session.ToUpdate();
                }
            }

            if (update is null)
            {
                await WaitAsync(changed, waitMs, cancellationToken).ConfigureAwait(false);
                continue;
            }

            seen = update.State;
            yield return update;
        }
    }

    private Refused FindWatched(WatchScanRequest request, out ScanSession session)
    {
        var refused = Find(request.Sid.Span, out session);
        return refused.IsRefused ? refused : RequireBrowser(session, request.BrowserSecret.Span);
    }

    private Refused RequireBrowser(ScanSession session, ReadOnlySpan<byte> secret) =>
        secret.Length == ScanLimits.SecretBytes && Matches(session.Binding, ScanSecrets.BrowserBinding(_chain.Hasher, secret))
            ? Refused.No
            : new Refused(RefusalCode.NotTheBrowser, "The secret is not that of the browser that opened the session.");

    /// <summary>Waits for a change, or until the clock has gone on by <paramref name="waitMs"/>, whichever comes first.</summary>
    private async Task WaitAsync(Task changed, long waitMs, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(TimeSpan.FromMilliseconds(Math.Max(1, waitMs)), _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Its time is over: whoever waits looks again.
        }
    }
}
