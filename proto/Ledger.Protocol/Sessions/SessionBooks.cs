using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>
/// A centre's book of finished sessions, whose root alone goes on the chain. The book has a fixed number of places: sessions, and
/// random-looking leaves that are shown to be nothing by the book's secret. All leaves stand in the order of their hashes. So neither the
/// root, nor the proof of one session, says how many there are; and whoever is given the whole book knows that no session is left out of it
/// (docs/spec/scan-session.md, "Record").
/// </summary>
public static class SessionBooks
{
    /// <summary>Bytes of a book's secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>The smallest book has 2^10 places.</summary>
    public const uint DepthMin = 10;

    /// <summary>The largest book has 2^20 places.</summary>
    public const uint DepthMax = 20;

    private const long DayMs = 24L * 60 * 60 * 1000;
    private const long ChinaOffsetMs = 8L * 60 * 60 * 1000;

    /// <summary>The day of an instant (UTC milliseconds, not before 1970): days since 1970-01-01 in China Standard Time.</summary>
    public static uint DayOf(long timeMs) => checked((uint)((timeMs + ChinaOffsetMs) / DayMs));

    /// <summary>When a day is over, UTC milliseconds: the first instant of the next.</summary>
    public static long EndOf(uint day) => ((day + 1L) * DayMs) - ChinaOffsetMs;

    /// <summary>Refuses a book, which may come from anywhere, with a field out of its form.</summary>
    public static Refused Check(SessionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (book.Secret.Length != SecretBytes || book.Depth is < DepthMin or > DepthMax)
        {
            return new Refused(
                RefusalCode.BadSessionField,
                $"The book has a secret of {book.Secret.Length} bytes and depth {book.Depth}; those are {SecretBytes}, and {DepthMin} " +
                $"to {DepthMax}.");
        }

        if (book.Sessions.Count > 1 << (int)book.Depth)
        {
            return new Refused(
                RefusalCode.SessionBookFull, $"The book holds {book.Sessions.Count} sessions and has {1 << (int)book.Depth} places.");
        }

        var commitments = new HashSet<ByteString>(book.Sessions.Count);
        foreach (var (index, session) in book.Sessions.Index())
        {
            if (Check(session, index, EndOf(book.Day)) is { IsRefused: true } refused)
            {
                return refused;
            }

            if (!commitments.Add(session.Commitment))
            {
                return new Refused(RefusalCode.SessionConflict, $"Session {index} has the commitment of one before it.");
            }
        }

        return Refused.No;
    }

    /// <summary>The root that the centre records.</summary>
    /// <exception cref="ArgumentException">A field of the book is out of its form.</exception>
    public static Digest RootOf(IHasher hasher, SessionBook book) => MerkleTree.Root(hasher, LeavesOf(hasher, book));

    /// <summary>Proves one session of a book against its root, and tells nothing of the others.</summary>
    /// <exception cref="ArgumentException">A field of the book is out of its form, or the session is not in it.</exception>
    public static MerkleProof Prove(IHasher hasher, SessionBook book, FinishedSession session)
    {
        var leaves = LeavesOf(hasher, book);
        var index = Array.IndexOf(leaves, MerkleTree.LeafHash(hasher, LeafOf(session)));
        if (index < 0)
        {
            throw new ArgumentException("The session is not in the book.", nameof(session));
        }

        var path = MerkleTree.AuditPath(hasher, leaves, index);
        return new MerkleProof
        {
            Index = (ulong)index,
            Size = (ulong)leaves.Length,
            Path = { path.Select(step => ByteString.CopyFrom(step.ToArray())) },
        };
    }

    /// <summary>The content of a session's leaf, for whoever checks a proof.</summary>
    public static byte[] LeafOf(FinishedSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. DomainTag.SessionLeaf, .. session.ToByteArray()];
    }

    // Sorted by hash: a place says nothing of when its session was, nor of how many there are.
    private static Digest[] LeavesOf(IHasher hasher, SessionBook book)
    {
        if (Check(book) is { IsRefused: true } refused)
        {
            throw new ArgumentException(refused.Detail, nameof(book));
        }

        var leaves = new Digest[1 << (int)book.Depth];
        byte[] nothing = [.. DomainTag.SessionNothing, .. book.Secret.Span, 0, 0, 0, 0];
        for (var i = 0; i < leaves.Length; i++)
        {
            if (i < book.Sessions.Count)
            {
                leaves[i] = MerkleTree.LeafHash(hasher, LeafOf(book.Sessions[i]));
                continue;
            }

            BinaryPrimitives.WriteInt32BigEndian(nothing.AsSpan(^sizeof(int)..), i);
            leaves[i] = MerkleTree.LeafHash(hasher, nothing);
        }

        Array.Sort(leaves);
        return leaves;
    }

    private static Refused Check(FinishedSession session, int index, long endOfDay)
    {
        if (session.Act == ScanAct.Unspecified || !Enum.IsDefined(session.Act) || session.Result == SessionResult.Unspecified ||
            !Enum.IsDefined(session.Result))
        {
            return new Refused(RefusalCode.BadEnumeration, $"Session {index} has act {session.Act} and result {session.Result}.");
        }

        if (session.Commitment.Length != Digest.Bytes || session.PayloadDigest.Length != Digest.Bytes ||
            session.ConfirmationDigest.Length is not (0 or Digest.Bytes))
        {
            return new Refused(RefusalCode.BadDigest, $"Session {index} has a digest that is not of {Digest.Bytes} bytes.");
        }

        if (session.OpenedAt <= 0 || session.FinishedAt < session.OpenedAt || session.FinishedAt >= endOfDay)
        {
            return new Refused(
                RefusalCode.SessionTimes,
                $"Session {index} was opened at {session.OpenedAt} and finished at {session.FinishedAt}; the book's last day ends at " +
                $"{endOfDay}.");
        }

        var fits = session.Result switch
        {
            SessionResult.Confirmed => !session.ConfirmationDigest.IsEmpty,
            SessionResult.Expired => session.ConfirmationDigest.IsEmpty,
            _ => true,
        };
        return fits
            ? Refused.No
            : new Refused(
                RefusalCode.SessionConfirmation,
                $"Session {index} is {session.Result} with a confirmation digest of {session.ConfirmationDigest.Length} bytes.");
    }
}
