using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>The Tender contract from the opening to the contract: one row for each transition allowed and each refusal.</summary>
internal static class CourseRows
{
    internal static IEnumerable<Row> All => [.. Failures, .. Decryption, .. Evaluations, .. Awards, .. Pauses, .. StateMatrix];

    private static IEnumerable<Row> Failures =>
    [
        new(
            "fail: by another centre",
            "DOMAIN §1",
            RefusalCode.OtherCentre,
            w => w.WithSection(SectionState.Closed).Run(w.OtherCentre, World.Call(World.Failing()))),
        new(
            "fail: by the tenderer",
            "DOMAIN §1: platform",
            RefusalCode.OtherCentre,
            w => w.WithSection(SectionState.Closed).Run(w.Tenderer, World.Call(World.Failing()))),
        In("failure for no cause", SectionState.Closed, RefusalCode.BadEnumeration,
            w => w.Run(w.Centre, World.Call(Spoil(World.Failing(), f => f.Cause = FailureCause.Unspecified)))),
        In("failure for too few bidders, with a report", SectionState.Closed, RefusalCode.FailureNotDue,
            w => w.Run(w.Centre, World.Call(Spoil(World.Failing(), f => f.ReportDigest = World.Blob(32))))),
        In("rejection of bids that nobody has read", SectionState.Closed, RefusalCode.FailureNotDue,
            w => w.Run(w.Centre, World.Call(World.Rejecting()))),
        In("failure for too few bidders", SectionState.Opened, RefusalCode.FailureNotDue,
            w => w.Run(w.Centre, World.Call(World.Failing()))),
        In("rejection of all bids", SectionState.Opened, RefusalCode.None,
            w => w.Run(w.Centre, World.Call(World.Rejecting())), "section.failed"),
        In("rejection by the tenderer", SectionState.Opened, RefusalCode.OtherCentre,
            w => w.Run(w.Tenderer, World.Call(World.Rejecting()))),
        In("rejection of all bids, report's digest of 31", SectionState.Opened, RefusalCode.BadDigest,
            w => w.Run(w.Centre, World.Call(Spoil(World.Rejecting(), f => f.ReportDigest = World.Blob(31))))),
        In("rejection of all bids by another report", SectionState.Opened, RefusalCode.BadCommitteeSignature,
            w => w.Run(w.Centre, World.Call(Spoil(World.Rejecting(), f => f.ReportDigest = World.Blob(32, 9))))),
        In("rejection of all bids under the signature of an evaluation", SectionState.Opened, RefusalCode.BadCommitteeSignature,
            w => w.Run(
                w.Centre, World.Call(Spoil(World.Rejecting(), f => f.CommitteeSignature = World.Evaluating().CommitteeSignature)))),
        In("too few that comply, where no rule asks for a number", SectionState.Opened, RefusalCode.FailureNotDue,
            w => w.Run(w.Centre, World.Call(World.Rejecting(FailureCause.TooFewCompliant)))),
        In("too few that comply", SectionState.Opened, RefusalCode.None,
            w => w.WithRule(TenderRuleKind.CompliantMin, 3).Run(w.Centre, World.Call(World.Rejecting(FailureCause.TooFewCompliant))),
            "section.failed"),
        new(
            "terminate: by the centre",
            "DOMAIN §1: tenderer/agent",
            RefusalCode.NotTheTenderer,
            w => w.WithSection().Run(w.Centre, World.Call(World.Terminating()))),
        new("terminate: digest of 31", "DOMAIN §1", RefusalCode.BadDigest,
            w => w.WithSection().Run(w.Tenderer, World.Call(Spoil(World.Terminating(), c => c.NoticeDigest = World.Blob(31))))),
        new("terminate: by the agent", "DOMAIN §1: tenderer/agent", RefusalCode.None, w =>
        {
            w.MustRun(w.Centre, World.Call(Spoil(World.Project(), p => p.AgentUscc = World.Uscc(8))));
            w.MustRun(w.Centre, World.Call(World.Announcement()));
            return w.Run(w.Subject(8), World.Call(World.Terminating()));
        }, "section.terminated"),
    ];

    private static IEnumerable<Row> Decryption =>
    [
        In(
            "attribution by the tenderer",
            SectionState.Opening,
            RefusalCode.OtherCentre,
            w => w.Run(w.Tenderer, World.Call(World.Attributing()))),
        In(
            "attribution without fault",
            SectionState.Opening,
            RefusalCode.BadEnumeration,
            w => w.Run(w.Centre, World.Call(World.Attributing(DecryptionFault.Unspecified)))),
        In("attribution without evidence", SectionState.Opening, RefusalCode.BadDigest,
            w => w.Run(w.Centre, World.Call(Spoil(World.Attributing(), c => c.EvidenceDigest = World.Blob(0))))),
        In("attribution of a bidder without shape", SectionState.Opening, RefusalCode.BadUscc,
            w => w.Run(w.Centre, World.Call(Spoil(World.Attributing(), c => c.BidderUscc = "1")))),
        In("attribution twice", SectionState.Opening, RefusalCode.DecryptionFailureAttributed, w =>
        {
            w.MustRun(w.Centre, World.Call(World.Attributing()));
            return w.Run(w.Centre, World.Call(World.Attributing(DecryptionFault.NotBidder)));
        }),
        In("completion without results", SectionState.Opening, RefusalCode.BadDigest,
            w => w.Run(w.Centre, World.Call(Spoil(World.Completing(), c => c.ResultsDigest = World.Blob(31))))),
    ];

    private static IEnumerable<Row> Evaluations =>
    [
        Committee("of four", RefusalCode.BadCount, c => c.Members = 4),
        Committee("of three", RefusalCode.BadCount, c => c.Members = 3),
        Committee("of six", RefusalCode.BadCount, c => c.Members = 6),
        Committee("of seven", RefusalCode.None, c => c.Members = 7),
        Committee("key off the curve", RefusalCode.BadCommitteeSignature, c => c.CommitteeKey = World.Blob(65, 4)),
        Committee(
            "key that opens the section",
            RefusalCode.KeyOpensSection,
            c => c.CommitteeKey = Google.Protobuf.ByteString.CopyFrom(World.OpeningKey.PublicKey.Encoded)),
        Evaluation("no candidate", RefusalCode.BadCount, c => c.Candidates.Clear()),
        Evaluation("four candidates", RefusalCode.BadCount, c => c.Candidates.AddRange([World.Uscc(9), World.Uscc(10)])),
        Evaluation("a candidate twice", RefusalCode.BadCount, c => c.Candidates.Add(World.Uscc(8))),
        Evaluation("candidate without shape", RefusalCode.BadUscc, c => c.Candidates.Add("1")),
        Evaluation("report's digest of 31", RefusalCode.BadDigest, c => c.ReportDigest = World.Blob(31)),
        In("evaluation with swapped candidates", SectionState.Opened, RefusalCode.BadCommitteeSignature, w =>
        {
            var call = World.Evaluating();
            (call.Candidates[0], call.Candidates[1]) = (call.Candidates[1], call.Candidates[0]);
            return w.Run(w.Centre, World.Call(call));
        }),
        In("evaluation of another key", SectionState.Opened, RefusalCode.BadCommitteeSignature, w =>
        {
            w.MustRun(
                w.Centre,
                World.Call(
                    Spoil(
                        World.Appointing(),
                        c => c.CommitteeKey = Google.Protobuf.ByteString.CopyFrom(World.Key(79).PublicKey.Encoded))));
            return w.Run(w.Centre, World.Call(World.Evaluating()));
        }),
        new("evaluation: without committee", "招标投标法 §37", RefusalCode.BadCommitteeSignature, w =>
        {
            w.WithSection(SectionState.Closed).MustOpen();
            w.MustRun(w.Centre, World.Call(World.Completing()));
            return w.Run(w.Centre, World.Call(World.Evaluating()));
        }),
    ];

    private static IEnumerable<Row> Awards =>
    [
        Publicity("three days", RefusalCode.None, c => c.Until = World.OpeningTime + (3 * World.Day)),
        Publicity("one ms short of three days", RefusalCode.PeriodTooShort, c => c.Until = World.OpeningTime + (3 * World.Day) - 1),
        Later(
            "publicity", TenderRuleKind.PublicityDaysMin, 30, SectionState.Evaluated,
            w => w.Run(w.Tenderer, World.Call(World.Publicizing()))),
        Later(
            "performance bond", TenderRuleKind.PerformanceBondMax, 1, SectionState.Awarded,
            w => w.Run(w.Tenderer, World.Call(World.Contracting()))),
        Publicity("in the past", RefusalCode.PeriodTooShort, c => c.Until = World.Start),
        Publicity("of two years", RefusalCode.PeriodTooShort, c => c.Until = World.OpeningTime + (731 * World.Day)),
        Publicity("digest of 33", RefusalCode.BadDigest, c => c.NoticeDigest = World.Blob(33)),
        In(
            "publicity by a stranger",
            SectionState.Evaluated,
            RefusalCode.OtherCentre,
            w => w.Run(w.Bidder, World.Call(World.Publicizing()))),
        In("award one ms early", SectionState.Publicized, RefusalCode.PublicityNotOver, w =>
        {
            w.Time = World.PublicityEnd - 1;
            return w.Run(w.Tenderer, World.Call(World.Awarding()));
        }),
        Award("to the second candidate", RefusalCode.None, c => c.WinnerUscc = World.Uscc(7)),
        Award("to no candidate", RefusalCode.NotACandidate, c => c.WinnerUscc = World.Uscc(9)),
        Award("negative", RefusalCode.BadAmount, c => c.AwardFen = -1),
        Award("digest of 31", RefusalCode.BadDigest, c => c.NoticeDigest = World.Blob(31)),
        In("award by the centre", SectionState.Awarded, RefusalCode.NotTheTenderer, w => w.Run(w.Centre, World.Call(World.Awarding(7)))),
        In(
            "award to the same again",
            SectionState.Awarded,
            RefusalCode.NotACandidate,
            w => w.Run(w.Tenderer, World.Call(World.Awarding()))),
        Contract("performance bond of 10%", RefusalCode.None, _ => { }),
        Contract("performance bond one fen above 10%", RefusalCode.BadAmount, c => c.PerformanceBondFen++),
        Contract("negative", RefusalCode.BadAmount, c => c.ContractFen = -1),
        Contract("digest of 31", RefusalCode.BadDigest, c => c.ContractDigest = World.Blob(31)),
        In(
            "contract by the winner",
            SectionState.Awarded,
            RefusalCode.NotTheTenderer,
            w => w.Run(w.Subject(8), World.Call(World.Contracting()))),
    ];

    private static IEnumerable<Row> Pauses =>
    [
        In(
            "pause for no cause",
            SectionState.Opened,
            RefusalCode.BadEnumeration,
            w => w.Run(w.Centre, World.Call(World.Pausing(PauseCause.Unspecified)))),
        In(
            "pause by order of no regulator",
            SectionState.Opened,
            RefusalCode.NotPermitted,
            w => w.Run(w.Centre, World.Call(World.Pausing(PauseCause.Regulator)))),
        In(
            "pause for an objection by a stranger",
            SectionState.Opened,
            RefusalCode.OtherCentre,
            w => w.Run(w.Bidder, World.Call(World.Pausing()))),
        In("pause without decision", SectionState.Opened, RefusalCode.BadDigest,
            w => w.Run(w.Centre, World.Call(Spoil(World.Pausing(), c => c.DecisionDigest = World.Blob(0))))),
        In(
            "regulator's pause ended by the centre",
            SectionState.Paused,
            RefusalCode.NotPermitted,
            w => w.Run(w.Centre, World.Call(World.Resuming()))),
        In("pause ended without decision", SectionState.Paused, RefusalCode.BadDigest,
            w => w.Run(w.Regulator, World.Call(Spoil(World.Resuming(), c => c.DecisionDigest = World.Blob(31))))),
        new(
            "resume: before the opening time",
            "实施条例 §22",
            RefusalCode.None,
            w => PausedEarly(w).Run(w.Centre, World.Call(World.Resuming())),
            "section.resumed"),
        new("resume: after an opening time that passed in the pause", "实施条例 §22", RefusalCode.OpeningTooSoon, w =>
        {
            PausedEarly(w).Time = World.OpeningTime;
            return w.Run(w.Centre, World.Call(World.Resuming()));
        }),
        new("resume: postponed in the pause", "实施条例 §22", RefusalCode.None, w =>
        {
            PausedEarly(w).Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Notice()));
            return w.Run(w.Centre, World.Call(World.Resuming()));
        }, "section.resumed"),
        new("resume: after the opening time, paused since", "实施条例 §44", RefusalCode.None, w =>
        {
            w.WithSection(SectionState.Closed).MustRun(w.Centre, World.Call(World.Pausing()));
            return w.Run(w.Centre, World.Call(World.Resuming()));
        }, "section.resumed"),
    ];

    // Section state × call: what DOMAIN §1's machine allows; all else is refused.
    private static IEnumerable<Row> StateMatrix
    {
        get
        {
            (string Name, Func<World, Refused> Try, string Event)[] calls =
            [
                (
                    "notice",
                    w =>
                        w.Run(
                            w.Centre,
                            World.Call(
                                Spoil(
                                    World.Notice(),
                                    n => (n.NoticeNumber, n.OpeningTime) = (w.Section.Notices + 1, w.Section.OpeningTime + 1)))),
                    "section.postponed"),
                ("open", w => w.Run(w.Centre, World.Call(World.Opening())), "section.opened"),
                ("list", w => w.Run(w.Centre, World.Call(World.Listing())), "section.bidders_listed"),
                ("release", w => w.Run(w.Centre, World.Call(World.ReleasingKey())), "section.key_released"),
                ("fail", w => w.Run(w.Centre, World.Call(World.Failing())), "section.failed"),
                ("reject", w => w.Run(w.Centre, World.Call(World.Rejecting())), "section.failed"),
                ("terminate", w => w.Run(w.Tenderer, World.Call(World.Terminating())), "section.terminated"),
                ("attribute", w => w.Run(w.Centre, World.Call(World.Attributing())), "section.decryption_failed"),
                ("complete", w => w.Run(w.Centre, World.Call(World.Completing())), "section.opening_completed"),
                ("appoint", w => w.Run(w.Centre, World.Call(World.Appointing())), "section.committee_appointed"),
                ("evaluate", w => w.Run(w.Centre, World.Call(World.Evaluating())), "section.evaluated"),
                ("publicize", w => w.Run(w.Tenderer, World.Call(World.Publicizing())), "section.publicized"),
                ("award", w => w.Run(w.Tenderer, World.Call(World.Awarding(w.Section.Awards.Count == 0 ? 8 : 7))), "section.awarded"),
                ("contract", w => w.Run(w.Tenderer, World.Call(World.Contracting())), "section.contracted"),
                ("pause", w => w.Run(w.Regulator, World.Call(World.Pausing(PauseCause.Regulator))), "section.paused"),
                ("resume", w => w.Run(w.Regulator, World.Call(World.Resuming())), "section.resumed"),
            ];
            (SectionState From, string Allowed)[] table =
            [
                (SectionState.Announced, "notice terminate pause"),
                (SectionState.Postponed, "notice terminate pause"),
                (SectionState.Closed, "open fail terminate appoint pause"),
                (SectionState.Opening, "list terminate attribute appoint pause"),
                (SectionState.Opened, "reject terminate appoint evaluate pause"),
                (SectionState.Evaluated, "terminate publicize pause"),
                (SectionState.Publicized, "terminate award pause"),
                (SectionState.Awarded, "terminate award contract pause"),
                (SectionState.Contracted, ""),
                (SectionState.Failed, ""),
                (SectionState.Terminated, ""),
                (SectionState.Paused, "terminate resume"),
            ];
            foreach (var (from, allowed) in table)
            {
                foreach (var call in calls)
                {
                    var isAllowed = allowed.Split(' ').Contains(call.Name);
                    var refusal = (from, call.Name) switch
                    {
                        (SectionState.Announced or SectionState.Postponed, "open" or "fail") => RefusalCode.BeforeOpening,
                        (SectionState.Opening, "release" or "complete") => RefusalCode.BiddersNotListed,
                        (SectionState.Opened, "fail") or (SectionState.Closed, "reject") => RefusalCode.FailureNotDue,
                        _ => RefusalCode.SectionState,
                    };
                    yield return In(call.Name, from, isAllowed ? RefusalCode.None : refusal, call.Try, isAllowed ? call.Event : null);
                }
            }
        }
    }

    private static World PausedEarly(World w)
    {
        w.WithSection().MustRun(w.Centre, World.Call(World.Pausing()));
        return w;
    }

    private static Row In(string name, SectionState state, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"section {state}: {name}", "DOMAIN §1, section state machine", expected, w =>
        {
            w.WithSection(state);
            w.Time = state == SectionState.Publicized ? World.PublicityEnd : w.Time;
            return act(w);
        }, @event);

    private static Row Committee(string name, RefusalCode expected, Action<AppointCommittee> spoil) =>
        In($"committee {name}", SectionState.Opening, expected, w => w.Run(w.Centre, World.Call(Spoil(World.Appointing(), spoil))));

    private static Row Evaluation(string name, RefusalCode expected, Action<RecordEvaluation> spoil) =>
        In(
            $"evaluation with {name}",
            SectionState.Opened,
            expected,
            w => w.Run(w.Centre, World.Call(World.Signed(Spoil(World.Evaluating(), spoil)))));

    private static Row Publicity(string name, RefusalCode expected, Action<PublicizeCandidates> spoil) => In(
        $"publicity {name}", SectionState.Evaluated, expected,
        w => w.WithRule(TenderRuleKind.PublicityDaysMin, 3).Run(w.Tenderer, World.Call(Spoil(World.Publicizing(), spoil))));

    // A rule that came after the announcement: the section keeps what it was announced under.
    private static Row Later(string name, TenderRuleKind kind, uint value, SectionState state, Func<World, Refused> act) => new(
        $"section {state}: {name} under a rule of a later date", "DOMAIN: rule set of the announcement's date", RefusalCode.None,
        w => act(w.WithSection(state).WithRule(kind, value, World.Start + 1)));

    private static Row Award(string name, RefusalCode expected, Action<AwardSection> spoil) =>
        In($"award {name}", SectionState.Publicized, expected, w => w.Run(w.Tenderer, World.Call(Spoil(World.Awarding(), spoil))));

    private static Row Contract(string name, RefusalCode expected, Action<SignContract> spoil) => In(
        $"contract {name}", SectionState.Awarded, expected,
        w => w.WithRule(TenderRuleKind.PerformanceBondMax, 1000).Run(w.Tenderer, World.Call(Spoil(World.Contracting(), spoil))));

    private static T Spoil<T>(T call, Action<T> spoil) => TenderRows.Spoil(call, spoil);
}
