using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Client.Evidence;

/// <summary>The calls of the Evidence contract.</summary>
public static class EvidenceCalls
{
    /// <summary>
    /// Records a trading centre's book of scan sessions: its root, and nothing else of it. Recording it again is harmless.
    /// </summary>
    /// <exception cref="ArgumentException">A field of the book is out of its form.</exception>
    public static Call RecordSessions(IHasher hasher, SessionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        var root = ByteString.CopyFrom(SessionBooks.RootOf(hasher, book).ToArray());
        return new Call { Evidence = new EvidenceCall { RecordSessions = new RecordSessions { Day = book.Day, Root = root } } };
    }
}
