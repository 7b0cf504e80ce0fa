using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Client.Guarantees;
using Ledger.Protocol;
using Ledger.Schema.Guarantee;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>Shows how every bidder's bond stands.</summary>
internal static class BondTable
{
    internal static int Show(Invocation invocation, SectionBondReport report)
    {
        var bonds = report.Bonds.Select(bond => (JsonNode)Of(bond, report)).ToArray();
        var document = new JsonObject
        {
            ["section_code"] = report.Section.Announced.SectionCode,
            ["state"] = report.Section.State.ToString(),
            ["height"] = report.Height,
            ["time"] = Documents.Time(report.Time),
            ["bonds"] = new JsonArray(bonds),
            ["rejected"] = Documents.Of(report.Rejected),
        };
        var complying = report.Bonds.Count(bond => bond.Complies);
        invocation.Report.ShowList(
            $"section {report.Section.Announced.SectionCode}: {complying} of {report.Bonds.Count} bonds comply as of height {report.Height}",
            document,
            "bonds",
            ["bidder_uscc", "complies", "defects", "guarantee_no", "amount_fen", "valid_until", "return_due", "late"]);
        return ExitCode.Done;
    }

    private static JsonObject Of(BidderBond bond, SectionBondReport report)
    {
        var due = report.Returns.FirstOrDefault(one => bond.Guarantee is { } own && one.Guarantee.GuaranteeId.Equals(own.GuaranteeId));
        return new JsonObject
        {
            ["bidder_uscc"] = bond.BidderUscc,
            ["complies"] = bond.Complies,
            ["defects"] = new JsonArray([.. bond.Defects.Select(defect => (JsonNode)Text(defect))]),
            ["codes_to_confirm"] = bond.Guarantee is { } guarantee
                ? new JsonArray([.. BondCompliance.CodesToConfirm(guarantee.Terms).Select(code => (JsonNode)code)]) : null,
            ["id"] = bond.Guarantee is null ? null : Documents.Hex(bond.Guarantee.GuaranteeId),
            ["guarantee_no"] = bond.Guarantee?.Terms.GuaranteeNo,
            ["amount_fen"] = bond.Guarantee?.Terms.AmountFen,
            ["valid_until"] = Documents.Time(bond.Guarantee?.Terms.ValidUntil ?? 0),
            ["return_due"] = due is null ? null : Documents.Time(due.Return.Due),
            ["return_rule"] = due?.Return.Source,
            ["late"] = due?.IsLate,
        };
    }

    private static string Text(Refused defect)
    {
        var words = RefusalCatalog.Find(defect.Code);
        return $"{words?.Name ?? defect.Code.ToString()}: {defect.Detail} {words?.Rule}".TrimEnd();
    }
}
