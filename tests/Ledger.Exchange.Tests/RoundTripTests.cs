using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

public sealed class RoundTripTests
{
    private const int MilliSecondsMax = int.MaxValue;
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(200);

    public static TheoryData<DocumentKind> Kinds => [.. Enum.GetValues<DocumentKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_read_is_written_as_it_was(DocumentKind kind)
    {
        var written = ExchangeWriter.Write(Samples.All[kind]);
        var reading = ExchangeReader.Read(written);
        Assert.Empty(reading.Findings);
        Assert.Equal(kind, reading.Kind);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(ExchangeWriter.Write(reading.Document!)));
        Assert.DoesNotContain("\\u", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_stand_in_the_order_of_the_specification_and_Chinese_as_it_is()
    {
        var text = Encoding.UTF8.GetString(ExchangeWriter.Write(Samples.All[DocumentKind.TenderProject]));
        Assert.Equal(
            """
            {
              "DOCUMENT_TYPE": "TENDER_PROJECT",
              "DOCUMENT_VERSION": 1,
              "DATA_TIMESTAMP": "2027-01-04T09:00:00+08:00",
              "BLOCK_HEIGHT": 42,
              "PROJECT_CODE": "E4404000001001043",
              "TENDER_PROJECT_CODE": "E4404000001001043001",
              "TENDER_PROJECT_NAME": "珠海大桥",
              "TENDER_PROJECT_TYPE": "A03",
              "INVEST_PROJECT_CODE": "2020-440402-48-03-012345",
              "REGION_CODE": "440400",
              "TENDERER_CODE": "12350100MB02709751",
              "TENDER_AGENCY_CODE": "91350100M000100Y43",
              "PLATFORM_CODE": "12350100MB02709751",
              "CREATE_TIME": "2027-01-04T09:00:00+08:00"
            }

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void A_section_of_thousands_of_bidders_has_its_notice_whatever_the_registry_must_confirm()
    {
        var section = new Section(Samples.Record) { TendererUscc = "91350100M0001TGQXM" };
        var written = ExchangeWriter.Write(ExchangeRecords.Of(section, Samples.ProjectRecord, Enumerable.Repeat(Samples.Revealed, 3000)));
        var reading = ExchangeReader.Read(written);
        Assert.Equal(3000, Assert.IsType<DecryptionNoticeDocument>(reading.Document).Guarantees.Count);
        Assert.Equal(ExchangeLimits.WarningsMax, reading.Findings.Count);
        Assert.All(reading.Findings, one => Assert.True(one.IsWarning));
    }

    [Fact]
    public void Rare_characters_stand_as_they_are_too()
    {
        var call = Samples.Project;
        call.Name = "𠮷祥𬭎大桥";
        Assert.Contains(
            "\"TENDER_PROJECT_NAME\": \"𠮷祥𬭎大桥\"",
            Encoding.UTF8.GetString(ExchangeWriter.Write(new ProjectDocument(call))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Any_project_comes_back_through_the_chains_call() => Prop.ForAll(Projects().ToArbitrary(), call =>
    {
        var document = Read(new ProjectDocument(call));
        Assert.Equal(call, CallOf(document).Tender.CreateProject);
        var record = new Project
        {
            Created = CallOf(document).Tender.CreateProject,
            CentreUscc = Samples.Tenderer,
            CreatedAt = Samples.Now,
        };
        Assert.Equal(call, CallOf(Read(ExchangeRecords.Of(record))).Tender.CreateProject);
    }).Check(Often);

    [Fact]
    public void Any_section_comes_back_through_the_chains_call() =>
        Prop.ForAll(Sections().Zip(Gen.Choose(0, MilliSecondsMax)).ToArbitrary(), one =>
    {
        var (call, later) = one;
        var document = Read(new SectionDocument(call));
        Assert.Equal(call, CallOf(document).Tender.AnnounceSection);

        // As the chain holds it after a postponement: the latest time counts, and the announcement's is not lost.
        var record = new Section
        {
            Announced = call,
            CentreUscc = Samples.Tenderer,
            TendererUscc = Samples.Tenderer,
            AnnouncedAt = Samples.Now,
            OpeningTime = call.OpeningTime + later,
            State = SectionState.Postponed,
        };
        var exported = Assert.IsType<SectionDocument>(Read(ExchangeRecords.Of(record, [], Samples.Now)));
        Assert.Equal(call, CallOf(exported).Tender.AnnounceSection);
        Assert.Equal(record.OpeningTime, exported.OpeningTimeThatCounts);
    }).Check(Often);

    [Fact]
    public void Any_notice_and_any_claim_come_back_through_the_chains_calls() => Prop.ForAll(Notices().Zip(Claims()).ToArbitrary(), both =>
    {
        Assert.Equal(both.Item1, CallOf(Read(new NoticeDocument(both.Item1))).Tender.PublishNotice);
        Assert.Equal(both.Item2, CallOf(Read(new ClaimDocument(both.Item2))).Guarantee.Claim);
    }).Check(Often);

    [Fact]
    public void Any_revealed_guarantee_comes_back() => Prop.ForAll(Guarantees().ToArbitrary(), record =>
    {
        var read = Assert.IsType<GuaranteeDocument>(Read(ExchangeRecords.Of(record, null, null, 0)));
        var expected = new GuaranteeTerms(record.Terms) { Version = 0 }; // the record's version counts
        Assert.Equal(expected, read.Record.Terms);
        Assert.Equal(record.Versions, read.Record.Versions);
        Assert.Equal((record.Version, record.State), (read.Record.Version, read.Record.State));
    }).Check(Often);

    private static ExchangeDocument Read(ExchangeDocument document)
    {
        var written = ExchangeWriter.Write(document);
        var read = ExchangeReader.Read(written).Document!;
        Assert.Equal(written, ExchangeWriter.Write(read));
        return read;
    }

    private static Call CallOf(ExchangeDocument document)
    {
        Assert.Null(ExchangeCalls.Find(document, out var call));
        return call!;
    }

    private static Gen<string> Texts(int charsMax) =>
        Gen.Elements("标", "一", "A", "\"", "\\", "/", "<", "é", "𠮷", "，", " ", "'", "\u2028").NonEmptyListOf()
        .Select(parts => string.Concat(parts.Take(charsMax / 2)));

    private static Gen<string> Digits(int count) =>
        Gen.Elements("0123456789ABC".ToCharArray()).ArrayOf(count).Select(chars => new string(chars));

    private static Gen<string> ProjectCodes() => Digits(10).Select(rest => "E440400" + rest);

    private static Gen<string> Usccs() => Gen.Elements(Samples.Bidder, Samples.Guarantor, Samples.Tenderer, "91350100M0001TGQXM");

    private static Gen<ByteString> Hashes() => Gen.Choose(0, 255).Select(value => Samples.Bytes(Digest.Bytes, (byte)value));

    private static Gen<long> Fen() =>
        Gen.OneOf(Gen.Choose(0, int.MaxValue).Select(fen => (long)fen), Gen.Elements(0L, 1L, 99L, 100L, ExchangeLimits.AmountFenMax));

    private static Gen<long> Times() =>
        Gen.Choose(1, int.MaxValue).SelectMany(seconds => Gen.Elements(0, 1, 999), (seconds, ms) => (seconds * 1000L) + ms);

    private static Gen<CreateProject> Projects() => from code in ProjectCodes()
                                                    from rest in Digits(3)
                                                    from name in Texts(200)
                                                    from tenderer in Usccs()
                                                    from agent in Gen.OneOf(Usccs(), Gen.Constant(""))
                                                    from tradeClass in Gen.Elements("A", "A01", "D99")
                                                    from investment in Gen.Elements("", "2020-440402-48-03-012345")
                                                    select new CreateProject
                                                    {
                                                        ProjectCode = code,
                                                        TenderProjectCode = code + rest,
                                                        Name = name,
                                                        TendererUscc = tenderer,
                                                        AgentUscc = agent,
                                                        TradeClass = tradeClass,
                                                        Region = "440400",
                                                        InvestmentProjectCode = investment,
                                                    };

    private static Gen<AnnounceSection> Sections() => from project in Projects()
                                                      from rest in Digits(3)
                                                      from name in Texts(200)
                                                      from price in Fen()
                                                      from bond in Fen()
                                                      from days in Gen.Choose(1, 1096)
                                                      from opening in Times()
                                                      from cash in Gen.Elements(true, false)
                                                      from stage in Gen.Elements(Enum.GetValues<TenderStage>())
                                                      from forms in Gen.SubListOf(
                                                          GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety)
                                                      from designated in Usccs().ListOf(2)
                                                      from digest in Hashes()
                                                      from forfeiture in Gen.OneOf(Hashes(), Gen.Constant(ByteString.Empty))
                                                      from deal in Gen.Elements("", "B01-12350100MB02709751-20161231-211018-2")
                                                      select new AnnounceSection
                                                      {
                                                          SectionCode = project.TenderProjectCode + rest,
                                                          TenderProjectCode = project.TenderProjectCode,
                                                          Name = name,
                                                          EstimatedPriceFen = price,
                                                          BondFen = bond,
                                                          BidValidityDays = (uint)days,
                                                          OpeningTime = opening,
                                                          OpeningKey = Samples.Point,
                                                          KeyHolder = KeyHolder.Centre,
                                                          NoticeDigest = digest,
                                                          AcceptsCash = cash,
                                                          AcceptedForms = { forms },
                                                          DesignatedGuarantors = { designated },
                                                          Stage = stage,
                                                          ForfeitureTermsDigest = forfeiture,
                                                          UnifiedDealCode = deal,
                                                      };

    private static Gen<PublishNotice> Notices() => from number in Gen.Choose(1, 1000)
                                                   from opening in Times()
                                                   from kind in Gen.Elements(
                                                       NoticeKind.Clarification, NoticeKind.Postponement, NoticeKind.Correction)
                                                   from digest in Hashes()
                                                   select new PublishNotice
                                                   {
                                                       SectionCode = Samples.SectionCode,
                                                       NoticeNumber = (uint)number,
                                                       OpeningTime = opening,
                                                       Kind = kind,
                                                       NoticeDigest = digest,
                                                   };

    private static Gen<ClaimGuarantee> Claims() => from fen in Fen()
                                                   from reason in Gen.Elements(Enum.GetValues<ClaimReason>()[1..])
                                                   from digest in Hashes()
                                                   from until in Gen.OneOf(Times(), Gen.Constant(0L))
                                                   select new ClaimGuarantee
                                                   {
                                                       GuaranteeId = Samples.Bytes(16, 7),
                                                       AmountFen = fen,
                                                       Reason = reason,
                                                       EvidenceDigest = digest,
                                                       StatementDigest = digest,
                                                       ExtendUntil = until,
                                                   };

    private static Gen<Guarantee> Guarantees() => from name in Texts(200)
                                                  from number in Texts(64)
                                                  from fen in Fen()
                                                  from premium in Fen()
                                                  from begin in Gen.OneOf(Times(), Gen.Constant(0L))
                                                  from end in Times()
                                                  from members in Gen.SubListOf(Samples.Tenderer, Samples.Guarantor)
                                                  from version in Gen.Choose(1, 32)
                                                  select new Guarantee(Samples.Revealed)
                                                  {
                                                      Version = (uint)version,
                                                      Terms = new GuaranteeTerms(Samples.Revealed.Terms)
                                                      {
                                                          ApplicantName = name,
                                                          GuaranteeNo = number,
                                                          AmountFen = fen,
                                                          PremiumFen = premium,
                                                          ValidFrom = begin,
                                                          ValidUntil = end,
                                                          ConsortiumUsccs = { new List<string>() },
                                                      }.WithMembers(members),
                                                  };
}
