using Google.Protobuf.Reflection;
using Ledger.Exchange;
using Ledger.GuaranteePdf.Templates;
using Ledger.GuaranteePdf.Text;
using Ledger.Passports;
using Ledger.PdfDrawing;
using Ledger.Protocol.V1;

namespace Ledger.GuaranteePdf.Fields;

/// <summary>What the annex says, in its tables.</summary>
internal static class DocumentRows
{
    /// <summary>The terms, with the names of guarantor, project and section where the chain shows them.</summary>
    internal static IReadOnlyList<FieldRow> Terms(GuaranteeView view, GuaranteeTerms terms)
    {
        var rows = new List<FieldRow>(FieldValues.RowsOf(terms))
        {
            new("保证人名称", "Guarantor", view.IssuerName, ExchangeElements.GuarantorName),
            new("受益人名称", "Beneficiary", view.BeneficiaryName),
        };
        if (view.Project?.Created is { } project)
        {
            rows.Add(
                new FieldRow(
                    "招标项目编号",
                    "Tender project code",
                    project.TenderProjectCode,
                    ElementOf(CreateProject.Descriptor, "tender_project_code")));
            rows.Add(new FieldRow("招标项目名称", "Tender project", project.Name, ElementOf(CreateProject.Descriptor, "name")));
        }

        if (view.Section is { } section)
        {
            rows.Add(new FieldRow("标段（包）名称", "Section", section.Announced.Name, ElementOf(AnnounceSection.Descriptor, "name")));
            rows.Add(
                new FieldRow("开标时间", "Opening time", FieldValues.Time(section.OpeningTime), ElementOf(Section.Descriptor, "opening_time")));
        }

        return [.. rows.Where(row => row.Value.Length > 0)];
    }

    /// <summary>Where it stands on the chain, and as of when.</summary>
    internal static IReadOnlyList<FieldRow> Chain(GuaranteeView view, Checkpoint checkpoint)
    {
        return
        [
            new("链上保函标识", "Guarantee id", Convert.ToHexStringLower(view.Record.GuaranteeId.Span)),
            new("状态", "State", State(view)),
            new("版本", "Version", view.Record.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("开立时间", "Issued", FieldValues.Time(view.Record.IssuedAt)),
            new("开立交易", "Issuing transaction", view.IssuedBy.ToString()),
            new("承诺值", "Commitment", Convert.ToHexStringLower(view.Record.Commitment.Span)),
            new("核验时点", "As of", $"{FieldValues.Time(checkpoint.TimeMs)}（区块高度 height {checkpoint.Height}）"),
            new("链标识", "Chain id", checkpoint.ChainId.ToString()),
        ];
    }

    /// <summary>Which wording it is, and what of it the chain does not prove.</summary>
    internal static IReadOnlyList<FieldRow> Sources(GuaranteeWords words, GuaranteeParticulars particulars) =>
    [
        new("法律性质", "Legal nature of the wording", words.Template.TextOf(TemplateLineKind.Nature)),
        .. Given(particulars) is { Length: > 0 } given
            ? [new FieldRow("开立人填写，不由通行证证明", "Given by the guarantor, not proven by the passport", given)]
            : Array.Empty<FieldRow>(),
    ];

    /// <summary>The state at the checkpoint, in words.</summary>
    internal static string State(GuaranteeView view) => FieldLabels.OfValue(
        (EnumDescriptor)GuaranteeReflection.Descriptor.EnumTypes.Single(type => type.ClrType == typeof(GuaranteeState)), (int)view.State);

    private static string Given(GuaranteeParticulars all) => string.Join("、", new[]
    {
        (all.BeneficiaryName, "受益人名称"), (all.IssuerAddress, "地址"), (all.DemandAddress, "索赔地址"), (all.PostCode, "邮政编码"), (all.Phone, "联系电话"),
        (all.Signatory, "授权签字人"), (all.Place, "开立地点"), (all.Court, "管辖法院"), (all.TenderDocument, "招标文件"),
    }.Where(one => one.Item1.Length > 0).Select(one => one.Item2));

    private static string ElementOf(MessageDescriptor message, string field) => ExchangeElements.NameOf(message.FindFieldByName(field));
}
