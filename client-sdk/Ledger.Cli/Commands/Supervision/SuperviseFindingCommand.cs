using Ledger.Cli.Commands.Calls;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Supervision;

internal sealed class SuperviseFindingCommand : CliCommand
{
    internal const string Id = "9c1f0a52b7d84e6680f3c2d1a4e5b697";
    private const string Digest = "4f1c0a52b7d84e6680f3c2d1a4e5b6974f1c0a52b7d84e6680f3c2d1a4e5b697";

    internal SuperviseFindingCommand(CliContext context)
        : base(
            "finding",
            "Findings on the chain and their handling: pending, warned, answered, read, closed. What was found stays with the regulator; " +
            "the chain has a salted digest of it.",
            $"ledger supervise finding show {Id}")
    {
        var id = new CallField("finding_id", "The finding's id, 32 hexadecimal digits.");
        Add(new CallCommand<RecordFinding>(
            context, "record", "Take up, as a regulator, what a rule found; of a section once it is open.",
            $"ledger supervise finding record {Id} --case-no 2026-017 --rule returned-in-time --rule-version 1 --light Red " +
            $"--data-commitment {Digest} --due \"2026-12-20 18:00\" --key regulator.key",
            call => new Call { Evidence = new EvidenceCall { RecordFinding = call } },
            id with { Description = "A fresh id, 32 hexadecimal digits." },
            new CallField("case_no", "Your number of the case."),
            new CallField("section_code", "The section, where it is about one.", IsRequired: false),
            new CallField("rule", "The rule's name, as ledger audit rules has it."),
            new CallField("rule_version", "The rule's version, as ledger audit rules has it."),
            new CallField("light", "Green, Yellow or Red."),
            new CallField("data_commitment", "A salted digest of what was found and the data behind it; you keep salt and data."),
            new CallField("due", "By when it is handled.")));
        var document = new CallField("document_digest", "A salted digest of the document.");
        Add(new FindingStepCommand(
            context, FindingStep.Warned, "warn", "Warn, as the regulator, who is to answer, and say until when.",
            $"--respondent-uscc 91350100M000100Y43 --answer-due \"2026-12-10 18:00\" --close-due \"2026-12-20 18:00\" " +
            $"--document-digest {Digest} --key regulator.key",
            id, new CallField("respondent_uscc", "统一社会信用代码 of who is to answer."), new CallField("answer_due", "Until when."),
            new CallField("close_due", "By when all is done."), document));
        Add(new FindingStepCommand(
            context, FindingStep.Answered, "answer", "Answer a warning, as the one who was warned.",
            $"--document-digest {Digest} --key bidder.key", id, document));
        Add(new FindingStepCommand(
            context, FindingStep.Read, "read", "Say, as the regulator, that the answer was read.", "--key regulator.key", id));
        Add(new FindingStepCommand(
            context, FindingStep.Closed, "close", "Close it, as the regulator, with its outcome.",
            $"--outcome Corrected --document-digest {Digest} --key regulator.key", id,
            new CallField("outcome", "Dismissed, Corrected or Transferred."), document));
        Add(new FindingShowCommand(context));
    }
}
