using System.Buffers.Text;
using System.Text;
using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Fuzz.Targets;

/// <summary>Scan sessions: what a phone's camera reads, what comes through the relay, what a court is shown.</summary>
internal static class SessionTargets
{
    private static readonly ScanAct[] Acts = [ScanAct.Login, ScanAct.Sign, ScanAct.Seal, ScanAct.Encrypt, ScanAct.Decrypt];

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var qrs = Acts.Select(
            act =>
                new ScanQr(TicketOf(act), Bytes(ScanLimits.NonceBytes, 3).Span, new Signature { Algorithm = 1, Value = Bytes(70, 4) })
                    .ToText())
            .ToList();
        yield return new FuzzTarget(
            "scan QR", [.. qrs.Select(Encoding.Latin1.GetBytes)], input => ReadQr(Encoding.Latin1.GetString(input), world));

        // Mutated behind the encoding, so that most texts are base64url and the fields are reached.
        yield return new FuzzTarget(
            "scan QR fields",
            [.. qrs.Select(qr => Base64Url.DecodeFromChars(qr))],
            input => ReadQr(Base64Url.EncodeToString(input), world));
        yield return new FuzzTarget("scan details", [.. Acts.Select(act => DetailsOf(act).ToByteArray())], ReadDetails);
        yield return new FuzzTarget(
            "session opening", [.. Acts.Select(act => OpeningOf(act).ToByteArray())], input => ReadOpening(input, world));
        yield return new FuzzTarget("session book", [BookOf(world, 0), BookOf(world, 1)], input => ReadBook(input, world));
    }

    private static string ReadQr(string text, FuzzWorld world)
    {
        if (!ScanQr.TryRead(text, world.Genesis.Hasher, out var qr))
        {
            return "refused";
        }

        Require(qr.ToText() == text, "A QR has two texts.");
        Require(!ScanTickets.Check(qr.Ticket).IsRefused, "A QR was read whose ticket is refused.");
        Require(ScanTickets.Encode(qr.Ticket).Length > 0, "A ticket has no encoding.");
        return $"taken {qr.Ticket.Act}";
    }

    private static string ReadDetails(byte[] input)
    {
        var taken = Acts.Where(act =>
        {
            var refused = ScanPayloads.TryRead(input, act, out var details);
            Require(
                refused.IsRefused || details.ToByteArray().AsSpan().SequenceEqual(input),
                "Details were taken in another encoding than their own.");
            Require(refused.IsRefused || details.Seal is null || act == ScanAct.Seal, "An electronic seal was taken for another act.");
            return !refused.IsRefused;
        });
        return string.Join(' ', taken) is { Length: > 0 } acts ? acts : "refused";
    }

    private static string ReadOpening(byte[] input, FuzzWorld world)
    {
        SessionOpening opening;
        try
        {
            opening = SessionOpening.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return "no message";
        }

        if (SessionRecords.Check(opening) is { IsRefused: true } refused)
        {
            Require(
                !SessionRecords.IsOpenedBy(new FinishedSession(), world.Genesis.Hasher, opening),
                "An opening was refused and opens a record.");
            return refused.Detail;
        }

        Require(
            SessionRecords.IsOpenedBy(SessionRecords.Of(world.Genesis.Hasher, opening), world.Genesis.Hasher, opening),
            "An opening does not open its own record.");
        return "taken";
    }

    // Books take long to hash: of large ones, and of empty ones, only the form is checked.
    private static string ReadBook(byte[] input, FuzzWorld world)
    {
        SessionBook book;
        try
        {
            book = SessionBook.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return "no message";
        }

        if (SessionBooks.Check(book) is { IsRefused: true } refused)
        {
            return refused.Code.ToString();
        }

        if (book.Depth == SessionBooks.DepthMin && book.Sessions.Count > 0)
        {
            var root = SessionBooks.RootOf(world.Genesis.Hasher, book);
            var proof = SessionBooks.Prove(world.Genesis.Hasher, book, book.Sessions[0]);
            Require(
                MerkleProofVerifier.Verify(root, SessionBooks.LeafOf(book.Sessions[0]), proof, world.Genesis.Hasher) == ProofError.None,
                "A book does not prove its own session.");
        }

        return $"taken {book.Sessions.Count}";
    }

    private static byte[] BookOf(FuzzWorld world, int sessions) => new SessionBook
    {
        Day = SessionBooks.DayOf(1_700_000_000_000),
        Secret = Bytes(SessionBooks.SecretBytes, 10),
        Depth = SessionBooks.DepthMin,
        Sessions = { Acts.Take(sessions).Select(act => SessionRecords.Of(world.Genesis.Hasher, OpeningOf(act))) },
    }.ToByteArray();

    private static ScanTicket TicketOf(ScanAct act) => new()
    {
        V = ScanLimits.Version,
        Act = act,
        Sid = Bytes(ScanLimits.SidBytes, 1),
        Origin = "https://ggzy.zhuhai.gov.cn",
        NonceDigest = Bytes(Digest.Bytes, 2),
        Iat = 1_700_000_000_000,
        Exp = 1_700_000_000_000 + ScanLimits.LifetimeMs(act),
        Digest = Bytes(Digest.Bytes, 5),
    };

    private static ScanDetails DetailsOf(ScanAct act)
    {
        var details = new ScanDetails { Title = "投标文件" };
        if (act != ScanAct.Login)
        {
            details.Items.Add(new ScanItem { Title = "a.pdf", Digest = Bytes(Digest.Bytes, 6), Bytes = 100, IsFetched = true });
        }

        if (act == ScanAct.Seal)
        {
            details.Seal = new ScanItem { Title = "公章", Digest = Bytes(Digest.Bytes, 7), Bytes = 900, IsFetched = true };
        }

        if (act == ScanAct.Decrypt)
        {
            (details.BidFileHeader, details.SectionCode) = (Bytes(200, 8), "E4404000001001043001001");
        }

        return details;
    }

    private static SessionOpening OpeningOf(ScanAct act) => new()
    {
        Salt = Bytes(SessionRecords.SaltBytes, 9),
        SubjectUscc = "91350100M000100Y43",
        FinishedAt = 1_700_000_030_000,
        Answer = new ScanAnswer
        {
            Ticket = TicketOf(act),
            Context = Bytes(Digest.Bytes, 10),
            ChainId = Bytes(Digest.Bytes, 11),
            CertificateId = Bytes(Digest.Bytes, 12),
            Number = 42,
            Result = Bytes(Digest.Bytes, 13),
            Signature = new Signature { Algorithm = 1, Value = Bytes(70, 14) },
        },
    };

    private static ByteString Bytes(int count, byte value) => ByteString.CopyFrom([.. Enumerable.Repeat(value, count)]);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
