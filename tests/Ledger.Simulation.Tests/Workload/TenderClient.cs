using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>
/// One section from its announcement to the end of its guarantees: the centre, which is its own tenderer, and the guarantors.
/// </summary>
internal sealed class TenderClient(Simulation world, int number)
{
    private const int TriesMax = 3;
    private const long PriceFen = 100_000_000;
    private const long BondFen = 1_000_000;
    private const long TermMs = 30L * 24 * 60 * 60 * 1000;
    private readonly string _project = $"A440400{number:D10}";
    private readonly KeyPair _openingKey = SimulatedConsortium.OpeningKeyOf(number);
    private readonly List<GuaranteeClient> _issued = [];
    private long _openingTime;

    /// <summary>The centre; it tenders for itself.</summary>
    internal Participant Centre { get; } = world.Consortium.Centres[number % world.Consortium.Centres.Count];

    private string TenderProject => $"{_project}001";

    private string Section => $"{TenderProject}001";

    internal void Start()
    {
        if (world.Clients.AnyHonest() is not { } node)
        {
            world.Events.After(500, Start);
            return;
        }

        _openingTime = node.Core!.Chain.Head.Header.Time + world.Random.Between(6_000, 16_000);
        Send(Centre, Announced, Of(new TenderCall { CreateProject = Project() }), Of(new TenderCall { AnnounceSection = Announcement() }));
        CreateOneOfTwo();
    }

    /// <summary>
    /// Sends until it is decided; expired ones, and those on which the contracts failed, again under the same business key, so that they
    /// take effect once.
    /// </summary>
    internal void Send(Participant signer, Action done, params Call[] calls) => Send(signer, Bodies.Random(world, 16), 1, done, calls);

    /// <summary>The first winner did not sign.</summary>
    internal void OnContractRefused(string winner) => _issued.ForEach(guarantee => guarantee.OnContractRefused(winner));

    /// <summary>The contract is signed, so what still waits is released.</summary>
    internal void OnContracted(string winner) => _issued.ForEach(guarantee => guarantee.OnContracted(winner));

    internal static Call Of(GuaranteeCall call) => new() { Guarantee = call };

    private static Call Of(TenderCall call) => new() { Tender = call };

    private void Send(Participant signer, byte[] businessKey, int tries, Action done, Call[] calls) =>
        world.Clients.Submit(signer, businessKey, calls, code =>
    {
        if (code is RefusalCode.None or RefusalCode.Repeated)
        {
            done();
        }
        else if (code is RefusalCode.Expired or RefusalCode.ContractFault && tries < TriesMax)
        {
            Send(signer, businessKey, tries + 1, done, calls);
        }
    });

    // Two operations that could both be done, under one business key: the model sees that one is, and the other refused.
    private void CreateOneOfTwo()
    {
        var key = Bodies.Random(world, 16);
        foreach (var kind in "BC")
        {
            var project = Project();
            (project.ProjectCode, project.TenderProjectCode) = ($"{kind}{_project[1..]}", $"{kind}{TenderProject[1..]}");
            world.Clients.Submit(Centre, key, [Of(new TenderCall { CreateProject = project })], _ => { });
        }
    }

    private void Announced()
    {
        for (var i = world.Random.Between(2, 4); i > 0; i--)
        {
            var guarantee = new GuaranteeClient(world, this, Centre, world.Random.Pick(world.Consortium.Guarantors));
            guarantee.Issue(Section, BondFen, _openingTime, _openingTime + TermMs, i, () => _issued.Add(guarantee));
        }

        if (world.Random.Chance(30))
        {
            world.Clients.MustNotAdmit(Centre, _openingTime, Of(new TenderCall { OpenSection = Bidders([]).Opening() }));
        }

        world.Events.After(1_000, OpenWhenDue);
    }

    private void OpenWhenDue()
    {
        if (!world.Clients.IsOpen)
        {
            return;
        }

        if (world.Clients.AnyHonest()?.Core is not { } core || core.Chain.Head.Header.Time < _openingTime)
        {
            world.Events.After(1_000, OpenWhenDue);
            return;
        }

        var bidders = Bidders([.. _issued.Select(guarantee => guarantee.Bidder)]);
        Send(Centre, () => Opened(bidders), Of(new TenderCall { OpenSection = bidders.Opening() }));
    }

    // Whoever may reveal need not wait for the list.
    private void Opened(BidderList bidders)
    {
        foreach (var guarantee in _issued)
        {
            Send(
                Centre,
                guarantee.Revealed,
                Of(new GuaranteeCall { Open = new OpenGuarantees { SectionCode = Section, Guarantees = { guarantee.Opened } } }));
        }

        var list = Of(new TenderCall { ListBidders = bidders.Listing() });
        var release = Of(new TenderCall
        {
            ReleaseOpeningKey = new() { SectionCode = Section, OpeningPrivateKey = ByteString.CopyFrom(_openingKey.PrivateKey) },
        });
        if (world.Random.Chance(50))
        {
            Send(Centre, Released, list, release);
        }
        else
        {
            Send(Centre, () => Send(Centre, Released, release), list);
        }
    }

    private void Released() =>
        new CourseClient(world, this, Section, [.. _issued.Select(guarantee => guarantee.Bidder), SimulatedConsortium.CashBidder]).Start();

    // Who has no guarantee has deposited cash.
    private BidderList Bidders(IReadOnlyList<string> guaranteed) => new(
        world.Consortium.Genesis,
        Section,
        Bodies.Random(world, BidderCommitments.SaltBytes),
        guaranteed.Append(SimulatedConsortium.CashBidder).Concat(SimulatedConsortium.OtherBidders).Distinct()
            .Take(Math.Max(3, guaranteed.Count + 1)));

    private CreateProject Project() => new()
    {
        ProjectCode = _project,
        TenderProjectCode = TenderProject,
        Name = $"项目{number}",
        TendererUscc = Centre.Uscc,
        Region = "440400",
        TradeClass = "C", // property rights: no rule asks for weeks between the steps
    };

    private AnnounceSection Announcement() => new()
    {
        SectionCode = Section,
        TenderProjectCode = TenderProject,
        Name = $"标段{number}",
        EstimatedPriceFen = PriceFen,
        BondFen = BondFen,
        BidValidityDays = 1,
        OpeningTime = _openingTime,
        OpeningKey = ByteString.CopyFrom(_openingKey.PublicKey.Encoded),
        NoticeDigest = ByteString.CopyFrom(Bodies.Random(world, Digest.Bytes)),
        AcceptsCash = true,
        AcceptedForms = { GuaranteeForm.Bank },
        KeyHolder = KeyHolder.Centre,
    };
}
