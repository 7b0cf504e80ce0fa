using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
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

    /// <summary>
    /// An auditor binds itself to a block that it verified the chain up to, and to its report. Again with the same content is harmless;
    /// with other content it is refused. Known from rule version 3 on.
    /// </summary>
    /// <param name="header">The block's header. Take it from a verified block: the chain cannot tell one that is not its own.</param>
    /// <param name="reportSha256">SHA-256 of the report's bytes.</param>
    /// <param name="depth">How much was verified.</param>
    public static Call CosignCheckpoint(BlockHeader header, Digest reportSha256, AuditDepth depth)
    {
        ArgumentNullException.ThrowIfNull(header);
        var call = new CosignCheckpoint
        {
            Header = ByteString.CopyFrom(header.Encode()),
            ReportDigest = ByteString.CopyFrom(reportSha256.ToArray()),
            Depth = depth,
        };
        return new Call { Evidence = new EvidenceCall { CosignCheckpoint = call } };
    }
}
