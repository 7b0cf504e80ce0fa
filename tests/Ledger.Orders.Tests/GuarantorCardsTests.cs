using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>Which cards count. That lists are complete and proven is shown over a real consortium.</summary>
public sealed class GuarantorCardsTests
{
    [Theory]
    [InlineData(true, Role.Guarantor, 1)]
    [InlineData(false, Role.Guarantor, 0)]
    [InlineData(true, Role.TradingCentre, 0)]
    public void A_card_counts_while_its_guarantor_is_an_active_member_with_that_role(bool active, Role role, int counting)
    {
        var member = new Member { Uscc = "A", Active = active, Roles = { role } };
        Assert.Equal(
            counting,
            GuarantorCards.Counting([new GuarantorCard { Uscc = "A" }, new GuarantorCard { Uscc = "B" }], [member], Role.Guarantor).Count);
    }
}
