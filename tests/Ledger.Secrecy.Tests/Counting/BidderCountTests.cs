using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Secrecy.Tests;

/// <summary>
/// "QR sessions naming a section", "number of records": judged by what can be computed. An observer who holds all that the chain has before
/// the opening, and learns from as many rehearsals as it likes, tells k bidders from k + 1 no better than by guessing. That the observer is
/// able is shown by the formats that it sees through, the one that this chain had among them.
/// </summary>
public sealed class BidderCountTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(85)] // 255 acts and 258: about a batch of 256
    [InlineData(340)] // 1,020 acts and 1,023: a book that is full but for one place
    public void The_chain_does_not_tell_bidders_from_one_more(int bidders) =>
        Hides(bidders, days => days.OnTheChain());

    // A bidder is a competitor too: the proof of its own session, which its centre gives it, tells nothing of the others.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(340)]
    public void The_proof_of_ones_own_session_does_not_tell_either(int bidders) => Hides(bidders, days =>
    {
        var (book, own) = (days.Books[1], days.Books[1].Sessions[^1]);
        return new Sighting(
            [
                .. days.OnTheChain().Parts, ("own", own.ToByteArray()),
                ("proof", SessionBooks.Prove(CentreDays.Hasher, book, own).ToByteArray()),
            ]);
    });

    // As the guarantors' batches, which the same observer looks at.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_of_sealed_guarantees_does_not_tell_guarantees_from_one_more(int guarantees)
    {
        var consortium = ConsortiumSeed.Create(suite: CryptoSuite.International);
        using var key = KeyPair.Generate(OpeningKeys.AlgorithmOf(CryptoSuite.International));
        Sighting Batch(Random random, int count)
        {
            var sealer = new GuaranteeSealer(consortium.Genesis, SystemRandomSource.Instance);
            var sealedOnes = Enumerable.Range(0, count)
                .Select(_ => sealer.Seal(new GuaranteeTerms { GuaranteeNo = new string('1', random.Next(1, 40)) }, key.PublicKey.Encoded))
                    .ToList();
            return new Sighting([("transaction", sealer.Pad(sealedOnes, 4).ToByteArray())]);
        }

        var right = Estimator.RightPart(guarantees, random => Batch(random, guarantees), random => Batch(random, guarantees + 1));
        Assert.InRange(right, 0.5 - Estimator.Chance, 0.5 + Estimator.Chance);
    }

    public static TheoryData<string, int> Told => new()
    {
        { "sessions in clear, as this chain had them", 0 },
        { "sessions in clear, as this chain had them", 3 },
        { "sessions in clear, as this chain had them", 85 },
        { "without act and times", 3 },
        { "counts by act", 3 },
        { "full batches of 256", 85 },
        { "batches that are filled up with zeros", 3 },
        { "records on days with sessions only", 0 },
        { "a tree without empty places, and a proof from it", 2 },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void The_observer_sees_through_a_format_that_tells(string format, int bidders)
    {
        Sighting See(CentreDays days) =>
            new([.. days.Books.SelectMany(book => Leaking(format, days, book)).Select(bytes => ("transaction", bytes))]);
        Assert.InRange(RightPart(bidders, See), 0.95, 1);
    }

    private static void Hides(int bidders, Func<CentreDays, Sighting> see) =>
        Assert.InRange(RightPart(bidders, see), 0.5 - Estimator.Chance, 0.5 + Estimator.Chance);

    private static double RightPart(int bidders, Func<CentreDays, Sighting> see) =>
        Estimator.RightPart(bidders, random => see(new CentreDays(random, bidders)), random => see(new CentreDays(random, bidders + 1)));

    private static IEnumerable<byte[]> Leaking(string format, CentreDays days, SessionBook book) => format switch
    {
        "sessions in clear, as this chain had them" => book.Sessions.Chunk(256).Select(some => Bytes(some)),
        "without act and times" => [Bytes(book.Sessions.Select(session => new FinishedSession { Commitment = session.Commitment }))],
        "counts by act" =>
            book.Sessions.GroupBy(session => session.Act)
                .Select(act => new MerkleProof { Index = (ulong)act.Key, Size = (ulong)act.Count() }.ToByteArray()),
        "full batches of 256" => Enumerable.Range(0, (book.Sessions.Count / 256) + 1).Select(_ => days.RandomBytes(256 * Digest.Bytes)),
        "batches that are filled up with zeros" =>
            [[.. book.Sessions.SelectMany(session => session.Commitment), .. new byte[(256 - book.Sessions.Count) * Digest.Bytes]]],
        "records on days with sessions only" => book.Sessions.Count == 0 ? [] : [days.RandomBytes(Digest.Bytes)],
        _ => book.Sessions.Count == 0 ? [] : [Proof(book.Sessions).ToByteArray()],
    };

    private static byte[] Bytes(IEnumerable<FinishedSession> sessions) => new SessionBook { Sessions = { sessions } }.ToByteArray();

    private static MerkleProof Proof(IReadOnlyList<FinishedSession> sessions)
    {
        Digest[] leaves = [.. sessions.Select(session => MerkleTree.LeafHash(CentreDays.Hasher, SessionBooks.LeafOf(session)))];
        return new MerkleProof
        {
            Path = { MerkleTree.AuditPath(CentreDays.Hasher, leaves, 0).Select(step => ByteString.CopyFrom(step.ToArray())) },
        };
    }
}
