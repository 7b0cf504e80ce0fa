using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Commands.Proposals;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class ProposalCommand : CliCommand
{
    private static readonly CallField Region = new("region", "GB/T 2260, six digits; 000000 is the whole country, 440000 a province.");
    private static readonly CallField TradeClass = new("trade_class", "A, B, C, D, or a subtype such as A01.");
    private static readonly CallField From = new("effective_from", "From when on; a time that has passed at the enactment is its block's.");
    private static readonly CallField Until = new(
        "effective_until", "Until when; left out, until another follows.", IsRequired: false);

    private static readonly CallField Source = new("source", "The article, which refusals cite.");
    private static readonly CallField LawVersion = new("law_version", "The version of its text, such as 2017年修正.");

    internal ProposalCommand(CliContext context)
        : base(
            "proposal",
            "What members put to the vote: members, validators, caps, rules, calendars, the trust list.",
            "ledger proposal list")
    {
        Add(new ProposalListCommand(context));
        Add(new ProposalShowCommand(context));
        AddMembership(context);
        AddTenderLaw(context);
        Add(new ProposalMakeCommand(context));
        Add(new ProposalVoteCommand(context));
    }

    private void AddMembership(CliContext context)
    {
        Add(new ProposeCommand<Member>(
            context, "member", "Put a member to the vote: its admission, another entry in place of the present one, or its end.",
            "ledger proposal member 91440400MA4UWX0R6T --name 珠海示例银行 --region 440400 --roles guarantor --active true --key " +
            "regulator.key",
            change => new ProposeChange { PutMember = change },
            new CallField("uscc", "统一社会信用代码."),
            new CallField("name", "Its name."),
            new CallField("region", "GB/T 2260, six digits: what it is responsible for."),
            new CallField("roles", "What it may do."),
            new CallField("active", "Whether it counts; false ends its membership.")));
        Add(new ProposeValidatorCommand(context));
        Add(new ProposeCommand<ProposeChange>(
            context, "rule-version", "Put the next version of the protocol's rules to the vote.",
            "ledger proposal rule-version 2 --key regulator.key",
            change => change,
            new CallField("rule_version", "One more than the present one.")));
    }

    private void AddTenderLaw(CliContext context)
    {
        Add(new ProposeCommand<BondCap>(
            context, "bond-cap", "Put a cap of bonds to the vote: a share of the estimated price, an amount, or both.",
            "ledger proposal bond-cap 000000 --trade-class A --share-basis-points 200 --absolute-fen 80万 --effective-from 2027-01-01 " +
            "--source 招标投标法实施条例第二十六条 --law-version 2019年修订 --key regulator.key",
            change => new ProposeChange { PutBondCap = change },
            Region, TradeClass, From, Until,
            new CallField("share_basis_points", "Of the estimated price: 200 is 2 %; left out, no such cap.", IsRequired: false),
            new CallField("absolute_fen", "In fen; left out, no such cap.", IsRequired: false),
            Source, LawVersion));
        Add(new ProposeCommand<TenderRule>(
            context, "tender-rule", "Put a period, share or prohibition of the law to the vote, from a date on.",
            "ledger proposal tender-rule 000000 --trade-class A --kind DocumentDaysMin --value 20 --effective-from 2027-01-01 --source " +
            "招标投标法第二十四条 --law-version 2017年修正 --key regulator.key",
            change => new ProposeChange { PutTenderRule = change },
            Region, TradeClass,
            new CallField("kind", "Which."),
            new CallField("value", "In the unit of the kind: days, working days, basis points, a number; 1 for a prohibition."),
            From, Until, Source, LawVersion));
        Add(new ProposeCommand<IssuerCompetence>(
            context, "competence", "Put to the vote what an authority may record of market subjects, and where, from a date on.",
            "ledger proposal competence 91350100M000100Y43 --kind Qualification --type-prefix D1 --region 440000 " +
            "--effective-from 2027-01-01 --back-dating-days-max 30 --source 建筑业企业资质管理规定第九条 --law-version 2018年修改 --key regulator.key",
            change => new ProposeChange { PutIssuerCompetence = change },
            new CallField("issuer_uscc", "统一社会信用代码 of the authority, a member."),
            new CallField("kind", "What it may record."),
            new CallField(
                "type_prefix", "Of which types, categories or matters, by their beginning; left out, of every one.", IsRequired: false),
            new CallField("levels", "Of which levels; left out, of every one.", IsRequired: false),
            Region, From, Until,
            new CallField(
                "back_dating_days_max", "How many days after its effect a fact may still be recorded; left out, without bound.",
                IsRequired: false),
            new CallField("withdrawn", "true where it may no longer.", IsRequired: false),
            Source, LawVersion));
        Add(new ProposeCommand<WorkCalendar>(
            context, "work-calendar", "Put a year's working days to the vote (国务院办公厅节假日安排).",
            "ledger proposal work-calendar 2027 --holidays 20270101 20270102 --workdays 20270109 --source 国办发明电 --key regulator.key",
            change => new ProposeChange { PutWorkCalendar = change },
            new CallField("year", "The year, four digits."),
            new CallField("holidays", "yyyymmdd, ascending: no working days although Monday to Friday.", IsRequired: false),
            new CallField("workdays", "yyyymmdd, ascending: working days although Saturday or Sunday (调休).", IsRequired: false),
            Source));
    }
}
