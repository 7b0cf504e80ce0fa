using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderCorrectCommand : CliCommand
{
    private readonly Argument<string> _code = new("PROJECT") { Description = "招标项目编号, 20 characters." };
    private readonly Option<string?> _name = Field("--name", "Its name.", "TEXT");
    private readonly Option<string?> _tenderer = Field("--tenderer-uscc", "招标人: the beneficiary of the bonds.", "USCC");
    private readonly Option<string?> _region = Field("--region", "GB/T 2260, six digits.", "CODE");
    private readonly Option<string?> _class = Field("--trade-class", "A, B, C, D, or a subtype such as A01.", "CODE");
    private readonly Option<string?> _agent = Field("--agent-uscc", "招标代理机构; \"\" for none.", "USCC");
    private readonly Option<string?> _investment = Field("--investment-project-code", "投资项目统一代码; \"\" for none.", "CODE");
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; it stays on the chain.",
        HelpName = "TEXT",
        Required = true,
    };

    internal TenderCorrectCommand(CliContext context)
        : base(
            "correct",
            "Put a project right under which no section was announced yet: what is not given stays as it is. The trace remains.",
            "ledger tender correct E3500000001001043001 --name 环岛路道路工程 --reason 录入有误 --key centre.key")
    {
        Add(_code);
        foreach (var field in new[] { _name, _tenderer, _region, _class, _agent, _investment })
        {
            Add(field);
        }

        Add(_reason);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(_code);
            var found = await invocation.OpenReader().ReadAsync(
                TenderTables.Projects, TenderTables.Projects.Key(code), cancellationToken: cancellationToken);
            var standing = found.Record ?? throw CliException.NotFound($"There is no tender project {code}.", $"没有招标项目 {code}。");
            var corrected = standing.Created.Clone();
            corrected.Name = invocation.Value(_name) ?? corrected.Name;
            corrected.TendererUscc = invocation.Value(_tenderer) ?? corrected.TendererUscc;
            corrected.Region = invocation.Value(_region) ?? corrected.Region;
            corrected.TradeClass = invocation.Value(_class) ?? corrected.TradeClass;
            corrected.AgentUscc = invocation.Value(_agent) ?? corrected.AgentUscc;
            corrected.InvestmentProjectCode = invocation.Value(_investment) ?? corrected.InvestmentProjectCode;
            var call = new CorrectProject { Corrected = corrected, Reason = invocation.Value(_reason) };
            return await FinalAct.SendAsync(
                invocation,
                new Call { Tender = new TenderCall { CorrectProject = call } },
                Vocabulary.Both("Call", nameof(CorrectProject)),
                cancellationToken);
        });
    }

    private static Option<string?> Field(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}
