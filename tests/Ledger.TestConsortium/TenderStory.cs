using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Seeds;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.TestConsortium;

/// <summary>
/// One section from announcement to the return of its bonds, as a lawful chain would tell it; a test plants what it wants found by changing
/// a record, a time or a hand on the way.
/// </summary>
public sealed class TenderStory
{
    public const string Section = "E4404000001001043001001";
    public const string Winner = "91440400MA4UWX0R6T";
    public const string Second = "91440400MA4W1BAY9F";
    public const string Third = "91440400MA5EXMPL1C";
    private const long Day = 86_400_000;
    private readonly Dictionary<string, GuaranteeRecord> _guarantees = new(StringComparer.Ordinal);
    private Section _section = new();

    public ForgedChain Chain { get; } = new();

    public static Participant Centre => TestChain.Centre;

    public static Participant Guarantor => TestChain.Guarantor;

    public static Participant Tenderer => TestChain.Seed.Guarantors[1].Participant;

    public static string[] Bidders => [Winner, Second, Third];

    /// <summary>Midnight of a day after genesis, UTC milliseconds.</summary>
    public static long At(double day) => TestChain.StartMs + (long)(day * Day);

    /// <summary>All of it.</summary>
    public static TenderStory Lawful()
    {
        var story = new TenderStory().UpToReveal().UpToAward();
        story.Contract(40);
        story.Release(Winner, 42, ReleaseReason.ContractSigned);
        return story;
    }

    public TenderStory UpToReveal(double openedOn = 25)
    {
        Announce();
        foreach (var bidder in Bidders)
        {
            Issue(bidder);
        }

        Open(openedOn);
        ListBidders(openedOn);
        ReleaseKey(openedOn);
        foreach (var bidder in Bidders)
        {
            Reveal(bidder, openedOn);
        }

        return this;
    }

    public TenderStory UpToAward()
    {
        Complete();
        Evaluate();
        Publicize();
        Award();
        Release(Second, 34, ReleaseReason.NotAwarded);
        Release(Third, 34, ReleaseReason.NotAwarded);
        return this;
    }

    public void Announce(Action<Section>? plant = null, Participant? by = null)
    {
        _section = new Section
        {
            Announced = new AnnounceSection
            {
                SectionCode = Section,
                TenderProjectCode = Section[..20],
                Name = "标段",
                EstimatedPriceFen = 1_000_000_000,
                BondFen = 10_000_000,
                BidValidityDays = 60,
                OpeningTime = At(25),
                AcceptsCash = true,
                AcceptedForms = { GuaranteeForm.Bank },
                KeyHolder = KeyHolder.Centre,
            },
            CentreUscc = Centre.Uscc,
            TendererUscc = Tenderer.Uscc,
            AnnouncedAt = At(1),
            OpeningTime = At(25),
            State = SectionState.Announced,
            Region = "440400",
            TradeClass = "A",
            Notices = 1,
        };
        plant?.Invoke(_section);
        Tell("section.announced", 1, by ?? Tenderer, new TenderCall { AnnounceSection = _section.Announced });
    }

    public void Open(double day = 25, Participant? by = null, Action<Section>? plant = null)
    {
        (_section.State, _section.OpenedAt, _section.Bidders) = (SectionState.Opening, At(day), (uint)Bidders.Length);
        plant?.Invoke(_section);
        Tell("section.opened", day, by ?? Centre, new TenderCall { OpenSection = new OpenSection { SectionCode = Section } });
    }

    public void ListBidders(double day = 25, params string[] bidders)
    {
        _section.BiddersListedAt = At(day);
        var list = new ListBidders { SectionCode = Section, BidderUsccs = { bidders.Length == 0 ? Bidders : bidders } };
        Tell("section.bidders_listed", day, Centre, new TenderCall { ListBidders = list });
    }

    public void ReleaseKey(double day = 25)
    {
        _section.KeyReleasedAt = At(day);
        Tell(
            "section.key_released", day, Centre,
            new TenderCall { ReleaseOpeningKey = new ReleaseOpeningKey { SectionCode = Section } });
    }

    public void Complete()
    {
        _section.State = SectionState.Opened;
        Tell("section.opening_completed", 25.1, Centre, new TenderCall { CompleteOpening = new CompleteOpening { SectionCode = Section } });
    }

    public void Evaluate(params string[] candidates)
    {
        _section.State = SectionState.Evaluated;
        _section.Evaluation = new Evaluation { Candidates = { candidates.Length == 0 ? Bidders : candidates }, RecordedAt = At(26) };
        Tell("section.evaluated", 26, Centre, new TenderCall { RecordEvaluation = new RecordEvaluation { SectionCode = Section } });
    }

    public void Publicize(double day = 27, double until = 31)
    {
        _section.State = SectionState.Publicized;
        _section.Publicity = new Publicity { PublishedAt = At(day), Until = At(until) };
        Tell(
            "section.publicized", day, Centre,
            new TenderCall { PublicizeCandidates = new PublicizeCandidates { SectionCode = Section } });
    }

    public void Award(string winner = Winner, double day = 32, Participant? by = null)
    {
        _section.State = SectionState.Awarded;
        _section.Awards.Add(new Award { WinnerUscc = winner, AwardFen = 900_000_000, AwardedAt = At(day) });
        Tell("section.awarded", day, by ?? Tenderer, new TenderCall { AwardSection = new AwardSection { SectionCode = Section } });
    }

    public void Contract(double day, long contractFen = 900_000_000, long performanceBondFen = 10_000_000)
    {
        _section.State = SectionState.Contracted;
        _section.Contract = new Contract { ContractFen = contractFen, PerformanceBondFen = performanceBondFen, SignedAt = At(day) };
        Tell("section.contracted", day, Tenderer, new TenderCall { SignContract = new SignContract { SectionCode = Section } });
    }

    public void Issue(string bidder, double day = 20, Participant? issuer = null, Action<GuaranteeRecord>? plant = null)
    {
        var guarantor = issuer ?? Guarantor;
        var guarantee = new GuaranteeRecord
        {
            GuaranteeId = ByteString.CopyFrom(IdOf(bidder)),
            IssuerUscc = guarantor.Uscc,
            State = GuaranteeState.IssuedSealed,
            Version = 1,
            IssuedAt = At(day),
            Commitment = ByteString.CopyFrom(CommitmentOf(TermsOf(bidder, guarantor)).ToArray()),
        };
        plant?.Invoke(guarantee);
        _guarantees[bidder] = guarantee;
        Tell("guarantee.issued", day, guarantor, bidder, new GuaranteeCall { Issue = new IssueGuarantees() });
    }

    public void Surrender(string bidder, double day)
    {
        (_guarantees[bidder].State, _guarantees[bidder].EndedAt) = (GuaranteeState.Surrendered, At(day));
        Tell("guarantee.surrendered", day, Guarantor, bidder, new GuaranteeCall { Surrender = new SurrenderGuarantee() });
    }

    public void Reveal(string bidder, double day = 25, Action<GuaranteeTerms>? plant = null, Participant? issuer = null)
    {
        var terms = TermsOf(bidder, issuer ?? Guarantor);
        plant?.Invoke(terms);
        var guarantee = _guarantees[bidder];
        (guarantee.State, guarantee.Terms, guarantee.RevealedAt, guarantee.EndedAt) = (GuaranteeState.Revealed, terms, At(day), 0);
        guarantee.Versions.Add(new GuaranteeVersion
        {
            Version = 1,
            AmountFen = terms.AmountFen,
            ValidUntil = terms.ValidUntil,
            At = guarantee.IssuedAt,
        });
        var opened = new OpenedGuarantee
        {
            GuaranteeId = guarantee.GuaranteeId,
            Salt = ByteString.CopyFrom(new byte[GuaranteeCommitment.SaltBytes]),
            Terms = terms.ToByteString(),
        };
        Tell(
            "guarantee.revealed", day, Centre, bidder,
            new GuaranteeCall { Open = new OpenGuarantees { SectionCode = Section, Guarantees = { opened } } });
    }

    /// <summary>Whatever else becomes of a guarantee.</summary>
    public void Change(string bidder, string type, double day, Participant by, Action<GuaranteeRecord> plant)
    {
        plant(_guarantees[bidder]);
        Tell(type, day, by, bidder, new GuaranteeCall());
    }

    public void Claim(string bidder, double day, long amountFen = 10_000_000, double answerUntil = 40) => Change(
        bidder, "guarantee.claimed", day, Tenderer, guarantee =>
        {
            guarantee.State = GuaranteeState.Claimed;
            guarantee.Claim = new Claim { AmountFen = amountFen, ClaimedAt = At(day), AnswerUntil = At(answerUntil) };
        });

    public void Release(string bidder, double day, ReleaseReason reason, Participant? by = null) => Change(
        bidder, "guarantee.released", day, by ?? Tenderer, guarantee =>
            (guarantee.State, guarantee.ReleaseReason, guarantee.EndedAt) = (GuaranteeState.Released, reason, At(day)));

    /// <summary>A block of anything else.</summary>
    public void Tell(double day, Participant by, Call call, params (string Type, byte[] Key, IMessage? Record)[] events) =>
        Chain.Add(At(day), by, call, events);

    public static byte[] IdOf(string bidder) => [.. System.Text.Encoding.ASCII.GetBytes(bidder)[..GuaranteeTables.IdBytes]];

    private static GuaranteeTerms TermsOf(string bidder, Participant issuer) => new()
    {
        GuaranteeNo = $"BH-{bidder}",
        SectionCode = Section,
        BeneficiaryUscc = Tenderer.Uscc,
        ApplicantUscc = bidder,
        ApplicantName = "投标人",
        GuarantorUscc = issuer.Uscc,
        Form = GuaranteeForm.Bank,
        LegalNature = LegalNature.Independent,
        AmountFen = 10_000_000,
        ValidFrom = At(20),
        ValidUntil = At(120),
        Version = 1,
    };

    private static Digest CommitmentOf(GuaranteeTerms terms) =>
        GuaranteeCommitment.Compute(TestChain.Genesis.Hasher, new byte[GuaranteeCommitment.SaltBytes], terms.ToByteArray());

    private void Tell(string type, double day, Participant by, TenderCall call) => Chain.Add(
        At(day), by, new Call { Tender = call }, (type, TenderTables.Sections.Key(Section), _section.Clone()));

    private void Tell(string type, double day, Participant by, string bidder, GuaranteeCall call) => Chain.Add(
        At(day), by, new Call { Guarantee = call }, (type, GuaranteeTables.Guarantees.Key(IdOf(bidder)), _guarantees[bidder].Clone()));
}
