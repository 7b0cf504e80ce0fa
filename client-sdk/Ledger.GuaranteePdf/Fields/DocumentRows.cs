using Google.Protobuf.Reflection;
using Ledger.Exchange;
using Ledger.Passports;
using Ledger.Protocol.V1;

namespace Ledger.GuaranteePdf.Fields;

/// <summary>All that the document says, in its two tables.</summary>
internal static class DocumentRows
{
    /// <summary>The terms, with the names of guarantor, project and section where the chain shows them.</summary>
    internal static IReadOnlyList<FieldRow> Terms(GuaranteeView view, GuaranteeTerms terms)
    {
        var rows = new List<FieldRow>(FieldValues.RowsOf(terms)) { new("保证人名称", "Guarantor", view.IssuerName, ExchangeElements.GuarantorName) };
        if (view.Project?.Created is { } project)
        {
            rows.Add(new FieldRow("招标项目编号", "Tender project code", project.TenderProjectCode, ElementOf(CreateProject.Descriptor, "tender_project_code")));
            rows.Add(new FieldRow("招标项目名称", "Tender project", project.Name, ElementOf(CreateProject.Descriptor, "name")));
        }

        if (view.Section is { } section)
        {
            rows.Add(new FieldRow("标段（包）名称", "Section", section.Announced.Name, ElementOf(AnnounceSection.Descriptor, "name")));
            rows.Add(new FieldRow("开标时间", "Opening time", FieldValues.Time(section.OpeningTime), ElementOf(Section.Descriptor, "opening_time")));
        }

        return [.. rows.Where(row => row.Value.Length > 0)];
    }

    /// <summary>Where it stands on the chain, and as of when.</summary>
    internal static IReadOnlyList<FieldRow> Chain(GuaranteeView view, Checkpoint checkpoint)
    {
        var state = (EnumDescriptor)GuaranteeReflection.Descriptor.EnumTypes.Single(type => type.ClrType == typeof(GuaranteeState));
        return
        [
            new("链上保函标识", "Guarantee id", Convert.ToHexStringLower(view.Record.GuaranteeId.Span)),
            new("状态", "State", FieldLabels.OfValue(state, (int)view.State)),
            new("版本", "Version", view.Record.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("开立时间", "Issued", FieldValues.Time(view.Record.IssuedAt)),
            new("开立交易", "Issuing transaction", view.IssuedBy.ToString()),
            new("承诺值", "Commitment", Convert.ToHexStringLower(view.Record.Commitment.Span)),
            new("核验时点", "As of", $"{FieldValues.Time(checkpoint.TimeMs)}（区块高度 height {checkpoint.Height}）"),
            new("链标识", "Chain id", checkpoint.ChainId.ToString()),
        ];
    }

    private static string ElementOf(MessageDescriptor message, string field) => ExchangeElements.NameOf(message.FindFieldByName(field));
}
