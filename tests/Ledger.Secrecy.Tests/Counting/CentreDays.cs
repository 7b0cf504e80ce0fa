using Google.Protobuf;
using Ledger.Client.Evidence;
using Ledger.Contracts;
using Ledger.Contracts.Tests;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Secrecy.Tests;

/// <summary>
/// A small centre with one section: a quiet day, the day before the opening on which each bidder logs in, seals and encrypts shortly before
/// the deadline, and a day without anybody. What goes on the chain goes through the contract.
/// </summary>
internal sealed class CentreDays
{
    internal const int Days = 3;
    private const uint FirstDay = 20_000;
    private const long DeadlineBeforeEndMs = 15L * 60 * 60 * 1000;
    private const long RecordedAfterEndMs = 7L * 60 * 60 * 1000;
    private static readonly ScanAct[] ActsOfBidder = [ScanAct.Login, ScanAct.Seal, ScanAct.Encrypt];

    /// <summary>The cheaper suite: what is hidden does not depend on the hash.</summary>
    internal static readonly IHasher Hasher = Hashers.For(CryptoSuite.International);

    private readonly Random _random;

    internal CentreDays(Random random, int bidders)
    {
        _random = random;
        Books =
        [
            Book(0, [Session(0, ScanAct.Login)]),
            Book(1, [.. Enumerable.Range(0, bidders).SelectMany(_ => ActsOfBidder).Select(act => Session(1, act))]),
            Book(2, []),
        ];
    }

    internal IReadOnlyList<SessionBook> Books { get; }

    /// <summary>All that the chain has of the centre's records: transactions with their times, state and events.</summary>
    internal Sighting OnTheChain()
    {
        var state = new MemoryState();
        var signer = new Schema.Signer(Digest.Zero, default!, "12440400MB2C1234X5", new Member { Roles = { Role.TradingCentre } });
        var parts = new List<(string, byte[])>();
        foreach (var (index, book) in Books.Index())
        {
            var time = SessionBooks.EndOf(book.Day) + RecordedAfterEndMs;
            var scope = new BlockScope(Digest.Zero, CryptoSuite.International, Hasher, new SignatureVerifier(), (ulong)index + 1, time, 1);
            var context = new CallContext(scope, signer, state);
            var call = EvidenceCalls.RecordSessions(Hasher, book);
            Assert.False(ContractDispatcher.Execute(call, context).IsRefused);
            parts.Add(("transaction", new TxBody { Calls = { call } }.ToByteArray()));
            parts.AddRange(context.Events.Select(one => ("event", one.ToByteArray())));
        }

        parts.AddRange(state.Entries.SelectMany(entry => new[] { ("key", entry.Key), ("value", entry.Value) }));
        return new Sighting(parts);
    }

    internal byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private SessionBook Book(uint number, FinishedSession[] sessions) => new()
    {
        Day = FirstDay + number,
        Secret = ByteString.CopyFrom(RandomBytes(SessionBooks.SecretBytes)),
        Depth = SessionBooks.DepthMin,
        Sessions = { sessions },
    };

    private FinishedSession Session(uint number, ScanAct act)
    {
        var finished = SessionBooks.EndOf(FirstDay + number) - DeadlineBeforeEndMs - _random.Next(600_000);
        return new FinishedSession
        {
            Act = act,
            Commitment = ByteString.CopyFrom(RandomBytes(Digest.Bytes)),
            PayloadDigest = ByteString.CopyFrom(RandomBytes(Digest.Bytes)),
            ConfirmationDigest = ByteString.CopyFrom(RandomBytes(Digest.Bytes)),
            OpenedAt = finished - _random.Next(3_000, 55_000),
            FinishedAt = finished,
            Result = SessionResult.Confirmed,
        };
    }
}
