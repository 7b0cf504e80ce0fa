using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Commands.Guarantees;
using Ledger.Cli.Output;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderShowCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };

    internal TenderShowCommand(CliContext context)
        : base("show", "A section as it stands with all its notices, proven. The latest notice counts.", "ledger tender show E3500000001001043001001")
    {
        Add(SectionCode);
        Does(context, async (invocation, cancellationToken) =>
        {
            var code = invocation.Value(SectionCode);
            var client = invocation.OpenReader();
            var section = await GuaranteeReading.SectionAsync(client, code, cancellationToken);
            var notices = await client.ListAsync(TenderTables.NoticePrefix(code), cancellationToken: cancellationToken);
            var document = new JsonObject
            {
                ["section_code"] = code,
                ["state"] = SectionRules.EffectiveState(section, notices.Time).ToString(),
                ["opening_time"] = Documents.Time(section.OpeningTime),
                ["bid_valid_until"] = Documents.Time(SectionRules.BidValidUntil(section)),
                ["bond_fen"] = section.Announced.BondFen,
                ["section"] = Documents.Of(section),
                ["notices"] = new JsonArray([.. notices.Entries.Select(entry => Documents.Of(Notice.Parser.ParseFrom(entry.Value.Span)))]),
                ["height"] = notices.Height,
            };
            invocation.Report.Show($"section {code}", document);
            return ExitCode.Done;
        });
    }
}
