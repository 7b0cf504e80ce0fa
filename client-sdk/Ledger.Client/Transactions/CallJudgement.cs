using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Judgements;

namespace Ledger.Client;

/// <summary>What is known of calls before they are sent.</summary>
/// <param name="Time">Time of the newest final block, UTC milliseconds: what times in the calls are beside.</param>
/// <param name="SignerUscc">Who would sign; empty where the certificate is not registered and valid.</param>
/// <param name="SignerName">Its name on the chain.</param>
/// <param name="Warnings">What is doubtful.</param>
public sealed record CallJudgement(long Time, string SignerUscc, string SignerName, IReadOnlyList<CallWarning> Warnings)
{
    /// <summary>A pure function of the state.</summary>
    internal static CallJudgement Of(IReadOnlyList<Call> calls, Digest certificate, long time, IStateReader state)
    {
        _ = SignerRules.Resolve(state, certificate, time, out var signer);
        var uscc = signer?.Uscc ?? string.Empty;
        var subject = AccountTables.Subjects.Read(state, AccountTables.Subjects.Key(uscc));
        return new CallJudgement(time, uscc, subject?.Name ?? string.Empty, CallWarnings.Of(calls, uscc, state, time));
    }
}
