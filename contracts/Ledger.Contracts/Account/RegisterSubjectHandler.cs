using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Account;

/// <summary>A trading centre registers a market subject (市场主体) by its code, whose check character may fail (DOMAIN §4).</summary>
internal static class RegisterSubjectHandler
{
    internal static Refused Handle(RegisterSubject call, CallContext context)
    {
        if (SignerRules.Require(context.Signer, Role.TradingCentre, "RegisterSubject") is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        if (SubjectRules.Check(call.Uscc, call.Name) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = AccountTables.Subjects.Key(call.Uscc);
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.SubjectExists, $"Subject {call.Uscc} is registered already.");
        }

        context.Record(AccountTables.Subjects, key, SubjectRules.Build(call.Uscc, call.Name, context.Time), "subject.registered");
        return Refused.No;
    }
}
