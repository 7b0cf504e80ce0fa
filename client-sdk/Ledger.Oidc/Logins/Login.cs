using Ledger.Client.Sessions;
using Ledger.Oidc.Configuration;

namespace Ledger.Oidc.Logins;

/// <summary>
/// One browser's login at one application, from its request to the code: a scan session, bound to the browser by a cookie that was made for
/// it alone.
/// </summary>
internal sealed class Login : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Login(
        OidcClient client, IReadOnlyList<string> scopes, string query, string returnOrigin, ScanSession session, DateTimeOffset until)
    {
        (Client, Scopes, Query, ReturnOrigin, Session, Until) = (client, scopes, query, returnOrigin, session, until);
    }

    internal OidcClient Client { get; }

    internal IReadOnlyList<string> Scopes { get; }

    /// <summary>The request as it came, with which the browser comes back for its code.</summary>
    internal string Query { get; }

    /// <summary>The application's origin, to which the browser goes back.</summary>
    internal string ReturnOrigin { get; }

    internal ScanSession Session { get; }

    /// <summary>When the QR is over, by this machine's clock.</summary>
    internal DateTimeOffset Until { get; }

    /// <summary>The scan session's id: of the record on the chain, and of the one code.</summary>
    internal string Id => Convert.ToHexStringLower(Session.Ticket.Sid.Span);

    internal LoginState State { get; private set; }

    internal LoginRefusal Refusal { get; private set; }

    /// <summary>Who it is; null unless CONFIRMED.</summary>
    internal LoginFacts? Facts { get; private set; }

    /// <summary>When it was confirmed, by this machine's clock.</summary>
    internal DateTimeOffset ConfirmedAt { get; private set; }

    /// <summary>Whether the page is in English; the browser's wish, until the person chooses.</summary>
    internal bool IsEnglish { get; set; }

    /// <summary>Whether the page's text is large.</summary>
    internal bool IsLarge { get; set; }

    /// <summary>Ends what follows the session.</summary>
    internal CancellationToken Ended => _ended.Token;

    internal void Scan() => Enter(LoginState.Scanned);

    internal void Confirm(LoginFacts facts, DateTimeOffset at) => Enter(LoginState.Confirmed, () => (Facts, ConfirmedAt) = (facts, at));

    internal void Refuse(LoginRefusal refusal) => Enter(LoginState.Refused, () => Refusal = refusal);

    /// <summary>Returns once the login is no longer as it was seen, or the time is over.</summary>
    internal async Task WaitAsync(LoginState seen, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_lock)
        {
            if (State != seen)
            {
                return;
            }

            changed = _changed.Task;
        }

        try
        {
            await changed.WaitAsync(patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // As it was: the page shows how long it still has.
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private void Enter(LoginState state, Action? with = null)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            if (state <= State || State == LoginState.Confirmed)
            {
                return;
            }

            with?.Invoke();
            State = state;
            (before, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        before.SetResult();
    }
}
