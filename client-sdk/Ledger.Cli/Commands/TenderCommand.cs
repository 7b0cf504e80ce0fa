using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Commands.Tenders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class TenderCommand : CliCommand
{
    private const string Code = "E3500000001001043001001";
    private static readonly CallField Section = new("section_code", "标段(包)编号.");
    private static readonly CallField Notice = new("notice_digest", "The notice.");
    private static readonly CallField Decision = new("decision_digest", "The decision or answer.");

    internal TenderCommand(CliContext context)
        : base("tender", "Tender projects and their sections (标段), from announcement to contract.", $"ledger tender show {Code}")
    {
        Add(new CallCommand<CreateProject>(
            context, "project", "Create a tender project as its trading centre.",
            "ledger tender project E3500000001001043001 --project-code E3500000001001043 --name 道路工程 --tenderer-uscc 91350100M000100Y43 " +
            "--region 440400 --trade-class A02 --key centre.key",
            call => Of(new TenderCall { CreateProject = call }),
            new CallField("tender_project_code", "招标项目编号, 20 characters."),
            new CallField("project_code", "项目编号, 17 characters."),
            new CallField("name", "Its name."),
            new CallField("tenderer_uscc", "招标人: the beneficiary of the bonds."),
            new CallField("region", "GB/T 2260, six digits."),
            new CallField("trade_class", "A construction, B land, C property rights, D government procurement, or a subtype such as A01."),
            new CallField("agent_uscc", "招标代理机构.", IsRequired: false),
            new CallField("investment_project_code", "投资项目统一代码, 24 characters.", IsRequired: false)));
        Add(new TenderCorrectCommand(context));
        Add(new CallCommand<WithdrawProject>(
            context, "withdraw",
            "Withdraw a project under which no section was announced yet. The trace remains, and the code is free again.",
            "ledger tender withdraw E3500000001001043001 --reason 重复录入 --key centre.key",
            call => Of(new TenderCall { WithdrawProject = call }),
            new CallField("tender_project_code", "招标项目编号."),
            new CallField("reason", "Why; it stays on the chain.")));
        Add(new TenderAnnounceCommand(
            context,
            $"ledger tender announce {Code} --tender-project-code E3500000001001043001 --name 一标段 --estimated-price-fen 400000000 " +
            $"--bond-fen 8000000 --bid-validity-days 90 --opening-time 2027-01-05T01:00:00Z --notice-digest " +
            $"file:notice.pdf --accepts-cash true --accepted-forms Bank Insurance --key centre.key",
            Section,
            new CallField("tender_project_code", "招标项目编号."),
            new CallField("name", "Its name."),
            new CallField("estimated_price_fen", "招标项目估算价, in fen."),
            new CallField("bond_fen", "投标保证金, in fen."),
            new CallField("bid_validity_days", "投标有效期, in days from the opening time."),
            new CallField("opening_time", "投标截止和开标时间."),
            Notice,
            new CallField("accepts_cash", "Whether the bond may be paid in cash."),
            new CallField("accepted_forms", "Forms in which a guarantee is accepted, in this order.", IsRequired: false),
            new CallField("designated_guarantors", "Guarantors that are designated: unlawful where a rule forbids it.", IsRequired: false),
            new CallField("stage", "Of a two-stage tender.", IsRequired: false),
            new CallField("forfeiture_terms_digest", "The tender document's further reasons for forfeiture.", IsRequired: false),
            new CallField("unified_deal_code", "统一交易标识码, 40 characters.", IsRequired: false)));
        Add(new CallCommand<PublishNotice>(
            context, "notice", "Publish the next notice: a clarification, a postponement or a correction. The latest counts.",
            $"ledger tender notice {Code} --notice-number 2 --kind Postponement --opening-time 2027-01-12T01:00:00Z --notice-digest " +
            $"file:notice2.pdf --key centre.key",
            call => Of(new TenderCall { PublishNotice = call }),
            Section, new CallField("notice_number", "One more than the last."), new CallField("kind", "What it is."),
            new CallField("opening_time", "The opening time that counts from now on."), Notice));
        Add(new TenderOpenCommand(context));
        Add(new TenderFailCommand(context));
        Add(new CallCommand<TerminateSection>(
            context, "terminate", "Terminate a tender as its tenderer or agent.",
            $"ledger tender terminate {Code} --notice-digest file:notice.pdf --key tenderer.key", call =>
                Of(new TenderCall { TerminateSection = call }), Section, Notice));
        Add(new CallCommand<AttributeDecryptionFailure>(
            context, "attribute", "Record whose fault it is that a bid could not be decrypted: it decides the bond.",
            $"ledger tender attribute {Code} --bidder-uscc 91350100M000100Y43 --fault Bidder --evidence-digest file:record.pdf --key " +
            $"centre.key",
            call => Of(new TenderCall { AttributeDecryptionFailure = call }),
            Section,
            new CallField("bidder_uscc", "The bidder."),
            new CallField("fault", "Whose fault."),
            new CallField("evidence_digest", "The evidence.")));
        Add(new CallCommand<CompleteOpening>(
            context, "complete", "Complete the opening: its results are published.",
            $"ledger tender complete {Code} --results-digest file:results.pdf --key centre.key",
            call => Of(new TenderCall { CompleteOpening = call }), Section, new CallField("results_digest", "The results.")));
        Add(new CallCommand<AppointCommittee>(
            context, "committee", "Name the key under which the evaluation committee speaks.",
            $"ledger tender committee {Code} --committee-key 04b2…9e --members 5 --key centre.key",
            call => Of(new TenderCall { AppointCommittee = call }),
            Section,
            new CallField("committee_key", "Its public key, 65 bytes (ledger keys new)."),
            new CallField("members", "How many they are: odd, five or more.")));
        Add(new TenderEvaluateCommand(context));
        Add(new CallCommand<PublicizeCandidates>(
            context, "publicize", "Publish the candidates (中标候选人公示).",
            $"ledger tender publicize {Code} --until 2027-01-20T16:00:00Z --notice-digest file:candidates.pdf --key tenderer.key",
            call =>
                Of(new TenderCall { PublicizeCandidates = call }), Section, new CallField("until", "The end of the publicity."), Notice));
        Add(new CallCommand<AwardSection>(
            context, "award", "Award to a candidate as tenderer or agent (中标通知书).",
            $"ledger tender award {Code} --winner-uscc 91350100M000100Y43 --award-fen 390000000 --notice-digest file:award.pdf --key " +
            $"tenderer.key",
            call =>
                Of(new TenderCall { AwardSection = call }), Section, new CallField("winner_uscc", "The winner."),
                new CallField("award_fen", "The award, in fen."), Notice));
        Add(new CallCommand<SignContract>(
            context, "contract", "Record the signed contract as tenderer or agent.",
            $"ledger tender contract {Code} --contract-fen 390000000 --performance-bond-fen 39000000 --contract-digest " +
            $"file:contract.pdf --key tenderer.key",
            call => Of(new TenderCall { SignContract = call }),
            Section,
            new CallField("contract_fen", "Its amount, in fen."),
            new CallField("performance_bond_fen", "履约保证金, in fen."),
            new CallField("contract_digest", "The contract.")));
        Add(new CallCommand<PauseSection>(
            context, "pause", "Pause a section: for an objection, or by a regulator's order.",
            $"ledger tender pause {Code} --cause Objection --decision-digest file:objection.pdf --key centre.key",
            call => Of(new TenderCall { PauseSection = call }), Section, new CallField("cause", "Why."), Decision));
        Add(new CallCommand<ResumeSection>(
            context, "resume", "End a pause.",
            $"ledger tender resume {Code} --decision-digest file:answer.pdf --key centre.key", call =>
                Of(new TenderCall { ResumeSection = call }), Section, Decision));
        Add(new TenderMailboxCommand(context));
        Add(new TenderAttestCommand(context));
        Add(new TenderListCommand(context));
        Add(new TenderShowCommand(context));
        Add(new TenderBondsCommand(context));
    }

    private static Call Of(TenderCall call) => new() { Tender = call };
}
