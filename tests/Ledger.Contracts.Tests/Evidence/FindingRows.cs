using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Evidence;

namespace Ledger.Contracts.Tests;

/// <summary>RecordFinding and HandleFinding: one row for each step allowed and each refusal.</summary>
internal static class FindingRows
{
    internal const long AnswerDue = World.Start + (210 * World.Day);
    private const long Due = World.Start + (200 * World.Day);
    private const long CloseDue = World.Start + (220 * World.Day);

    internal static IEnumerable<Row> All =>
    [
        Record("by a regulator", RefusalCode.None, w => w.Regulator, _ => { }, "finding.recorded"),
        Record("of an open section", RefusalCode.None, w => w.WithSection(SectionState.Opened).Regulator, InSection),
        Record(
            "of a section before its opening", RefusalCode.FindingBeforeOpening, w => w.WithSection(SectionState.Announced).Regulator,
            InSection),
        Record(
            "of a section that failed unopened", RefusalCode.FindingBeforeOpening, w => w.WithSection(SectionState.Failed).Regulator,
            InSection),
        Record("of no section on the chain", RefusalCode.UnknownSection, w => w.Regulator, InSection),
        Record("by a centre", RefusalCode.NotPermitted, w => w.Centre, _ => { }),
        Record("by an auditor", RefusalCode.NotPermitted, w => w.Auditor, _ => { }),
        Record("with an id of 15", RefusalCode.BadCount, w => w.Regulator, c => c.FindingId = World.Blob(15)),
        Record("without case", RefusalCode.BadText, w => w.Regulator, c => c.CaseNo = ""),
        Record("a long case", RefusalCode.BadText, w => w.Regulator, c => c.CaseNo = new string('1', 65)),
        Record("without rule", RefusalCode.BadText, w => w.Regulator, c => c.Rule = ""),
        Record("without the rule's version", RefusalCode.BadCount, w => w.Regulator, c => c.RuleVersion = 0),
        Record("without light", RefusalCode.BadEnumeration, w => w.Regulator, c => c.Light = 0),
        Record("a commitment of 31", RefusalCode.BadDigest, w => w.Regulator, c => c.DataCommitment = World.Blob(31)),
        Record("due at once", RefusalCode.FindingDue, w => w.Regulator, c => c.Due = World.Start),
        Record("again", RefusalCode.None, w => Recorded(w).Regulator, _ => { }),
        Record("again with another rule", RefusalCode.FindingExists, w => Recorded(w).Regulator, c => c.Rule = "other"),
        Row("record: before the rules know it", RefusalCode.UnknownCall, w =>
        {
            w.RuleVersion = 2;
            return w.Run(w.Regulator, Recording());
        }),
        Row("handle: before the rules know it", RefusalCode.UnknownCall, w =>
        {
            Recorded(w).RuleVersion = 2;
            return w.Run(w.Regulator, Warning());
        }),
        Row("record: again after its time", RefusalCode.None, w => After(Recorded(w), CloseDue).Run(w.Regulator, Recording())),

        Row("pending → warned", RefusalCode.None, w => Recorded(w).Run(w.Regulator, Warning()), "finding.handled"),
        Row("pending → closed", RefusalCode.None, w => Recorded(w).Run(w.Regulator, Closing()), "finding.handled"),
        Row("pending → answered", RefusalCode.NotTheFindingsHand, w => Recorded(w).Run(w.Bidder, Answering())),
        Row("pending → read", RefusalCode.FindingNotInState, w => Recorded(w).Run(w.Regulator, Reading())),
        Row("warned → answered", RefusalCode.None, w => Warned(w).Run(w.Bidder, Answering()), "finding.handled"),
        Row("warned → read", RefusalCode.FindingNotInState, w => Warned(w).Run(w.Regulator, Reading())),
        Row("warned → closed in time", RefusalCode.FindingNotInState, w => After(Warned(w), AnswerDue).Run(w.Regulator, Closing())),
        Row("warned → closed unanswered", RefusalCode.None, w => After(Warned(w), AnswerDue + 1).Run(w.Regulator, Closing())),
        Row("warned → warned of something else", RefusalCode.FindingNotInState, w => Warned(w).Run(
            w.Regulator, Warning(c => c.DocumentDigest = World.Blob(32, 9)))),
        Row("answered → read", RefusalCode.None, w => Answered(w).Run(w.Regulator, Reading()), "finding.handled"),
        Row("answered → closed unread", RefusalCode.FindingNotInState, w => Answered(w).Run(w.Regulator, Closing())),
        Row("answered → answered otherwise", RefusalCode.FindingNotInState, w => Answered(w).Run(w.Bidder, Answering(9))),
        Row("read → closed", RefusalCode.None, w => Read(w).Run(w.Regulator, Closing()), "finding.handled"),
        Row("read → warned again", RefusalCode.None, w => Read(w).Run(w.Regulator, Warning())),
        Row("closed → warned", RefusalCode.FindingNotInState, w => Closed(w).Run(w.Regulator, Warning())),
        Row("closed → closed otherwise", RefusalCode.FindingNotInState, w => Closed(w).Run(w.Regulator, Closing(FindingOutcome.Dismissed))),
        Row("the last step again", RefusalCode.None, w => Closed(w).Run(w.Regulator, Closing())),
        Row("of no finding", RefusalCode.UnknownFinding, w => w.Run(w.Regulator, Warning())),
        Row("by another regulator", RefusalCode.NotTheFindingsHand, w => Recorded(w).Run(w.Centre, Warning())),
        Row("by a regulator that left", RefusalCode.NotTheFindingsHand, w => Recorded(w).Run(
            w.Regulator with { Member = null }, Warning())),
        Row("answered by another", RefusalCode.NotTheFindingsHand, w => Warned(w).Run(w.Tenderer, Answering())),
        Row("without step", RefusalCode.BadEnumeration, w => Recorded(w).Run(w.Regulator, Warning(c => c.Step = 0))),
        Row("with an id of 17", RefusalCode.BadCount, w => Recorded(w).Run(w.Regulator, Warning(c => c.FindingId = World.Blob(17)))),
        Row("a warning without respondent", RefusalCode.FindingStepFields, w => Recorded(w).Run(
            w.Regulator, Warning(c => c.RespondentUscc = ""))),
        Row("a warning of no shape", RefusalCode.BadUscc, w => Recorded(w).Run(w.Regulator, Warning(c => c.RespondentUscc = "1"))),
        Row("a warning without end", RefusalCode.FindingStepFields, w => Recorded(w).Run(w.Regulator, Warning(c => c.CloseDue = 0))),
        Row("a warning with an outcome", RefusalCode.FindingStepFields, w => Recorded(w).Run(
            w.Regulator, Warning(c => c.Outcome = FindingOutcome.Dismissed))),
        Row("a warning due at once", RefusalCode.FindingDue, w => Recorded(w).Run(w.Regulator, Warning(c => c.AnswerDue = World.Start))),
        Row("a warning whose end comes first", RefusalCode.FindingDue, w => Recorded(w).Run(
            w.Regulator, Warning(c => c.CloseDue = AnswerDue - 1))),
        Row("a warning without document", RefusalCode.BadDigest, w => Recorded(w).Run(
            w.Regulator, Warning(c => c.DocumentDigest = ByteString.Empty))),
        Row("an end without outcome", RefusalCode.FindingStepFields, w => Recorded(w).Run(w.Regulator, Closing(0))),
        Row("an end of an unknown outcome", RefusalCode.BadEnumeration, w => Recorded(w).Run(w.Regulator, Closing((FindingOutcome)9))),
        Row("a reading with a document", RefusalCode.FindingStepFields, w => Answered(w).Run(
            w.Regulator, Handling(FindingStep.Read, c => c.DocumentDigest = World.Blob(32)))),
        Row("steps say who, when, and whether late", RefusalCode.None, w =>
        {
            After(Warned(w), AnswerDue + 1).MustRun(w.Bidder, Answering());
            var finding = EvidenceTables.Findings.Read(w.State, EvidenceTables.Findings.Key(World.Bytes(16, 3)))!;
            Assert.Equal((FindingState.Answered, CloseDue, w.Bidder.Uscc), (finding.State, finding.Due, finding.RespondentUscc));
            Assert.Equal([(w.Regulator.Uscc, false), (w.Bidder.Uscc, true)], finding.Steps.Select(step => (step.ByUscc, step.Late)));
            w.MustRun(w.Regulator, Reading());
            w.MustRun(w.Regulator, Closing());
            finding = EvidenceTables.Findings.Read(w.State, EvidenceTables.Findings.Key(World.Bytes(16, 3)))!;
            Assert.Equal((FindingState.Closed, 0L, 4), (finding.State, finding.Due, finding.Steps.Count));
            return Refused.No;
        }),
        Row("after 32 steps it can only be closed", RefusalCode.None, w =>
        {
            Warned(w);
            for (byte round = 0; round < 10; round++)
            {
                w.MustRun(w.Bidder, Answering(round));
                w.MustRun(w.Regulator, Reading());
                w.MustRun(w.Regulator, Warning(c => c.DocumentDigest = World.Blob(32, (byte)(50 + round))));
            }

            w.MustRun(w.Bidder, Answering());
            Assert.Equal(RefusalCode.FindingNotInState, w.Run(w.Regulator, Reading()).Code);
            return Refused.No;
        }),
    ];

    internal static Call Recording() => Recording(_ => { });

    internal static Call Warning() => Warning(_ => { });

    internal static Call Answering(byte document = 5) =>
        Handling(FindingStep.Answered, c => c.DocumentDigest = World.Blob(32, document));

    internal static Call Reading() => Handling(FindingStep.Read, _ => { });

    internal static Call Closing(FindingOutcome outcome = FindingOutcome.Corrected) => Handling(
        FindingStep.Closed, c => (c.Outcome, c.DocumentDigest) = (outcome, World.Blob(32, 6)));

    internal static World Recorded(World w)
    {
        w.MustRun(w.Regulator, Recording());
        return w;
    }

    private static Call Recording(Action<RecordFinding> change)
    {
        var call = new RecordFinding
        {
            FindingId = World.Blob(16, 3),
            CaseNo = "2026-017",
            Rule = "returned-in-time",
            RuleVersion = 1,
            Light = FindingLight.Red,
            DataCommitment = World.Blob(32, 4),
            Due = Due,
        };
        change(call);
        return new Call { Evidence = new EvidenceCall { RecordFinding = call } };
    }

    private static void InSection(RecordFinding call) => call.SectionCode = World.SectionCode;

    private static Call Warning(Action<HandleFinding> change) => Handling(FindingStep.Warned, c =>
    {
        (c.RespondentUscc, c.AnswerDue, c.CloseDue) = (World.Uscc(7), AnswerDue, CloseDue);
        c.DocumentDigest = World.Blob(32, 5);
        change(c);
    });

    private static Call Handling(FindingStep step, Action<HandleFinding> change)
    {
        var call = new HandleFinding { FindingId = World.Blob(16, 3), Step = step };
        change(call);
        return new Call { Evidence = new EvidenceCall { HandleFinding = call } };
    }

    private static World After(World w, long time)
    {
        w.Time = time;
        return w;
    }

    private static World Warned(World w)
    {
        Recorded(w).MustRun(w.Regulator, Warning());
        return w;
    }

    private static World Answered(World w)
    {
        Warned(w).MustRun(w.Bidder, Answering());
        return w;
    }

    private static World Read(World w)
    {
        Answered(w).MustRun(w.Regulator, Reading());
        return w;
    }

    private static World Closed(World w)
    {
        Read(w).MustRun(w.Regulator, Closing());
        return w;
    }

    private static Row Record(
        string name, RefusalCode expected, Func<World, Signer> signer, Action<RecordFinding> change, string? @event = null) =>
        Row($"record: {name}", expected, w => w.Run(signer(w), Recording(change)), @event);

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"finding: {name}", "DOMAIN §2, §5; docs/adr/0046", expected, w =>
        {
            w.RuleVersion = 3;
            return act(w);
        }, @event);
}
