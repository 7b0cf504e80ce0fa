using Ledger.Protocol.V1;

namespace Ledger.Schema.Guarantee;

/// <summary>
/// Which nature a guarantee has by its clauses, never by its title (独立保函规定 §1, §3): independent where it says that it pays on demand, or
/// that payment is independent of the underlying deal, names the documents and the maximum amount, and a financial institution issues it.
/// </summary>
public static class GuaranteeClauses
{
    // Of a template's lines these are title, subtitle, roles and the label of its nature; the rest are clauses.
    private const string Headings = "#%@";

    private static readonly string[] OnDemand = ["见索即付", "URDG", "付款义务独立于", "独立于申请人与贵方之间的基础交易"];
    private static readonly string[] Documents = ["单据", "索赔通知", "付款请求"];
    private static readonly string[] MaximumAmount = ["最高金额", "最高限额"];
    private static readonly string[] Insured = ["保险责任", "直接损失"];

    /// <summary>The nature by the clauses; <see cref="LegalNature.Unspecified"/> where they show none of the three.</summary>
    /// <param name="text">A template, or a text of a guarantor's own.</param>
    /// <param name="form">Who issues it: a surety company is no financial institution.</param>
    public static LegalNature NatureOf(string text, GuaranteeForm form)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clauses = string.Join(
            '\n', text.Split('\n').Where(line => line.Length > 0 && !Headings.Contains(line[0], StringComparison.Ordinal)));
        if (form is GuaranteeForm.Bank or GuaranteeForm.Insurance
            && SaysAny(clauses, OnDemand) && SaysAny(clauses, Documents) && SaysAny(clauses, MaximumAmount))
        {
            return LegalNature.Independent;
        }

        return Array.TrueForAll(Insured, word => Says(clauses, word)) ? LegalNature.Insurance
            : Says(clauses, "保证责任") ? LegalNature.Accessory
            : LegalNature.Unspecified;
    }

    private static bool SaysAny(string clauses, string[] words) => Array.Exists(words, word => Says(clauses, word));

    private static bool Says(string clauses, string word) => clauses.Contains(word, StringComparison.Ordinal);
}
