namespace Ledger.Protocol.Tests;

/// <summary>The examples of DOMAIN §4 and the example of GB 32100-2015 there.</summary>
public sealed class UnifiedSocialCreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("12350100MB02709751", true)]
    [InlineData("11320500014150050B", true)]
    [InlineData("91350100M0001TGQXM", false)] // real, early, and failing its check: a warning, never a refusal
    [InlineData("91350203M0001FUE2P", false)]
    [InlineData("91350100M000100Y44", false)]
    public void Shaped_codes(string code, bool hasValidCheck)
    {
        Assert.True(UnifiedSocialCreditCode.HasShape(code));
        Assert.Equal(hasValidCheck, UnifiedSocialCreditCode.HasValidCheck(code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100M000100I43")]
    [InlineData("91350100M000100O43")]
    [InlineData("91350100M000100S43")]
    [InlineData("91350100M000100V43")]
    [InlineData("91350100M000100Z43")]
    [InlineData("91350100m000100Y43")]
    [InlineData("9135010AM000100Y43")]
    [InlineData("９1350100M000100Y43")]
    public void Shapeless_codes(string code)
    {
        Assert.False(UnifiedSocialCreditCode.HasShape(code));
        Assert.False(UnifiedSocialCreditCode.HasValidCheck(code));
    }
}
