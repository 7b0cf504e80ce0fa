using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Views.Designs;

/// <summary>
/// What is wrong with a bond, in Chinese: the chain's own words are English, and their values stand in the guarantee and its section.
/// </summary>
internal static class BondDefectWords
{
    /// <summary>The defect in a sentence; null for one whose values stand in its English words alone.</summary>
    /// <param name="code">The defect.</param>
    /// <param name="guarantee">The guarantee as it was judged.</param>
    /// <param name="section">Its section.</param>
    /// <param name="time">As of when, UTC milliseconds.</param>
    internal static string? InChinese(RefusalCode code, Guarantee guarantee, Section section, long time)
    {
        var terms = guarantee.Terms;
        return code switch
        {
            RefusalCode.TermsMismatch => $"保函受益人为 {terms.BeneficiaryUscc}，招标人为 {section.TendererUscc}。",
            RefusalCode.AmountBelowBond =>
                $"保函金额 {Moments.Yuan(terms.AmountFen)}，低于标段保证金 {Moments.Yuan(section.Announced.BondFen)}。",
            RefusalCode.TermTooShort =>
                $"保函有效期为 {Moments.Show(terms.ValidFrom)} 至 {Moments.Show(terms.ValidUntil)}；投标有效期为 " +
                $"{Moments.Show(section.OpeningTime)} 至 {Moments.Show(SectionRules.BidValidUntil(section))}。",
            RefusalCode.FormNotAccepted =>
                $"保函形式为{Word(terms.Form)}；标段接受{string.Join("、", section.Announced.AcceptedForms.Select(form => Word(form)))}。",
            RefusalCode.LegalNatureUnfit => $"{Word(terms.Form)}所载性质“{Word(terms.LegalNature)}”与其形式或条款不符。",
            RefusalCode.GuaranteeExpired => $"保函有效期至 {Moments.Show(terms.ValidUntil)}，已经届满。",
            RefusalCode.GuaranteeState => $"保函状态为{Word(GuaranteeRules.EffectiveState(guarantee, time))}。",
            RefusalCode.NotEndorsed => "开立机构尚未批改密文保函、恢复明文。",
            _ => null,
        };
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => Vocabulary.Both(typeof(TEnum).Name, value.ToString()).Chinese;
}
