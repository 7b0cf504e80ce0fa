using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Evidence;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;
using Ledger.TestConsortium;
using static Ledger.TestConsortium.TenderStory;

namespace Ledger.Audit.Rules.Tests;

/// <summary>A row for each way to break a rule; a lawful story breaks none.</summary>
public sealed class HistoryRuleTests
{
    private static readonly long Since2023 = At(1_500); // 发改法规〔2023〕27号

    private static readonly Dictionary<string, (string Rule, Func<TenderStory> Story)> Planted = new(StringComparer.Ordinal)
    {
        ["certificate expired"] = ("signer-was-valid", () => With(story => story.Tell(20_000, Centre, new Call()))),
        ["certificate revoked"] = ("signer-was-valid", () => With(story =>
        {
            story.Tell(
                1, Guarantor, new Call(), ("certificate.revoked", KeyOf(Guarantor), Certificate(record => record.RevokedAt = At(1))));
            story.Tell(2, Guarantor, new Call());
        })),
        ["certificate for encryption"] = ("signer-was-valid", () => With(story =>
        {
            story.Tell(
                1, Centre, new Call(),
                ("certificate.registered", KeyOf(Guarantor), Certificate(record => record.Kind = CertificateKind.Encryption)));
            story.Tell(2, Guarantor, new Call());
        })),
        ["validators without a vote"] = ("votes-sufficed", () => With(story => story.Tell(
            1, Centre, new Call(), ("validators.changed", MembershipTables.Validators.Key(MembershipTables.Current), new ValidatorSet())))),
        ["one vote enough"] = ("votes-sufficed", () => With(story => story.Tell(
            1, Centre, new Call(),
            ("proposal.enacted", MembershipTables.Proposals.Key([1]), new Proposal
            {
                Proposed = new ProposeChange { ProposalId = ByteString.CopyFrom(1) },
                ApprovedBy = { TestChain.Validators[0].Uscc, TestChain.Validators[0].Uscc, TestChain.Validators[1].Uscc },
            })))),
        ["another block cosigned"] = ("cosigned-as-it-is", () => With(story => story.Tell(
            2, Centre, new Call(), Cosigned(1, new byte[32])))),
        ["a block cosigned that is not there yet"] = ("cosigned-as-it-is", () => With(story => story.Tell(
            2, Centre, new Call(), Cosigned(9_999, new byte[32])))),
        ["a finding not handled"] = ("findings-in-time", () => With(story =>
        {
            story.Tell(2, Centre, new Call(), Found(FindingState.Pending, At(3)));
            story.Tell(4, Centre, new Call());
        })),
        ["an answer that came late"] = ("findings-in-time", () => With(story => story.Tell(
            2, Centre, new Call(), Found(FindingState.Closed, 0, new HandledStep { At = At(2), Late = true })))),
        ["tenderer bids"] = ("parties-apart", () => With(story =>
        {
            story.Announce();
            story.Open();
            story.ListBidders(25, Winner, Second, Tenderer.Uscc);
        })),
        ["bidder guarantees itself"] = ("parties-apart", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Open();
            story.ListBidders();
            story.Reveal(Winner, plant: terms => terms.ApplicantUscc = Guarantor.Uscc);
        })),
        ["evaluated before the opening"] = ("section-course", () => With(story =>
        {
            story.Announce();
            story.Evaluate();
        })),
        ["centre awards"] = ("section-hands", () => With(story =>
        {
            story.UpToReveal();
            story.Complete();
            story.Evaluate();
            story.Publicize();
            story.Award(by: Centre);
        })),
        ["ten days for the document"] = ("periods-kept", () => With(story => story.Announce(section =>
            section.OpeningTime = section.Announced.OpeningTime = At(11)))),
        ["one day of publicity"] = ("periods-kept", () => With(story =>
        {
            story.UpToReveal();
            story.Complete();
            story.Evaluate();
            story.Publicize(27, 28);
        })),
        ["bond of 3 %"] = ("bond-within-cap", () => With(story => story.Announce(section => section.Announced.BondFen = 30_000_000))),
        ["guarantor designated"] = ("bond-forms-open", () => With(story => story.Announce(section =>
        {
            section.AnnouncedAt = Since2023;
            section.Announced.DesignatedGuarantors.Add(Guarantor.Uscc);
        }))),
        ["no guarantees"] = ("bond-forms-open", () => With(story => story.Announce(section =>
        {
            section.AnnouncedAt = Since2023;
            section.Announced.AcceptedForms.Clear();
        }))),
        ["opened a day early"] = ("opened-in-time", () => With(story => story.UpToReveal(24))),
        ["revealed before the opening"] = ("sealed-until-opening", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Reveal(Winner, 24);
        })),
        ["key before the list"] = ("sealed-until-opening", () => With(story =>
        {
            story.Announce();
            story.Open();
            story.ReleaseKey();
        })),
        ["two bidders"] = ("enough-bidders", () => With(story =>
        {
            story.Announce();
            story.Open(plant: section => section.Bidders = 2);
        })),
        ["candidate who did not bid"] = ("candidates-had-bid", () => With(story =>
        {
            story.UpToReveal();
            story.Complete();
            story.Evaluate(Winner, "91440400MA5EXMPL8Y");
        })),
        ["winner who is no candidate"] = ("candidates-had-bid", () => With(story =>
        {
            story.UpToReveal();
            story.Complete();
            story.Evaluate(Winner, Second);
            story.Publicize();
            story.Award(Third);
        })),
        ["first candidate passed over"] = ("first-candidate-first", () => With(story =>
        {
            story.UpToReveal();
            story.Complete();
            story.Evaluate();
            story.Publicize();
            story.Award(Second);
        })),
        ["contract for more"] = ("contract-as-awarded", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Contract(40, contractFen: 950_000_000);
        })),
        ["performance bond of a fifth"] = ("contract-as-awarded", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Contract(40, performanceBondFen: 180_000_000);
        })),
        ["contract after two months"] = ("duties-in-time", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Contract(95);
        })),
        ["no contract at all"] = ("duties-in-time", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Tell(95, Centre, new Call());
        })),
        ["released twice"] = ("guarantee-course", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Release(Second, 35, ReleaseReason.NotAwarded);
        })),
        ["claimed after its end"] = ("guarantee-course", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Claim(Winner, 121, answerUntil: 130);
        })),
        ["released by the bank"] = ("guarantee-hands", () => With(story =>
        {
            story.UpToReveal();
            story.Release(Winner, 26, ReleaseReason.NotAwarded, Guarantor);
        })),
        ["other terms than sealed"] = ("as-committed", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Open();
            story.Reveal(Winner, plant: terms => terms.AmountFen = 20_000_000);
        })),
        ["amount lowered"] = ("never-lowered", () => With(story =>
        {
            story.UpToReveal();
            story.Change(Winner, "guarantee.amended", 26, Guarantor, guarantee => guarantee.Terms.AmountFen = 1);
        })),
        ["bidder exchanged"] = ("never-lowered", () => With(story =>
        {
            story.UpToReveal();
            story.Change(Winner, "guarantee.amended", 26, Guarantor, guarantee => guarantee.Terms.ApplicantUscc = Second);
        })),
        ["claim above the balance"] = ("sums-of-money", () => With(story =>
        {
            story.UpToReveal();
            story.Claim(Winner, 26, 10_000_001);
        })),
        ["paid less than claimed"] = ("sums-of-money", () => With(story =>
        {
            story.UpToReveal();
            story.Claim(Winner, 26);
            story.Change(
                Winner, "guarantee.paid", 27, Guarantor,
                guarantee => (guarantee.State, guarantee.PaidFen) = (GuaranteeState.Paid, 9_000_000));
        })),
        ["one number for two"] = ("number-once", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Issue(Second);
            story.Open();
            story.Reveal(Winner);
            story.Reveal(Second, plant: terms => terms.GuaranteeNo = $"BH-{Winner}");
        })),
        ["issued after the opening"] = ("issued-before-opening", () => With(story =>
        {
            story.Announce();
            story.Open();
            story.Issue(Winner, 25.5);
            story.Reveal(Winner, 26);
        })),
        ["issued with an earlier date"] = ("issued-before-opening", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner, 26, plant: guarantee => guarantee.IssuedAt = At(20));
        })),
        ["taken back after the opening"] = ("not-taken-back-after-opening", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Open();
            story.Surrender(Winner, 25.5);
            story.Reveal(Winner, 26);
        })),
        ["winner's bond too small"] = ("winners-bond", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Open();
            story.ListBidders();
            story.Reveal(Winner, plant: terms => terms.AmountFen = 9_000_000);
            story.Complete();
            story.Evaluate();
            story.Publicize();
            story.Award();
        })),
        ["one party behind two bids"] = ("one-bid-each", () => With(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Issue(Second);
            story.Open();
            story.ListBidders();
            story.Reveal(Winner, plant: terms => terms.ConsortiumUsccs.Add(Third));
            story.Reveal(Second, plant: terms => terms.ConsortiumUsccs.Add(Third));
            story.Complete();
            story.Evaluate();
        })),
        ["claim refused late"] = ("claim-answered", () => With(story =>
        {
            story.UpToReveal();
            story.Claim(Winner, 26, answerUntil: 33);
            story.Change(Winner, "guarantee.claim_refused", 34, Guarantor, guarantee =>
            {
                guarantee.State = GuaranteeState.Refused;
                guarantee.Claim.Discrepancies.Add("no statement of breach");
            });
        })),
        ["claim refused without a reason"] = ("claim-answered", () => With(story =>
        {
            story.UpToReveal();
            story.Claim(Winner, 26);
            story.Change(Winner, "guarantee.claim_refused", 27, Guarantor, guarantee => guarantee.State = GuaranteeState.Refused);
        })),
        ["claim never answered"] = ("claim-answered", () => With(story =>
        {
            story.UpToReveal();
            story.Claim(Winner, 26, answerUntil: 33);
            story.Tell(34, Centre, new Call());
        })),
        ["bond returned late"] = ("returned-in-time", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Contract(40);
            story.Release(Winner, 60, ReleaseReason.ContractSigned);
        })),
        ["bond never returned"] = ("returned-in-time", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Contract(40);
            story.Tell(60, Centre, new Call());
        })),
        ["forfeit bond returned"] = ("returned-though-forfeit", () => With(story =>
        {
            story.UpToReveal().UpToAward();
            story.Award(Second, 36);
            story.Release(Winner, 37, ReleaseReason.NotAwarded);
        })),
        ["one of two always wins"] = ("met-and-won", () => With(story => Contracts(story, MetAndWon.TimesMin, _ => Winner))),
        ["the same circle again"] = ("same-circle", () => With(story =>
        {
            for (var i = 0; i < SameCircle.TimesMin; i++)
            {
                Bid(story, i, Bidders);
                Tell(story, i, "section.opening_completed", new Call());
            }
        })),
        ["all guarantees of one guarantor"] = ("one-guarantor", () => With(story =>
        {
            story.Announce();
            var many = Enumerable.Range(0, OneGuarantor.GuaranteesMin).Select(i => $"9144040{i}MA4UWX0R6T").ToList();
            many.ForEach(bidder => story.Issue(bidder));
            story.Open();
            story.ListBidders(25, [.. many]);
            story.ReleaseKey();
            many.ForEach(bidder => story.Reveal(bidder));
            story.Complete();
            story.Evaluate(many[0]);
        })),
    };

    public static TheoryData<string> Plants => [.. Planted.Keys];

    [Fact]
    public void A_lawful_story_breaks_no_rule() => Assert.Empty(Examine(Lawful()).Select(finding => finding.ToString()));

    [Theory]
    [MemberData(nameof(Plants))]
    public void What_is_planted_is_found(string plant)
    {
        var (rule, story) = Planted[plant];
        var findings = Examine(story());
        Assert.Contains(rule, findings.Select(finding => finding.Rule));
        Assert.All(findings, finding =>
        {
            Assert.NotEmpty(finding.About);
            Assert.NotEmpty(finding.Source);
            Assert.NotEqual(finding.What.English, finding.What.Chinese);
        });
    }

    [Fact]
    public void Every_rule_has_a_row_and_words_of_its_own()
    {
        var rules = HistoryRules.New();
        Assert.Equal(rules.Select(rule => rule.Name).Order(), Planted.Values.Select(row => row.Rule).Distinct().Order());
        Assert.Equal(rules.Count, rules.Select(rule => rule.Says.English).Distinct().Count());
        Assert.Equal(rules.Count, rules.Select(rule => rule.Says.Chinese).Distinct().Count());
    }

    [Fact]
    public void Time_goes_on_in_blocks_in_which_nothing_landed()
    {
        var story = With(told =>
        {
            told.UpToReveal().UpToAward();
            told.Contract(40);
        });
        Assert.Empty(Examine(story));

        Assert.True(BlockHeader.TryDecode(story.Chain.Blocks[^1].Block.Header.Span, out var last));
        var empty = new Block { Header = ByteString.CopyFrom((last with { Height = last.Height + 1, Time = At(60) }).Encode()) };
        var finding = Assert.Single(Examine(story, empty));
        Assert.Equal(("returned-in-time", At(60), last.Height + 1), (finding.Rule, finding.Time, finding.Height));
    }

    [Fact]
    public void Findings_are_bounded_and_all_are_counted()
    {
        using var examination = Begin();
        var story = new TenderStory();
        story.Tell(20_000, Centre, new Call());
        for (var i = 0; i < Examination.FindingsMax + 5; i++)
        {
            examination.Look(story.Chain.Blocks[0].Block);
        }

        Assert.Equal(Examination.FindingsMax, examination.Findings.Count);
        Assert.Equal(Examination.FindingsMax + 5, examination.Counts["signer-was-valid"]);
    }

    [Fact]
    public void What_no_contract_writes_is_a_finding_and_not_the_end()
    {
        var code = TenderTables.Sections.Key(TenderStory.Section);
        var story = With(told =>
        {
            told.Announce();
            told.Issue(Winner);
            told.Tell(2, Centre, new Call(), ("section.contracted", code, new Protocol.V1.Section
            {
                Announced = new AnnounceSection { SectionCode = TenderStory.Section },
                Awards = { new Award { WinnerUscc = Winner } }, // and no contract
            }));
            told.Tell(3, Centre, new Call(), ("section.contracted", code, new Member { Uscc = "x", Active = true })); // no section at all
            told.Tell(3, Centre, new Call(), ("section.announced", TenderTables.Sections.Key("none"), new Protocol.V1.Section()));
            told.Open();
            told.Tell(20_000, Centre, new Call());
        });
        var findings = Examine(story);
        Assert.Contains(findings, finding => finding.What.English.Contains("cannot be judged", StringComparison.Ordinal));
        Assert.Contains("signer-was-valid", findings.Select(finding => finding.Rule)); // it went on
    }

    [Fact]
    public void A_finding_that_is_handled_in_time_breaks_nothing()
    {
        var story = With(told =>
        {
            told.Tell(2, Centre, new Call(), Found(FindingState.Pending, At(3)));
            told.Tell(2.5, Centre, new Call(), Found(FindingState.Closed, 0, new HandledStep { At = At(2.5) }));
            told.Tell(4, Centre, new Call());
        });
        Assert.Empty(Examine(story));
    }

    private static (string Type, byte[] Key, IMessage? Record) Found(FindingState state, long due, params HandledStep[] steps) => (
        "finding.recorded", EvidenceTables.Findings.Key(new byte[16]),
        new SupervisionFinding { State = state, Due = due, RegulatorUscc = Centre.Uscc, Steps = { steps } });

    [Fact]
    public void A_block_that_is_cosigned_as_it_is_breaks_nothing()
    {
        var story = With(told =>
        {
            told.Tell(1, Centre, new Call());
            var header = told.Chain.Blocks[0].Block.Header;
            told.Tell(2, Centre, new Call(), Cosigned(1, BlockHeader.Hash(TestChain.Genesis.Hasher, header.Span).ToArray()));
        });
        Assert.Empty(Examine(story));
    }

    private static (string Type, byte[] Key, IMessage? Record) Cosigned(ulong height, byte[] hash) => (
        "checkpoint.cosigned", EvidenceTables.CosignatureKey(Centre.Uscc, height),
        new Cosignature { Height = height, BlockHash = ByteString.CopyFrom(hash) });

    [Fact]
    public void Who_loses_once_to_the_other_is_not_told_of()
    {
        var story = With(told => Contracts(told, 2 * MetAndWon.TimesMin, i => i == 1 ? Second : Winner));
        Assert.DoesNotContain("met-and-won", Examine(story).Select(finding => finding.Rule));
    }

    // Sections of their own, which two bid for and one gets.
    private static void Contracts(TenderStory story, int times, Func<int, string> winner)
    {
        for (var i = 0; i < times; i++)
        {
            Bid(story, i, Winner, Second);
            var number = i;
            Tell(story, i, "section.contracted", new Call(), section => section.Awards.Add(new Award { WinnerUscc = winner(number) }));
        }
    }

    private static void Bid(TenderStory story, int number, params string[] bidders) => Tell(
        story, number, "section.bidders_listed",
        new Call { Tender = new TenderCall { ListBidders = new ListBidders { SectionCode = CodeOf(number), BidderUsccs = { bidders } } } });

    private static void Tell(TenderStory story, int number, string what, Call call, Action<Protocol.V1.Section>? plant = null)
    {
        var section = new Protocol.V1.Section { Announced = new AnnounceSection { SectionCode = CodeOf(number) } };
        section.Contract = new Contract();
        plant?.Invoke(section);
        story.Tell(25 + number, Centre, call, (what, TenderTables.Sections.Key(CodeOf(number)), section));
    }

    private static string CodeOf(int number) => $"E44040000010010430020{number:00}";

    private static TenderStory With(Action<TenderStory> plant)
    {
        var story = new TenderStory();
        plant(story);
        return story;
    }

    private static byte[] KeyOf(Seeds.Participant participant) => AccountTables.Certificates.Key(participant.CertificateId.ToArray());

    private static CertificateRecord Certificate(Action<CertificateRecord> plant)
    {
        var record = new CertificateRecord
        {
            Uscc = Guarantor.Uscc,
            Kind = CertificateKind.Signing,
            NotAfter = At(3_000),
            PathNotAfter = At(3_000),
        };
        plant(record);
        return record;
    }

    private static Examination Begin() =>
        new(TestChain.Genesis, HistoryRules.New(), Path.Combine(Path.GetTempPath(), $"ledger-rules-{Guid.NewGuid():N}"));

    private static IReadOnlyList<RuleFinding> Examine(TenderStory story, params Block[] more)
    {
        using var examination = Begin();
        foreach (var block in story.Chain.Blocks.Select(block => block.Block).Concat(more))
        {
            examination.Look(block);
        }

        examination.End();
        return examination.Findings;
    }
}
