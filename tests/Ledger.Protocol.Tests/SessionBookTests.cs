using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

/// <summary>A centre's book of scan sessions: what it takes, and that its root binds each session and their number.</summary>
public sealed class SessionBookTests
{
    private static readonly IHasher Hasher = Hashers.For(CryptoSuite.Guomi);

    public static TheoryData<string, RefusalCode> Wrong => new()
    {
        { "secret", RefusalCode.BadSessionField },
        { "too shallow", RefusalCode.BadSessionField },
        { "too deep", RefusalCode.BadSessionField },
        { "too many", RefusalCode.SessionBookFull },
        { "twice", RefusalCode.SessionConflict },
        { "no act", RefusalCode.BadEnumeration },
        { "unknown act", RefusalCode.BadEnumeration },
        { "no result", RefusalCode.BadEnumeration },
        { "unknown result", RefusalCode.BadEnumeration },
        { "commitment of 16", RefusalCode.BadDigest },
        { "no payload", RefusalCode.BadDigest },
        { "confirmation of 31", RefusalCode.BadDigest },
        { "never opened", RefusalCode.SessionTimes },
        { "finished before it opened", RefusalCode.SessionTimes },
        { "finished after the day", RefusalCode.SessionTimes },
        { "confirmed without confirmation", RefusalCode.SessionConfirmation },
        { "expired with a confirmation", RefusalCode.SessionConfirmation },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_book_out_of_its_form_is_refused_and_has_no_root(string what, RefusalCode code)
    {
        var book = Samples.SessionBook(Session(0), Session(1));
        var session = book.Sessions[1];
        Action spoil = what switch
        {
            "secret" => () => book.Secret = ByteString.CopyFrom(new byte[31]),
            "too shallow" => () => book.Depth = SessionBooks.DepthMin - 1,
            "too deep" => () => book.Depth = SessionBooks.DepthMax + 1,
            "too many" => () => book.Sessions.AddRange(Enumerable.Range(2, 1023).Select(Session)),
            "twice" => () => session.Commitment = book.Sessions[0].Commitment,
            "no act" => () => session.Act = ScanAct.Unspecified,
            "unknown act" => () => session.Act = (ScanAct)99,
            "no result" => () => session.Result = SessionResult.Unspecified,
            "unknown result" => () => session.Result = (SessionResult)99,
            "commitment of 16" => () => session.Commitment = ByteString.CopyFrom(new byte[16]),
            "no payload" => () => session.PayloadDigest = ByteString.Empty,
            "confirmation of 31" => () => session.ConfirmationDigest = ByteString.CopyFrom(new byte[31]),
            "never opened" => () => session.OpenedAt = 0,
            "finished before it opened" => () => session.FinishedAt = session.OpenedAt - 1,
            "finished after the day" => () => session.FinishedAt = SessionBooks.EndOf(book.Day),
            "confirmed without confirmation" => () => session.ConfirmationDigest = ByteString.Empty,
            _ => () => session.Result = SessionResult.Expired,
        };
        Assert.False(SessionBooks.Check(book).IsRefused);
        spoil();
        Assert.Equal(code, SessionBooks.Check(book).Code);
        Assert.Throws<ArgumentException>(() => SessionBooks.RootOf(Hasher, book));
    }

    [Theory]
    [InlineData(SessionResult.Rejected)]
    [InlineData(SessionResult.Expired)]
    public void A_session_without_confirmation_has_its_place_too(SessionResult result)
    {
        var session = Session(0);
        (session.Result, session.ConfirmationDigest, session.FinishedAt) = (
            result, ByteString.Empty, SessionBooks.EndOf(Samples.SessionBook().Day) - 1);
        Assert.False(SessionBooks.Check(Samples.SessionBook(session)).IsRefused);
    }

    [Fact]
    public void The_root_binds_every_session_and_their_number()
    {
        var book = Samples.SessionBook([.. Enumerable.Range(0, 1024).Select(Session)]);
        var root = SessionBooks.RootOf(Hasher, book);
        book.Sessions.RemoveAt(1023);
        Assert.NotEqual(root, SessionBooks.RootOf(Hasher, book));
        book.Sessions.Add(Session(1023));
        Assert.Equal(root, SessionBooks.RootOf(Hasher, book));
        book.Sessions[7].Act = ScanAct.Login;
        Assert.NotEqual(root, SessionBooks.RootOf(Hasher, book));
    }

    [Fact]
    public void Books_of_the_same_sessions_under_other_secrets_are_unlike_and_the_order_of_sessions_is_nothing()
    {
        var book = Samples.SessionBook(Session(0), Session(1));
        var root = SessionBooks.RootOf(Hasher, book);
        Assert.NotEqual(root, SessionBooks.RootOf(Hasher, new SessionBook(book) { Secret = ByteString.CopyFrom(new byte[32]) }));
        Assert.NotEqual(root, SessionBooks.RootOf(Hasher, new SessionBook(book) { Depth = 11 }));
        Assert.Equal(root, SessionBooks.RootOf(Hasher, Samples.SessionBook(Session(1), Session(0))));
    }

    [Fact]
    public void A_proof_has_the_books_size_whatever_it_holds_and_none_is_made_of_a_session_that_is_not_in_it()
    {
        foreach (var sessions in new[] { 1, 700 })
        {
            var book = Samples.SessionBook([.. Enumerable.Range(0, sessions).Select(Session)]);
            var proof = SessionBooks.Prove(Hasher, book, book.Sessions[0]);
            Assert.Equal((1024ul, 10), (proof.Size, proof.Path.Count));
            Assert.Throws<ArgumentException>(() => SessionBooks.Prove(Hasher, book, Session(sessions)));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(57_599_999, 0)] // 1970-01-01 23:59:59.999 in China
    [InlineData(57_600_000, 1)]
    [InlineData(1_704_038_399_999, 19_722)] // 2023-12-31
    [InlineData(1_704_038_400_000, 19_723)]
    public void Days_are_those_of_China(long timeMs, uint day)
    {
        Assert.Equal(day, SessionBooks.DayOf(timeMs));
        Assert.True(SessionBooks.EndOf(day) > timeMs);
        Assert.True(day == 0 || SessionBooks.EndOf(day - 1) <= timeMs);
    }

    private static FinishedSession Session(int number)
    {
        var session = SessionRecords.Of(Hasher, Samples.SessionOpening());
        session.Commitment = ByteString.CopyFrom([.. BitConverter.GetBytes(number), .. new byte[28]]);
        return session;
    }
}
