using Ledger.Cli.Views.Designs;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Cli.Tests.Views;

/// <summary>Whatever can be wrong with a bond is said in Chinese, with the values that matter.</summary>
public sealed class BondDefectWordsTests
{
    [Fact]
    public void Every_defect_that_a_guarantee_can_have_is_said_in_chinese()
    {
        var report = ViewSamples.Bonds();
        var guarantee = report.Bonds.First(bond => bond.Guarantee is not null).Guarantee!.Clone();
        var (section, now) = (report.Section.Clone(), report.Time);
        guarantee.State = GuaranteeState.Revealed;
        (guarantee.Terms.AmountFen, guarantee.Terms.ValidUntil, guarantee.Terms.BeneficiaryUscc) = (5, now - 1, "91440400XY32D4PL4P");
        (guarantee.Terms.Form, guarantee.Terms.LegalNature) = (GuaranteeForm.Surety, LegalNature.Independent);
        guarantee.Terms.Wording = null;
        guarantee.Terms.BlindSection = new BlindSection();
        section.Announced.AcceptedForms.Clear();
        section.Announced.AcceptedForms.Add(GuaranteeForm.Bank);
        var released = guarantee.Clone();
        released.State = GuaranteeState.Released;

        var said = BondCompliance.Check(guarantee, section, now).Concat(BondCompliance.Check(released, section, now))
            .DistinctBy(defect => defect.Code)
            .ToDictionary(
                defect => defect.Code,
                defect => BondDefectWords.InChinese(
                    defect.Code, defect.Code == RefusalCode.GuaranteeState ? released : guarantee, section, now));
        Assert.Equal(8, said.Count);
        Assert.All(said.Values, words => Assert.Matches("^[^A-Za-z]*(91[0-9A-Z]{16}[^A-Za-z]*)*$", Assert.IsType<string>(words)));
        Assert.Contains("担保公司保函", said[RefusalCode.FormNotAccepted], StringComparison.Ordinal);
        Assert.Contains("¥0.05", said[RefusalCode.AmountBelowBond], StringComparison.Ordinal);
        Assert.Contains("已解除", said[RefusalCode.GuaranteeState], StringComparison.Ordinal);
    }
}
