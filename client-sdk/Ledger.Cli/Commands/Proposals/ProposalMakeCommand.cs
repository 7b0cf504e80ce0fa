using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Proposals;

internal sealed class ProposalMakeCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The JSON form of one change of ledger.v1.ProposeChange: putMember, putValidator, ruleVersion, putBondCap, trust, " +
            "putTenderRule, putWorkCalendar, putQualificationType or putIssuerCompetence.",
    };

    internal ProposalMakeCommand(CliContext context)
        : base("make", "Put a change to the vote, as a member with votes.", "ledger proposal make member.json --days 3 --key regulator.key")
    {
        Add(_file);
        Add(ProposalSending.Days);
        DoesForGood(
            context,
            (invocation, cancellationToken) => ProposalSending.SendAsync(invocation, Read(invocation), cancellationToken));
    }

    private ProposeChange Read(Invocation invocation)
    {
        var change = MessageFile.Read<ProposeChange>(invocation.Value(_file), invocation.Context);
        return change switch
        {
            { ChangeCase: ProposeChange.ChangeOneofCase.None } => throw CliException.Usage(
                "The file names no change.",
                "文件中没有变更。"),
            { ProposalId.IsEmpty: true, ClosesAt: 0 } => change,
            _ => throw CliException.Usage(
                "The file names an id or an end: leave them out; the command makes the id, --days the end.",
                "文件中写有标识或截止时间，请删去：标识由命令生成，截止由 --days 指定。"),
        };
    }
}
