using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema.Evidence;

namespace Ledger.Seeds;

/// <summary>
/// The record's scan sessions as the centre keeps them, in books whose roots it puts on the chain. The salts, which nobody else knows,
/// follow from the seed.
/// </summary>
public sealed class RecordedSessions(ConsortiumSeed consortium)
{
    private const int SessionIdBytes = 16;

    /// <summary>The book of an action of <see cref="RecordActionKind.RecordSessions"/>: to the end of the day before it.</summary>
    public SessionBook BookOf(RecordAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var day = SessionBooks.DayOf(action.At.ToUnixTimeMilliseconds()) - 1;
        return new SessionBook
        {
            Day = day,
            Secret = UnsafeByteOperations.UnsafeWrap(SeededBytes.Derive(consortium.Seed, "session-book", (int)day)),
            Depth = SessionBooks.DepthMin,
            Sessions = { action.Sessions.Select(Finish) },
        };
    }

    /// <summary>The key under which the root of an action's book stands, and the root.</summary>
    internal (byte[] Key, ByteString Root) Expect(RecordAction action, SessionBook book) =>
        (
            EvidenceTables.SessionsKey(action.ActorUscc, book.Day),
            ByteString.CopyFrom(SessionBooks.RootOf(consortium.Genesis.Hasher, book).ToArray()));

    /// <summary>What a book holds of a session: no subject, only a salted commitment to it.</summary>
    public FinishedSession Finish(SessionPlan session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var salt = Derive("session-salt", session);
        var id = Derive("session-id", session).AsSpan(0, SessionIdBytes);
        return new FinishedSession
        {
            Act = session.Act,
            Commitment = ByteString.CopyFrom(
                SessionCommitment.Compute(consortium.Genesis.Hasher, salt, id, session.Subject.Uscc, null).ToArray()),
            PayloadDigest = UnsafeByteOperations.UnsafeWrap(Derive("session-payload", session)),
            ConfirmationDigest = UnsafeByteOperations.UnsafeWrap(Derive("session-confirmation", session)),
            OpenedAt = session.OpenedAt.ToUnixTimeMilliseconds(),
            FinishedAt = session.FinishedAt.ToUnixTimeMilliseconds(),
            Result = SessionResult.Confirmed,
        };
    }

    private byte[] Derive(string what, SessionPlan session) => SeededBytes.Derive(consortium.Seed, what, session.Index);
}
