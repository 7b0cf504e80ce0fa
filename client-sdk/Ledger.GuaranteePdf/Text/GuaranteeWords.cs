using System.Globalization;
using Ledger.GuaranteePdf.Templates;
using Ledger.Passports;
using Ledger.Protocol.V1;

namespace Ledger.GuaranteePdf.Text;

/// <summary>
/// A guarantee's text: its template, and the words that go into it, from what the passport proves and what the guarantor gives.
/// </summary>
internal sealed class GuaranteeWords
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly GuaranteeView _view;
    private readonly GuaranteeTerms _terms;
    private readonly GuaranteeParticulars _particulars;

    internal GuaranteeWords(GuaranteeView view, GuaranteeTerms terms, GuaranteeParticulars particulars)
    {
        (_view, _terms, _particulars) = (view, terms, particulars);
        Template = GuaranteeTemplate.Of(terms);
        Parties = Template.TextOf(TemplateLineKind.Parties).Split(' ');
        Text = Template.Fill(Values(), IsCipher ? "cipher" : _terms.BlindSection is not null ? "revealed" : string.Empty);
    }

    /// <summary>The template.</summary>
    internal GuaranteeTemplate Template { get; }

    /// <summary>What the template calls who is secured, whose duty it is, and who undertakes.</summary>
    internal IReadOnlyList<string> Parties { get; }

    /// <summary>The whole text, line by line.</summary>
    internal IReadOnlyList<TemplateLine> Text { get; }

    /// <summary>The document's title.</summary>
    internal string Title => Template.TextOf(TemplateLineKind.Title);

    /// <summary>Whether it is the cipher text (密文), which names neither section nor beneficiary.</summary>
    internal bool IsCipher => _terms.BlindSection is not null && _terms.SectionCode.Length == 0;

    /// <summary>Which of a number's documents this is.</summary>
    internal string Edition => $"第 {Version} 版 · {(IsCipher ? "密文文本" : _terms.BlindSection is not null ? "揭示文本" : "明文文本")}";

    /// <summary>The parties and the tender, by their names and codes, at the document's head.</summary>
    internal IReadOnlyList<(string Label, string Value)> Head =>
    [
        (Parties[0], IsCipher ? "以标段承诺值标识，开标揭示后载明" : Named(BeneficiaryName, _terms.BeneficiaryUscc)),
        (Parties[1], Named(_terms.ApplicantName, _terms.ApplicantUscc)),
        .. _terms.ConsortiumUsccs.Count == 0 ? [] : new[] { ("联合体成员", "统一社会信用代码 " + string.Join("、", _terms.ConsortiumUsccs)) },
        (Parties[2], Named(_view.IssuerName, _terms.GuarantorUscc) + IssuerAddress),
        .. IsCipher
            ? [("标段承诺值", Convert.ToHexStringLower(_terms.BlindSection.Commitment.Span))]
            : new[] { ("项目", Project), ("标段", Section) },
    ];

    private string IssuerAddress => _particulars.IssuerAddress.Length > 0 ? $"　地址 {_particulars.IssuerAddress}" : string.Empty;

    /// <summary>What stands where it is signed and sealed.</summary>
    internal IReadOnlyList<string> Foot =>
    [
        $"{Parties[2]}（盖章）：{_view.IssuerName}",
        .. Line("授权签字人", _particulars.Signatory),
        $"开立时间：{Time(_view.Record.IssuedAt)}（北京时间）",
        .. Line("开立地点", _particulars.Place),
        $"索赔地址：{DemandAddress}",
        .. Line("邮政编码", _particulars.PostCode),
        .. Line("联系电话", _particulars.Phone),
    ];

    private string BeneficiaryName => _view.BeneficiaryName.Length > 0 ? _view.BeneficiaryName : _particulars.BeneficiaryName;

    private string DemandAddress => _particulars switch
    {
        { DemandAddress.Length: > 0 } => _particulars.DemandAddress,
        { IssuerAddress.Length: > 0 } => _particulars.IssuerAddress,
        _ => $"{Parties[2]}住所地",
    };

    private uint Version => Math.Max(1, _view.Record.Version);

    private string Project => _view.Project?.Created is { } project ? $"{project.Name}（招标项目编号 {project.TenderProjectCode}）" : string.Empty;

    private string Section =>
        _view.Section?.Announced is { } section ? $"{section.Name}（标段编号 {section.SectionCode}）" : $"标段编号 {_terms.SectionCode}";

    private Dictionary<string, string> Values() => new(StringComparer.Ordinal)
    {
        ["we"] = _terms.Form == GuaranteeForm.Bank ? "我行" : "本公司",
        ["beneficiary"] = IsCipher ? "本文所载标段承诺值对应的招标人"
            : BeneficiaryName.Length > 0 ? BeneficiaryName : $"招标人（统一社会信用代码 {_terms.BeneficiaryUscc}）",
        ["applicant"] = _terms.ConsortiumUsccs.Count == 0 ? _terms.ApplicantName : $"以{_terms.ApplicantName}为牵头人的联合体（成员见上）",
        ["tender"] = Tender + (_particulars.TenderDocument.Length > 0 ? $"（招标文件：{_particulars.TenderDocument}）" : string.Empty),
        ["amount"] = MaximumAmount.Of(_terms.AmountFen),
        ["from"] = Time(_terms.ValidFrom),
        ["until"] = Time(_terms.ValidUntil),
        ["court"] = _particulars.Court.Length > 0 ? _particulars.Court : $"{Parties[2]}住所地有管辖权的人民法院",
    };

    private string Tender => IsCipher ? "上述标段承诺值所对应的标段"
        : _view is { Section.Announced: { } section, Project.Created: { } project } ? project.Name + section.Name
        : $"编号为 {_terms.SectionCode} 的标段";

    private static IEnumerable<string> Line(string label, string value) => value.Length > 0 ? [$"{label}：{value}"] : [];

    private static string Named(string name, string uscc) => (name.Length > 0 ? $"{name}　" : string.Empty) + $"统一社会信用代码 {uscc}";

    /// <summary>2019 年 12 月 20 日 16 时 02 分, with seconds where there are any.</summary>
    private static string Time(long ms)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(ChinaStandardTime);
        return time.ToString(time.Second == 0 ? "yyyy 年 M 月 d 日 HH 时 mm 分" : "yyyy 年 M 月 d 日 HH 时 mm 分 ss 秒", CultureInfo.InvariantCulture);
    }
}
