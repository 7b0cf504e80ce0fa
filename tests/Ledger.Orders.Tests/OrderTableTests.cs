using Ledger.Protocol.Terms;
using Ledger.Protocol.V1;
using static Ledger.Orders.OrderState;
using static Ledger.Orders.OrderStep;

namespace Ledger.Orders.Tests;

/// <summary>The table of DOMAIN §2, row by row: what is possible, and that nothing else is.</summary>
public sealed class OrderTableTests
{
    private const long Day = 24L * 60 * 60 * 1000;
    private const long Now = 1_800_000_000_000;
    private static readonly BankAccount Basic = new() { Name = "甲", Number = "1", Bank = "乙" };

    // From, step, by whom, to: DOMAIN §2, States and permissions. Those behind the line are letters that cross.
    private static readonly (OrderState From, OrderStep Step, OrderSide By, OrderState To, bool Crossing)[] Possible =
    [
        (Draft, Apply, OrderSide.Bidder, Submitted, false),
        (Draft, Cancel, OrderSide.Bidder, Cancelled, false),
        (Submitted, AskMaterials, OrderSide.Guarantor, Submitted, false),
        (Submitted, ProvideMaterials, OrderSide.Bidder, Submitted, false),
        (Submitted, Reject, OrderSide.Guarantor, Rejected, false),
        (Submitted, Approve, OrderSide.Guarantor, AwaitPayment, false),
        (Submitted, Cancel, OrderSide.Bidder, Cancelled, false),
        (AwaitPayment, ConfirmPayment, OrderSide.Bidder, AwaitSign, false),
        (AwaitPayment, Cancel, OrderSide.Bidder, Cancelled, false),
        (AwaitSign, OrderStep.SignContract, OrderSide.Bidder, AwaitIssue, false),
        (AwaitSign, Cancel, OrderSide.Bidder, Cancelled, false),
        (AwaitIssue, Issue, OrderSide.Guarantor, IssuedSealed, false),
        (AwaitIssue, Cancel, OrderSide.Bidder, Cancelled, false),
        (IssuedSealed, RequestChange, OrderSide.Bidder, IssuedSealed, false),
        (IssuedSealed, AnswerChange, OrderSide.Guarantor, IssuedSealed, false),
        (IssuedSealed, RequestSurrender, OrderSide.Bidder, IssuedSealed, false),
        (IssuedSealed, AnswerSurrender, OrderSide.Guarantor, Surrendered, false),
        (Submitted, TakeBack, OrderSide.Guarantor, Submitted, false),
        (AwaitPayment, TakeBack, OrderSide.Guarantor, Submitted, false),
        (Rejected, TakeBack, OrderSide.Guarantor, Submitted, false),
        (Submitted, Close, OrderSide.Guarantor, Rejected, false),
        (AwaitPayment, Close, OrderSide.Guarantor, Rejected, false),
        (AwaitSign, Close, OrderSide.Guarantor, Rejected, false),
        (AwaitIssue, Close, OrderSide.Guarantor, Rejected, false),
        (Rejected, Close, OrderSide.Guarantor, Rejected, false),
        (Cancelled, Close, OrderSide.Guarantor, Cancelled, false),
        (IssuedSealed, Issue, OrderSide.Guarantor, IssuedSealed, false),
        (Surrendered, AnswerSurrender, OrderSide.Guarantor, Surrendered, false),
        .. from state in Enum.GetValues<OrderState>()
           where state != Draft
           from side in new[] { OrderSide.Bidder, OrderSide.Guarantor }
           select (state, RefuseLetter, side, state, false),

        (Submitted, ConfirmPayment, OrderSide.Bidder, AwaitSign, true),
        (Rejected, ConfirmPayment, OrderSide.Bidder, AwaitSign, true),
        .. from state in new[] { AwaitSign, AwaitIssue }
           from step in new[] { TakeBack, AskMaterials, Reject, Approve }
           select (state, step, OrderSide.Guarantor, state, true),
        (Cancelled, TakeBack, OrderSide.Guarantor, Cancelled, true),
        (Rejected, Cancel, OrderSide.Bidder, Cancelled, true),
        (Cancelled, AskMaterials, OrderSide.Guarantor, Cancelled, true),
        (Cancelled, Reject, OrderSide.Guarantor, Cancelled, true),
        (Cancelled, Approve, OrderSide.Guarantor, Cancelled, true),
        (Cancelled, Issue, OrderSide.Guarantor, IssuedSealed, true),
    ];

    public static TheoryData<OrderState, OrderStep, OrderSide> Everything
    {
        get
        {
            var all = new TheoryData<OrderState, OrderStep, OrderSide>();
            foreach (var state in Enum.GetValues<OrderState>())
            {
                foreach (var step in Enum.GetValues<OrderStep>())
                {
                    all.Add(state, step, OrderSide.Bidder);
                    all.Add(state, step, OrderSide.Guarantor);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_step_leads_where_the_law_says_or_nowhere(OrderState from, OrderStep step, OrderSide by)
    {
        var row = Possible.Where(one => one.From == from && one.Step == step && one.By == by).ToList();
        foreach (var isReceived in new[] { false, true })
        {
            var refused = OrderTable.Next(from, step, by, isReceived, Good(step), out var to);
            if (row.Count == 1 && (isReceived || !row[0].Crossing))
            {
                Assert.Equal((OrderRefusal.None, row[0].To), (refused.Code, to));
            }
            else
            {
                Assert.Equal((OrderRefusal.WrongState, from), (refused.Code, to));
            }
        }
    }

    public static TheoryData<OrderState, OrderStep, OrderRefusal, string> Refusals => new()
    {
        { Draft, Apply, OrderRefusal.SectionNotAnnounced, "closed" },
        { Draft, Apply, OrderRefusal.SectionNotAnnounced, "failed" },
        { Draft, Apply, OrderRefusal.AmountTooLow, "amount" },
        { Draft, Apply, OrderRefusal.AmountTooLow, "nothing" },
        { Draft, Apply, OrderRefusal.TermTooShort, "end" },
        { Draft, Apply, OrderRefusal.NotATier, "tier amount" },
        { Draft, Apply, OrderRefusal.NotATier, "tier end" },
        { Draft, Apply, OrderRefusal.OrderExists, "evidence" },
        { Submitted, AskMaterials, OrderRefusal.ReasonMissing, "reason" },
        { Submitted, ProvideMaterials, OrderRefusal.WrongState, "not asked" },
        { AwaitSign, Close, OrderRefusal.ReasonMissing, "reason" },
        { AwaitIssue, Close, OrderRefusal.BeingIssued, "being issued" },
        { Rejected, TakeBack, OrderRefusal.OrderExists, "evidence" },
        { Submitted, RefuseLetter, OrderRefusal.OrderExists, "evidence" },
        { Submitted, Reject, OrderRefusal.ReasonMissing, "reason" },
        { Submitted, Reject, OrderRefusal.ReasonMissing, "long reason" },
        { Submitted, Approve, OrderRefusal.DeadlinePassed, "closed" },
        { Submitted, Approve, OrderRefusal.AmountTooLow, "amount" },
        { Submitted, Approve, OrderRefusal.TermTooShort, "end" },
        { Submitted, Approve, OrderRefusal.NotCompliant, "terms" },
        { Submitted, Approve, OrderRefusal.OrderExists, "evidence" },
        { AwaitPayment, ConfirmPayment, OrderRefusal.NotBasicAccount, "payer" },
        { AwaitPayment, ConfirmPayment, OrderRefusal.NotBasicAccount, "no payer" },
        { AwaitIssue, Issue, OrderRefusal.DeadlinePassed, "closed" },
        { AwaitIssue, Issue, OrderRefusal.TermTooShort, "end" },
        { AwaitIssue, Issue, OrderRefusal.NotCompliant, "terms" },
        { AwaitIssue, Cancel, OrderRefusal.BeingIssued, "being issued" },
        { IssuedSealed, RequestChange, OrderRefusal.WrongVersion, "pending" },
        { IssuedSealed, RequestChange, OrderRefusal.WrongVersion, "version" },
        { IssuedSealed, RequestChange, OrderRefusal.AmountTooLow, "lower" },
        { IssuedSealed, RequestChange, OrderRefusal.TermTooShort, "shorter" },
        { IssuedSealed, RequestChange, OrderRefusal.TermsDiffer, "same" },
        { IssuedSealed, RequestChange, OrderRefusal.WrongState, "surrendering" },
        { IssuedSealed, AnswerChange, OrderRefusal.WrongVersion, "not pending" },
        { IssuedSealed, AnswerChange, OrderRefusal.ReasonMissing, "no without reason" },
        { IssuedSealed, RequestSurrender, OrderRefusal.WrongState, "surrendering" },
        { IssuedSealed, RequestSurrender, OrderRefusal.OrderExists, "evidence" },
        { IssuedSealed, AnswerSurrender, OrderRefusal.WrongState, "not surrendering" },
        { IssuedSealed, AnswerSurrender, OrderRefusal.ReasonMissing, "no without reason" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_guard_refuses_by_name(OrderState from, OrderStep step, OrderRefusal expected, string wrong)
    {
        var refused = OrderTable.Next(
            from,
            step,
            OrderTable.Rows.First(row => row.From == from && row.Step == step).Side,
            isReceived: true,
            Bad(Good(step), wrong),
            out var to);
        Assert.Equal((expected, from), (refused.Code, to));
    }

    [Fact]
    public void A_refused_surrender_leaves_the_guarantee_issued()
    {
        var refused = OrderTable.Next(
            IssuedSealed,
            AnswerSurrender,
            OrderSide.Guarantor,
            isReceived: true,
            Good(AnswerSurrender) with { IsAccepted = false, Reasons = ["未附证明"] },
            out var to);
        Assert.Equal((OrderRefusal.None, IssuedSealed), (refused.Code, to));
    }

    [Fact]
    public void A_side_that_must_not_know_the_section_is_not_asked_about_it() => Assert.Equal(
        OrderRefusal.None,
        OrderTable.Next(
            Draft,
            Apply,
            OrderSide.Bidder,
            isReceived: true,
            Good(Apply) with
            {
                Section = null,
                Tiers = CoverTiers.Default,
                AmountFen = 1_000_000,
                ValidUntil = CoverTiers.Default.EndFor(Now),
            },
            out _).Code);

    [Theory]
    [InlineData(Draft, 1, "暂存")]
    [InlineData(Submitted, 2, "待审核")]
    [InlineData(AwaitPayment, 3, "待支付")]
    [InlineData(Rejected, 4, "审核不通过")]
    [InlineData(AwaitSign, 5, "投保合同待签订")]
    [InlineData(AwaitIssue, 6, "保函待开具")]
    [InlineData(Cancelled, 9, "其他（已撤销）")]
    [InlineData(IssuedSealed, 10, "完成（密文保函已开立）")]
    [InlineData(Surrendered, 11, "已退保")]
    public void States_have_the_numbers_and_names_of_the_provincial_list(OrderState state, int number, string name) =>
        Assert.Equal((number, name), ((int)state, ChineseTerms.Of(nameof(OrderState), state.ToString())));

    // Who acts next in each state: docs/spec/orders.md, Turns.
    public static TheoryData<OrderState, bool, bool, bool, OrderSide?, OrderDuty> Turns => new()
    {
        { Draft, false, false, false, OrderSide.Bidder, OrderDuty.Apply },
        { Submitted, false, false, false, OrderSide.Guarantor, OrderDuty.Decide },
        { Submitted, true, false, false, OrderSide.Bidder, OrderDuty.BringMaterials },
        { AwaitPayment, false, false, false, OrderSide.Bidder, OrderDuty.Pay },
        { AwaitSign, false, false, false, OrderSide.Bidder, OrderDuty.SignContract },
        { AwaitIssue, false, false, false, OrderSide.Guarantor, OrderDuty.Issue },
        { IssuedSealed, false, false, false, null, OrderDuty.Nothing },
        { IssuedSealed, false, true, false, OrderSide.Guarantor, OrderDuty.AnswerChange },
        { IssuedSealed, false, false, true, OrderSide.Guarantor, OrderDuty.AnswerSurrender },
        { Rejected, false, false, false, null, OrderDuty.Nothing },
        { Cancelled, false, false, false, null, OrderDuty.Nothing },
        { Surrendered, false, false, false, null, OrderDuty.Nothing },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void Somebody_acts_next_or_nobody_has_to(
        OrderState state, bool materials, bool change, bool surrender, OrderSide? side, OrderDuty duty) =>
        Assert.Equal(new OrderTurn(side, duty), OrderTurns.Of(state, materials, change, surrender));

    private static Section Section => new()
    {
        Announced = new AnnounceSection
        {
            SectionCode = "E4404000001001043001001",
            BondFen = 1_000_000,
            BidValidityDays = 90,
            AcceptedForms = { GuaranteeForm.Bank },
        },
        State = SectionState.Announced,
        OpeningTime = Now + (20 * Day),
        TendererUscc = "T",
    };

    private static OrderFacts Good(OrderStep step) => new()
    {
        Time = Now,
        Section = Section,
        AmountFen = 2_000_000,
        ValidUntil = Now + (200 * Day),
        PresentAmountFen = 1_000_000,
        PresentValidUntil = Now + (110 * Day),
        Terms = new GuaranteeTerms
        {
            BeneficiaryUscc = "T",
            AmountFen = 2_000_000,
            ValidUntil = Now + (200 * Day),
            ValidFrom = Now,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
        },
        Reasons = ["理由"],
        Payer = Basic,
        BasicAccount = Basic,
        Version = 2,
        NextVersion = 2,
        IsMaterialsAsked = true,
        IsChangePending = step == AnswerChange,
        IsSurrenderPending = step == AnswerSurrender,
        IsAccepted = true,
    };

    private static OrderFacts Bad(OrderFacts facts, string wrong) => wrong switch
    {
        "closed" => facts with { Time = Now + (20 * Day) },
        "failed" => facts with { Section = new Section(Section) { State = SectionState.Failed } },
        "amount" => facts with { AmountFen = 999_999 },
        "nothing" => facts with { AmountFen = 0, Section = null },
        "end" => facts with { ValidUntil = Now + (110 * Day) - 1 },
        "tier amount" => facts with { Tiers = CoverTiers.Default, AmountFen = 1_234_567 },
        "tier end" => facts with { Tiers = CoverTiers.Default },
        "evidence" => facts with { Evidence = new(OrderRefusal.OrderExists, "one") },
        "reason" => facts with { Reasons = [] },
        "long reason" => facts with { Reasons = [new string('长', OrderGuards.ReasonCharsMax + 1)] },
        "terms" => facts with { Terms = new GuaranteeTerms(facts.Terms!) { BeneficiaryUscc = "U" } },
        "payer" => facts with { Payer = new BankAccount(Basic) { Number = "2" } },
        "no payer" => facts with { Payer = null },
        "not asked" => facts with { IsMaterialsAsked = false },
        "being issued" => facts with { IsBeingIssued = true },
        "pending" => facts with { IsChangePending = true },
        "not pending" => facts with { IsChangePending = false },
        "version" => facts with { Version = 3 },
        "lower" => facts with { AmountFen = 999_999 },
        "shorter" => facts with { ValidUntil = facts.PresentValidUntil - 1 },
        "same" => facts with { AmountFen = facts.PresentAmountFen, ValidUntil = facts.PresentValidUntil },
        "surrendering" => facts with { IsSurrenderPending = true },
        "not surrendering" => facts with { IsSurrenderPending = false },
        "no without reason" => facts with { IsAccepted = false, Reasons = [] },
        _ => throw new ArgumentOutOfRangeException(nameof(wrong), wrong, "There is no such fault."),
    };
}
