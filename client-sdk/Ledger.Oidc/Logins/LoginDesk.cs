using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Evidence;
using Ledger.Client.Sessions;
using Ledger.Oidc.Configuration;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Oidc.Logins;

/// <summary>Opens a scan session for each login, follows it, and finds out who it is.</summary>
internal sealed class LoginDesk(
    LedgerClient client, OidcConfiguration configuration, TimeProvider clock, ILogger<LoginDesk> log)
{
    /// <summary>Opens a login; null where the node cannot serve it now.</summary>
    internal async Task<Login?> OpenAsync(
        OidcClient application, IReadOnlyList<string> scopes, string query, string returnOrigin, bool isEnglish,
        CancellationToken cancellationToken)
    {
        try
        {
            var words = LoginScopes.WordsOf(scopes);
            var session = await client.OpenScanAsync(
                new ScanRequest
                {
                    Act = ScanAct.Login,
                    Origin = configuration.Origin,
                    Title = isEnglish
                        ? $"Log in to {application.NameEnglish}; it is given: {words.English}"
                        : $"登录{application.Name}；将提供：{words.Chinese}",
                },
                cancellationToken).ConfigureAwait(false);
            var login = new Login(
                application, scopes, query, returnOrigin, session,
                clock.GetUtcNow().AddMilliseconds(session.Ticket.Exp - session.Ticket.Iat))
            {
                IsEnglish = isEnglish,
            };
            _ = FollowAsync(login, login.Ended);
            return login;
        }
        catch (LedgerClientException e)
        {
            OidcLog.NodeFailed(log, e);
            return null;
        }
    }

    private async Task FollowAsync(Login login, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await login.Session.WaitAsync(
                state =>
                {
                    if (state == ScanState.Scanned)
                    {
                        login.Scan();
                    }
                },
                cancellationToken).ConfigureAwait(false);
            if (outcome.Confirmation is { } confirmation)
            {
                await ConfirmAsync(login, confirmation, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                login.Refuse(outcome.State == ScanState.Expired ? LoginRefusal.Expired
                    : outcome.Reason == RejectReason.WrongNumber ? LoginRefusal.WrongNumber : LoginRefusal.Rejected);
            }
        }
        catch (OperationCanceledException)
        {
            login.Refuse(LoginRefusal.Cancelled);
        }
        catch (LedgerClientException e)
        {
            OidcLog.NodeFailed(log, e);
            login.Refuse(LoginRefusal.NodeFailed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            OidcLog.NotKept(log, configuration.Openings, e);
            login.Refuse(LoginRefusal.NotKept);
        }
    }

    private async Task ConfirmAsync(Login login, ScanConfirmation confirmation, CancellationToken cancellationToken)
    {
        if (await LoginFacts.ReadAsync(client, confirmation, cancellationToken).ConfigureAwait(false) is not { } facts)
        {
            login.Refuse(LoginRefusal.PowersEnded);
            return;
        }

        Keep(login.Id, SessionEvidence.Of(confirmation, client.Genesis.Hasher).Opening);
        login.Confirm(facts, clock.GetUtcNow());
        OidcLog.Confirmed(log, login.Client.Id, login.Id);
    }

    // For the day's book (`ledger scan record`): a login that is not kept there cannot be shown to anybody later.
    private void Keep(string id, SessionOpening opening)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Directory.CreateDirectory(configuration.Openings);
        using var file = new FileStream(Path.Combine(configuration.Openings, $"{id}.bin"), options);
        file.Write(opening.ToByteArray());
    }
}
