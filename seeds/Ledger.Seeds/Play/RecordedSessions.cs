using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The record's scan sessions as the centre puts them on the chain. The salts, which nobody else knows, follow from the seed.</summary>
public sealed class RecordedSessions(ConsortiumSeed consortium)
{
    private const int SessionIdBytes = 16;

    /// <summary>What stands on the chain of a session: no subject, only a salted commitment to it.</summary>
    public FinishedSession Finish(SessionPlan session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var salt = Derive("session-salt", session);
        var id = Derive("session-id", session).AsSpan(0, SessionIdBytes);
        return new FinishedSession
        {
            Act = session.Act,
            Commitment = ByteString.CopyFrom(SessionCommitment.Compute(consortium.Genesis.Hasher, salt, id, session.Subject.Uscc, null).ToArray()),
            PayloadDigest = UnsafeByteOperations.UnsafeWrap(Derive("session-payload", session)),
            ConfirmationDigest = UnsafeByteOperations.UnsafeWrap(Derive("session-confirmation", session)),
            OpenedAt = session.OpenedAt.ToUnixTimeMilliseconds(),
            FinishedAt = session.FinishedAt.ToUnixTimeMilliseconds(),
            Result = SessionResult.Confirmed,
        };
    }

    private byte[] Derive(string what, SessionPlan session) => SeededBytes.Derive(consortium.Seed, what, session.Index);
}
