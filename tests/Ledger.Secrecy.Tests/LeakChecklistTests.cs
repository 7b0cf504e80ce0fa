using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Storage;

namespace Ledger.Secrecy.Tests;

/// <summary>
/// DOMAIN §2's leak checklist: each line has a test that plays the attacker. What does not touch this chain is held elsewhere: letters and
/// payment by the mailbox's tests, who may read documents by the document store's.
/// </summary>
public sealed class LeakChecklistTests(ObservedMarket market) : IClassFixture<ObservedMarket>
{
    private const int HeightBytes = 8; // of the block that wrote a value, in front of it (docs/spec/state.md)

    [Fact]
    public void The_market_is_what_the_issue_asks_for()
    {
        Assert.Equal(200, market.SectionCodes.Count);
        Assert.True(market.Bids.Count > 500, $"{market.Bids.Count} bids");
        Assert.NotEmpty(market.Database);
        Assert.Equal(4 * ObservedMarket.Rounds * ObservedMarket.BatchSize, Sealed().Count);
    }

    // "clear name/USCC": bidders stand in the register of subjects, and in nothing that has to do with a guarantee or a section.
    [Fact]
    public void No_bidder_stands_in_clear_but_in_the_register()
    {
        foreach (var (uscc, name) in market.Bidders.Select(bidder => (bidder.Uscc, bidder.Name)))
        {
            var places = market.Database.Where(
                entry => entry.Holds(Encoding.UTF8.GetBytes(uscc)) || entry.Holds(Encoding.UTF8.GetBytes(name)));
            Assert.All(places, place => Assert.False(IsAboutGuarantees(place), $"{place.Table} {Convert.ToHexString(place.Key)}"));
        }
    }

    // "number of records tagged with a section": how often a section's code stands in the database does not depend on its bids. How the
    // trie cuts keys into nodes follows from all keys of the table, which are public; there no code stands under a guarantee.
    [Fact]
    public void Sections_with_many_bids_and_with_none_leave_as_many_traces()
    {
        var entries = Beside(StoreTable.StateNodes);
        var traces = market.SectionCodes
            .Select(
                code =>
                    (
                        Bids: market.Bids.Count(bid => bid.SectionCode == code),
                        Traces: entries.Sum(entry => Count(entry, Encoding.ASCII.GetBytes(code)))))
            .ToList();
        Assert.True(traces.Max(one => one.Bids) - traces.Min(one => one.Bids) >= 6);
        Assert.Single(traces.Select(one => one.Traces).Distinct());
        Assert.DoesNotContain(
            market.Database,
            entry => entry.Holds("guarantee/guarantee/"u8) && market.SectionCodes.Any(code => entry.Holds(Encoding.ASCII.GetBytes(code))));
    }

    // "unsalted hash of a USCC": nothing that can be computed from public codes alone stands anywhere.
    [Fact]
    public void No_hash_of_public_codes_stands_anywhere()
    {
        var hashers = new[] { Hashers.For(CryptoSuite.Guomi), Hashers.For(CryptoSuite.International) };
        var guesses = new List<byte[]>();
        foreach (var bid in market.Bids.Take(60))
        {
            foreach (var text
                in new[]
                {
                    bid.BidderUscc,
                    bid.BidderName,
                    bid.SectionCode + bid.BidderUscc,
                    $"{bid.SectionCode}/{bid.BidderUscc}",
                    bid.BidderUscc + bid.SectionCode,
                })
            {
                foreach (var hasher in hashers)
                {
                    var digest = new byte[Digest.Bytes];
                    hasher.Hash(Encoding.UTF8.GetBytes(text), digest);
                    guesses.Add(digest[..16]); // a truncated hash would tell as much
                    guesses.Add(TaggedHash.Compute(hasher, DomainTag.GuaranteeCommitment, Encoding.UTF8.GetBytes(text)).ToArray()[..16]);
                }
            }
        }

        var sought = guesses.Select(Convert.ToHexString).ToHashSet();
        var about = market.Database.Where(IsAboutGuarantees).ToList();
        Assert.NotEmpty(about);
        Assert.DoesNotContain(about, entry => Windows(entry.Key).Concat(Windows(entry.Value)).Any(sought.Contains));
    }

    // "amount/expiry unique to one section": no term in clear; every record has the same fields with the same lengths.
    [Fact]
    public void Sealed_records_differ_in_nothing_but_random_bytes()
    {
        var records = Sealed();
        Assert.Single(records.Select(record => record.Sealed.Length).Distinct());
        Assert.Single(records.Select(record => record.CalculateSize() - Varint(record.IssuedAt)).Distinct());
        Assert.All(records, record =>
        {
            Assert.Null(record.Terms);
            Assert.Equal((GuaranteeState.IssuedSealed, 1u, 0L), (record.State, record.Version, record.PaidFen));
        });
    }

    // Decoys and real records have the same distribution of bytes: an attacker who guesses by the first or last byte does no better than
    // chance.
    [Fact]
    public void Decoys_cannot_be_told_by_their_bytes()
    {
        var real = market.Bids.Select(bid => bid.GuaranteeId).ToHashSet();
        var records = Sealed();
        foreach (var position in new[] { 0, 1, 32, 63, 64, 65, 400, records[0].Sealed.Length - 1 })
        {
            var ofReal = records.Where(record => real.Contains(record.GuaranteeId)).Average(record => record.Sealed[position]);
            var ofDecoys = records.Where(record => !real.Contains(record.GuaranteeId)).Average(record => record.Sealed[position]);

            // Means of hundreds of uniform bytes: one standard deviation is about 3.
            Assert.True(Math.Abs(ofReal - ofDecoys) < 25, $"byte {position}: {ofReal:F1} and {ofDecoys:F1}");
        }
    }

    // "tx sender node and timing": bidders send nothing; guarantors send batches of one size in every round, with bids or without.
    [Fact]
    public void Senders_sizes_and_times_follow_no_bid()
    {
        var issues = market.Transactions.Where(one => one.Calls[0].Guarantee?.Issue is not null).ToList();
        Assert.All(issues, one => Assert.Equal(ObservedMarket.BatchSize, one.Calls[0].Guarantee.Issue.Guarantees.Count));
        Assert.Single(issues.Select(one => one.Calls[0].CalculateSize()).Distinct());
        Assert.All(issues.GroupBy(one => one.Signer), group => Assert.Equal(ObservedMarket.Rounds, group.Count()));
        var members = market.Seed.Guarantors.Select(guarantor => guarantor.Participant).Append(market.Seed.Zhuhai)
            .Append(market.QuietCentre)
            .Select(member => ByteString.CopyFrom(member.CertificateId.ToArray())).ToHashSet();
        Assert.All(market.Transactions, one => Assert.Contains(one.Signer, members));
    }

    // "sequential numbers": ids are in no order of issue, and the guarantor's own number is sealed.
    [Fact]
    public void Nothing_is_numbered()
    {
        var ids = market.Transactions.Select(one => one.Calls[0].Guarantee?.Issue).OfType<IssueGuarantees>()
            .Select(
                issue =>
                    issue.Guarantees.Select(record => Convert.ToHexString(record.GuaranteeId.Span)).Order(StringComparer.Ordinal).First())
                .ToList();
        Assert.NotEqual(ids.Order(StringComparer.Ordinal), ids);
        Assert.DoesNotContain(market.Database, entry => entry.Holds("BH0000"u8));
    }

    // Place in the batch tells nothing either: records stand in the order of their random ids.
    [Fact]
    public void Records_of_a_batch_stand_in_the_order_of_random_ids() =>
        Assert.All(market.Transactions.Select(one => one.Calls[0].Guarantee?.Issue).OfType<IssueGuarantees>(), issue =>
        {
            var ids = issue.Guarantees.Select(record => Convert.ToHexString(record.GuaranteeId.Span)).ToList();
            Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        });

    // "exists/not found differences".
    [Fact]
    public void Public_answers_are_the_same_for_those_who_bid_and_those_who_do_not()
    {
        Assert.Contains(market.Answers, answer => answer.Exists);
        Assert.Contains(market.Answers, answer => !answer.Exists);
        Assert.All(market.Answers, answer => Assert.Null(answer.Answer.Value));
        Assert.DoesNotContain(market.Database, entry => entry.Table == StoreTable.StateLatest
            && (entry.Key.AsSpan().StartsWith(GuaranteeTables.ByBidder.Prefix)
                || entry.Key.AsSpan().StartsWith(GuaranteeTables.BySection.Prefix)));
    }

    // "QR sessions naming a section": of 40 sessions nothing but a root stands anywhere, as of a centre that had none (BidderCountTests:
    // nor can they be counted).
    [Fact]
    public void Of_sessions_only_a_root_stands_in_the_database()
    {
        var records = market.Transactions.Where(one => one.Calls[0].Evidence is not null).ToList();
        Assert.Equal(2, records.Count);
        Assert.Single(records.Select(record => record.Calls[0].CalculateSize()).Distinct());
        Assert.Contains(market.Database, entry => entry.Holds(records[0].Calls[0].Evidence.RecordSessions.Root.Span));
        Assert.Equal(ObservedMarket.SessionsOfYesterday, market.Book.Sessions.Count);
        Assert.All(market.Book.Sessions.SelectMany(
            session => new[] { session.Commitment, session.PayloadDigest, session.ConfirmationDigest }), digest =>
            Assert.DoesNotContain(market.Database, entry => entry.Holds(digest.Span)));
    }

    // The rule itself: whoever has the whole database and every public key still guesses no better than by chance which records are of a
    // section.
    [Fact]
    public void Public_keys_open_nothing_and_view_tags_follow_no_public_key()
    {
        var sections = market.Database.Where(
            entry => entry.Table == StoreTable.StateLatest && entry.Key.AsSpan().StartsWith(TenderTables.Sections.Prefix))
            .ToList();
        Assert.Equal(ObservedMarket.Sections, sections.Count);
        var tags = Sealed().Select(record => record.Sealed[64]).ToList();
        Assert.True(tags.Distinct().Count() > 200, $"{tags.Distinct().Count()} view tags among {tags.Count} records");
        using var other = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        using var key = new OpeningKey(other);
        Assert.DoesNotContain(Sealed(), record => SealedBox.TryOpen(key, record.Sealed.Span, record.GuaranteeId.Span) is not null);
    }

    private List<Guarantee> Sealed() =>
    [
        .. market.Database.Where(
            entry => entry.Table == StoreTable.StateLatest && entry.Key.AsSpan().StartsWith(GuaranteeTables.Guarantees.Prefix))
            .Select(entry => Guarantee.Parser.ParseFrom(entry.Value.AsSpan(HeightBytes))),
    ];

    private List<Observation> Beside(StoreTable table) => [.. market.Database.Where(entry => entry.Table != table)];

    private static bool IsAboutGuarantees(Observation entry) => entry.Holds("guarantee/"u8) || entry.Holds("tender/"u8);

    private static int Count(Observation entry, ReadOnlySpan<byte> needle) => Count(entry.Key, needle) + Count(entry.Value, needle);

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> needle)
    {
        var count = 0;
        for (var at = bytes.IndexOf(needle); at >= 0; at = bytes.IndexOf(needle))
        {
            count++;
            bytes = bytes[(at + needle.Length)..];
        }

        return count;
    }

    private static IEnumerable<string> Windows(byte[] bytes)
    {
        for (var at = 0; at + 16 <= bytes.Length; at++)
        {
            yield return Convert.ToHexString(bytes, at, 16);
        }
    }

    private static int Varint(long value) => CodedOutputStream.ComputeInt64Size(value);
}
