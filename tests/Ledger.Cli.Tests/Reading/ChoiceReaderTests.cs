using Ledger.Cli.Reading;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Tests.Reading;

/// <summary>Values of closed lists: separated as people do, in any order, and never added up.</summary>
public sealed class ChoiceReaderTests
{
    [Theory]
    [InlineData("Bank,Insurance")]
    [InlineData("insurance, bank")]
    [InlineData("Insurance Bank")]
    [InlineData("银行保函、保证保险")]
    [InlineData("ＢＡＮＫ，Insurance")]
    [InlineData("GUARANTEE_FORM_BANK;guarantee-form-insurance")]
    public void A_list_is_taken_in_any_order(string text) => Assert.Equal(
        [GuaranteeForm.Bank, GuaranteeForm.Insurance], ChoiceReader.Many(typeof(GuaranteeForm), [text], "--accepted-forms"));

    [Theory]
    [InlineData("Bank,Cash", "Cash is not one of Bank, Insurance, Surety")]
    [InlineData("1", "1 is not one of")]
    [InlineData("Unspecified", "Unspecified is not one of")]
    [InlineData("Bank Bank", "names Bank twice")]
    [InlineData(" , ", "is empty")]
    public void What_is_not_on_the_list_is_named(string text, string words) => Assert.Contains(
        words,
        Assert.Throws<CliException>(() => ChoiceReader.Many(typeof(GuaranteeForm), [text], "--accepted-forms")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Where_one_is_asked_for_two_are_refused()
    {
        Assert.Equal(NoticeKind.Postponement, ChoiceReader.One<NoticeKind>("延期", "--kind"));
        Assert.Contains(
            "takes one value, not 2",
            Assert.Throws<CliException>(() => ChoiceReader.One<NoticeKind>("Postponement,Clarification", "--kind")).Message,
            StringComparison.Ordinal);
    }
}
