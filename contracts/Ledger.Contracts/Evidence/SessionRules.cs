using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Evidence;

/// <summary>What a finished session must look like.</summary>
internal static class SessionRules
{
    internal static Refused Check(FinishedSession session, int index, long blockTime)
    {
        if (FieldRules.First(
            FieldRules.Listed(session.Act, $"Session {index}'s act"),
            FieldRules.Listed(session.Result, $"Session {index}'s result"),
            FieldRules.DigestBytes(session.Commitment.Length, $"Session {index}'s commitment"),
            FieldRules.DigestBytes(session.PayloadDigest.Length, $"Session {index}'s payload digest"),
            session.ConfirmationDigest.IsEmpty
                ? Refused.No
                : FieldRules.DigestBytes(session.ConfirmationDigest.Length, $"Session {index}'s confirmation digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (session.OpenedAt <= 0 || session.FinishedAt < session.OpenedAt || session.FinishedAt > blockTime)
        {
            return new Refused(
                RefusalCode.SessionTimes, $"Session {index} was opened at {session.OpenedAt} and finished at {session.FinishedAt}; block time is {blockTime}.");
        }

        var fits = session.Result switch
        {
            SessionResult.Confirmed => !session.ConfirmationDigest.IsEmpty,
            SessionResult.Expired => session.ConfirmationDigest.IsEmpty,
            _ => true,
        };
        return fits
            ? Refused.No
            : new Refused(RefusalCode.SessionConfirmation, $"Session {index} is {session.Result} with a confirmation digest of {session.ConfirmationDigest.Length} bytes.");
    }
}
