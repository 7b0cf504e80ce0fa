using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Client.Tests;

public sealed class GuaranteeSealingTests : ClientFixture
{
    private const string Section = "E3500000001001043001001";
    private readonly KeyPair _section = Keys.Pair(50);
    private GuaranteeSealer _sealer = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _sealer = new GuaranteeSealer(Chain.Genesis, SystemRandomSource.Instance);
    }

    [Fact]
    public async Task The_sections_key_finds_its_guarantees_and_no_others()
    {
        using var other = Keys.Pair(51);
        var mine = Enumerable.Range(0, 3).Select(i => _sealer.Seal(Terms(i), _section.PublicKey.Encoded)).ToList();
        var theirs = _sealer.Seal(Terms(9), other.PublicKey.Encoded);
        foreach (var record in _sealer.Pad([.. mine, theirs], 16).Guarantees)
        {
            Chain.Put((GuaranteeTables.Guarantees.Key(record.GuaranteeId.Span), Stored(record)));
        }

        using var key = new OpeningKey(_section);
        var opening = await new GuaranteeOpener(Chain.Genesis, Section, key).OpenAsync(Client);

        Assert.Empty(opening.Rejected);
        Assert.Equal(
            mine.Select(record => record.GuaranteeId.ToBase64()).Order(),
            opening.Opened.Select(record => record.GuaranteeId.ToBase64()).Order());
        Assert.All(opening.Opened, record => Assert.Equal(Section, GuaranteeTerms.Parser.ParseFrom(record.Terms).SectionCode));
    }

    [Fact]
    public void A_batch_tells_neither_number_nor_place()
    {
        var one = _sealer.Pad([_sealer.Seal(Terms(0), _section.PublicKey.Encoded)], 8);
        Assert.Equal(8, one.Guarantees.Count);
        Assert.All(one.Guarantees, record =>
        {
            Assert.Equal(SealedTerms.SealedBytes, record.Sealed.Length);
            Assert.Equal(32, record.Commitment.Length);
            Assert.Equal(16, record.GuaranteeId.Length);
        });
        Assert.Equal(
            one.Guarantees.OrderBy(
                record => record.GuaranteeId.ToByteArray(), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))),
            one.Guarantees);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(1, 3)]
    [InlineData(1, 128)]
    [InlineData(0, 2)]
    public void Other_batches_are_refused(int count, int size) => Assert.Throws<ArgumentException>(
        () => _sealer.Pad([.. Enumerable.Range(0, count).Select(_ => _sealer.Decoy())], size));

    [Fact]
    public void Terms_that_do_not_match_the_commitment_are_rejected()
    {
        var record = _sealer.Seal(Terms(0), _section.PublicKey.Encoded);
        record.Commitment = ByteString.CopyFrom(new byte[32]);
        Assert.Contains("commitment", Assert.Single(Open(Stored(record)).Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_of_another_section_are_rejected()
    {
        var terms = Terms(0);
        terms.SectionCode = "X";
        Assert.Contains(
            "section X",
            Assert.Single(Open(Stored(_sealer.Seal(terms, _section.PublicKey.Encoded))).Rejected).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_moved_to_another_id_does_not_open()
    {
        var record = _sealer.Seal(Terms(0), _section.PublicKey.Encoded);
        record.GuaranteeId = ByteString.CopyFrom(new byte[16]);
        var opening = Open(Stored(record));
        Assert.Empty(opening.Opened);
        Assert.Empty(opening.Rejected);
    }

    [Fact]
    public void What_is_sealed_no_more_is_passed_over()
    {
        var record = Stored(_sealer.Seal(Terms(0), _section.PublicKey.Encoded));
        record.State = GuaranteeState.Surrendered;
        Assert.Empty(Open(record).Opened);
    }

    [Fact]
    public void First_versions_come_before_the_changes_of_them()
    {
        var records = Enumerable.Range(0, 8).Select(i =>
        {
            var terms = Terms(i);
            terms.Version = (uint)(8 - i);
            return Stored(_sealer.Seal(terms, _section.PublicKey.Encoded));
        });
        Assert.Equal(
            Enumerable.Range(1, 8).Select(i => (uint)i),
            Open([.. records]).Opened.Select(record => GuaranteeTerms.Parser.ParseFrom(record.Terms).Version));
    }

    [Fact]
    public void A_guarantee_sealed_without_knowing_its_section_opens_with_the_sections_key()
    {
        var (terms, opening) = BlindTerms(Section);
        var (record, salt) = _sealer.SealBlind(terms, Encapsulated());

        var opened = Assert.Single(Open(Stored(record)).Opened);
        Assert.Equal(opening, opened.Section);
        Assert.Equal(salt.ToArray(), opened.Salt.ToByteArray());
        Assert.Equal(terms, GuaranteeTerms.Parser.ParseFrom(opened.Terms));
        Assert.Equal(SealedTerms.SealedBytes, record.Sealed.Length);
    }

    [Fact]
    public void A_blind_guarantee_of_another_section_is_rejected()
    {
        var (terms, _) = BlindTerms("E3500000001001043001002");
        var (record, _) = _sealer.SealBlind(terms, Encapsulated());
        Assert.Contains("E3500000001001043001002", Assert.Single(Open(Stored(record)).Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blind_section_that_says_something_else_than_it_commits_to_is_rejected()
    {
        var (terms, _) = BlindTerms(Section);
        var (other, _) = BlindTerms(Section);
        terms.BlindSection.Sealed = other.BlindSection.Sealed; // a true box, of another salt
        var (record, _) = _sealer.SealBlind(terms, Encapsulated());
        Assert.Contains("blind section", Assert.Single(Open(Stored(record)).Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blind_section_with_any_byte_altered_does_not_open()
    {
        var (blind, opening) = BlindSections.Make(
            Chain.Genesis, Section, "91350100M000100Y43", _section.PublicKey.Encoded, SystemRandomSource.Instance);
        using var key = new OpeningKey(_section);
        Assert.Equal(opening, BlindSections.TryOpen(Chain.Genesis.Hasher, blind, key));
        Assert.Equal(SealedSection.SealedBytes, blind.Sealed.Length);
        for (var i = 0; i < blind.Sealed.Length; i++)
        {
            var altered = blind.Sealed.ToByteArray();
            altered[i] ^= 4;
            Assert.Null(
                BlindSections.TryOpen(
                    Chain.Genesis.Hasher, new BlindSection { Commitment = blind.Commitment, Sealed = ByteString.CopyFrom(altered) }, key));
        }
    }

    [Fact]
    public void The_bidders_key_seals_one_guarantee()
    {
        var (terms, _) = BlindTerms(Section);
        var key = Encapsulated();
        _sealer.SealBlind(terms, key);
        Assert.Throws<InvalidOperationException>(() => _sealer.SealBlind(terms, key));
    }

    [Theory]
    [InlineData("E35", "91350100M000100Y43")]
    [InlineData(Section, "9135")]
    [InlineData("E350000000100104300100标", "91350100M000100Y43")]
    public void Codes_out_of_their_form_are_not_made_blind(string section, string beneficiary) => Assert.Throws<ArgumentException>(
        () => BlindSections.Make(Chain.Genesis, section, beneficiary, _section.PublicKey.Encoded, SystemRandomSource.Instance));

    private SealedBoxKey Encapsulated() => SealedBox.Encapsulate(_section.PublicKey, SystemRandomSource.Instance);

    private (GuaranteeTerms Terms, SectionOpening Opening) BlindTerms(string section)
    {
        var (blind, opening) = BlindSections.Make(
            Chain.Genesis, section, "91350100M000100Y43", _section.PublicKey.Encoded, SystemRandomSource.Instance);
        var terms = Terms(0);
        (terms.SectionCode, terms.BlindSection) = (string.Empty, blind);
        return (terms, opening);
    }

    private GuaranteeOpening Open(params Guarantee[] records)
    {
        using var key = new OpeningKey(_section);
        return new GuaranteeOpener(Chain.Genesis, Section, key).Open(records);
    }

    private static GuaranteeTerms Terms(int number) => new()
    {
        GuaranteeNo = $"G{number}",
        SectionCode = Section,
        ApplicantName = "珠海建设有限公司",
        AmountFen = 80_000_000,
        DocumentDigest = ByteString.CopyFrom(new byte[32]),
        Wording = new Wording { Name = "independent.v1", Digest = ByteString.CopyFrom(new byte[32]) },
    };

    private static Guarantee Stored(SealedGuarantee record) => new()
    {
        GuaranteeId = record.GuaranteeId,
        Commitment = record.Commitment,
        Sealed = record.Sealed,
        State = GuaranteeState.IssuedSealed,
    };
}
