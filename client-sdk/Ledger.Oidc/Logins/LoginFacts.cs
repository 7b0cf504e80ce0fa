using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Membership;

namespace Ledger.Oidc.Logins;

/// <summary>Who logged in, by the newest final block with its proofs.</summary>
/// <param name="Uscc">The market subject's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Person">The operator's commitment; empty for the subject's own certificate.</param>
/// <param name="Powers">What the person may do; all of it with the subject's own certificate.</param>
/// <param name="PowersUntil">Until when, UTC milliseconds; 0 for no end.</param>
internal sealed record LoginFacts(
    string Uscc, string Name, ReadOnlyMemory<byte> Person, IReadOnlyList<OperatorPower> Powers, long PowersUntil)
{
    /// <summary>Whether it is an appointed operator (经办人).</summary>
    internal bool IsOperator => !Person.IsEmpty;

    /// <summary>Reads them; null where the person was appointed and is no longer.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    internal static async Task<LoginFacts?> ReadAsync(
        LedgerClient client, ScanConfirmation confirmation, CancellationToken cancellationToken)
    {
        var uscc = confirmation.SubjectUscc;
        var key = AccountTables.OperatorKey(uscc, confirmation.CertificateId.ToArray());
        var appointed = await client.ReadAsync(AccountTables.Operators, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        var name = await NameOfAsync(client, uscc, appointed.Height, cancellationToken).ConfigureAwait(false);
        if (appointed.Record is not { } person)
        {
            return new LoginFacts(uscc, name, default, [OperatorPower.Sign, OperatorPower.Seal, OperatorPower.Pay], 0);
        }

        return OperatorRules.TermAt(person, appointed.Time) is { } term
            ? new LoginFacts(uscc, name, person.PersonCommitment.Memory, term.Powers, term.Until)
            : null;
    }

    // Members are no registered subjects of their own.
    private static async Task<string> NameOfAsync(LedgerClient client, string uscc, ulong height, CancellationToken cancellationToken)
    {
        var subject = await client.ReadAsync(AccountTables.Subjects, AccountTables.Subjects.Key(uscc), height, cancellationToken)
            .ConfigureAwait(false);
        if (subject.Record is { } registered)
        {
            return registered.Name;
        }

        var member = await client.ReadAsync(MembershipTables.Members, MembershipTables.Members.Key(uscc), height, cancellationToken)
            .ConfigureAwait(false);
        return member.Record?.Name ?? string.Empty;
    }
}
