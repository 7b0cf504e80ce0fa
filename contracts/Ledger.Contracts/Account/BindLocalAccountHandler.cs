using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Account;

/// <summary>
/// A centre ties its own account number to a subject, or replaces the tie: only a salted commitment to the number is held.
/// </summary>
internal static class BindLocalAccountHandler
{
    internal static Refused Handle(BindLocalAccount call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.TradingCentre, "BindLocalAccount"),
            FieldRules.Uscc(call.Uscc, "The subject's code"),
            FieldRules.DigestBytes(call.LocalAccountCommitment.Length, "The commitment")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (context.State.Get(AccountTables.Subjects.Key(call.Uscc)) is null)
        {
            return new Refused(RefusalCode.UnknownSubject, $"Subject {call.Uscc} is not registered.");
        }

        var key = AccountTables.LocalAccounts.Key($"{context.Signer.Uscc}/{call.Uscc}");
        var bound = new LocalAccount { Commitment = call.LocalAccountCommitment, BoundAt = context.Time };
        context.Record(AccountTables.LocalAccounts, key, bound, "local_account.bound");
        return Refused.No;
    }
}
