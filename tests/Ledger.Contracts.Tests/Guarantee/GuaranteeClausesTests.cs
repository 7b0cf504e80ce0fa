using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>A guarantee is what its clauses say (独立保函规定 §1, §3).</summary>
public sealed class GuaranteeClausesTests
{
    private const string Payment = "开立人在收到索赔通知后付款，最高金额为人民币捌拾万元整。\n";

    [Fact]
    public void Published_texts_are_what_they_are_named_after() => Assert.Equal(
        [LegalNature.Accessory, LegalNature.Independent, LegalNature.Insurance],
        GuaranteeWording.All.Select(wording => GuaranteeClauses.NatureOf(wording.Text, GuaranteeForm.Insurance)));

    [Theory]
    [InlineData("本保函见索即付。\n" + Payment, GuaranteeForm.Bank, LegalNature.Independent)]
    [InlineData("本保函适用URDG 758。\n" + Payment, GuaranteeForm.Bank, LegalNature.Independent)]
    [InlineData("开立人的付款义务独立于基础交易关系。\n" + Payment, GuaranteeForm.Insurance, LegalNature.Independent)]
    [InlineData("本保函见索即付。\n" + Payment, GuaranteeForm.Surety, LegalNature.Unspecified)]
    [InlineData("# 独立保函 · 见索即付\n@ 独立保函\n" + Payment, GuaranteeForm.Bank, LegalNature.Unspecified)]
    [InlineData("本保函见索即付，最高金额为人民币捌拾万元整。", GuaranteeForm.Bank, LegalNature.Unspecified)]
    [InlineData("本保函见索即付，凭索赔通知付款。", GuaranteeForm.Bank, LegalNature.Unspecified)]
    [InlineData("# 独立保函\n保证人承担连带保证责任，最高金额为人民币捌拾万元整。", GuaranteeForm.Bank, LegalNature.Accessory)]
    [InlineData("保险人赔偿直接损失；保险责任自开标时起。", GuaranteeForm.Insurance, LegalNature.Insurance)]
    [InlineData("", GuaranteeForm.Bank, LegalNature.Unspecified)]
    public void Clauses_decide_and_not_the_title(string text, GuaranteeForm form, LegalNature nature) =>
        Assert.Equal(nature, GuaranteeClauses.NatureOf(text, form));
}
