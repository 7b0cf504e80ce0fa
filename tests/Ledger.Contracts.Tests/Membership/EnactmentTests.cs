using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

public sealed class EnactmentTests
{
    private readonly World _world = new();

    [Fact]
    public void An_enacted_validator_stands_in_the_set_in_its_order()
    {
        Enact(p => p.PutValidator = MembershipRows.Validator(200, 1));
        var set = MembershipTables.Validators.Read(_world.State, MembershipTables.Validators.Key("current"))!;
        var roster = ValidatorRoster.TryCreate(World.Hasher, set);
        Assert.NotNull(roster);
        Assert.Equal(5, set.Validators.Count);
        Assert.Equal(5UL, roster.TotalPower);
        Assert.Equal(_world.Height, set.Since);
    }

    [Fact]
    public void A_validator_of_power_zero_leaves_the_set_and_takes_its_receipt_key_along()
    {
        Assert.NotNull(ReceiptKeyOf(103));
        Enact(p => p.PutValidator = MembershipRows.Validator(103, 0));
        Assert.Equal(3, MembershipTables.Validators.Read(_world.State, MembershipTables.Validators.Key("current"))!.Validators.Count);
        Assert.Null(ReceiptKeyOf(103));
        Assert.Equal("receipt_key.removed", _world.Events[^2].Type);
    }

    [Fact]
    public void A_validators_receipt_key_comes_and_changes_with_its_vote()
    {
        Enact(p => p.PutValidator = MembershipRows.Validator(200, 1));
        Assert.Equal(World.ReceiptKey(200), ReceiptKeyOf(200));
        var changed = new EnactmentTests();
        changed.Enact(p => p.PutValidator = MembershipRows.ReceiptsBy(MembershipRows.Validator(101, 1), 201));
        Assert.Equal(World.AsReceiptKey(World.Key(201)), changed.ReceiptKeyOf(101));
    }

    [Fact]
    public void A_receipt_key_that_was_taken_while_the_vote_was_open_is_refused_at_the_enactment()
    {
        MembershipRows.Approved(_world, 2, p => p.PutValidator = MembershipRows.Validator(200, 1));
        MembershipTables.ReceiptKeys.Write(_world.State, KeyOfReceipts(101), World.ReceiptKey(200));
        Assert.Equal(RefusalCode.ReceiptKeyTaken, _world.Run(_world.Regulator, MembershipRows.Vote(true)).Code);
    }

    [Fact]
    public void A_new_rule_version_is_active_from_the_next_block()
    {
        Enact(p => p.RuleVersion = 2);
        var rules = MembershipTables.Rules.Read(_world.State, MembershipTables.Rules.Key("current"))!;
        Assert.Equal(new RuleVersion { Version = 2, ActiveFrom = _world.Height + 1 }, rules);
    }

    private static BondCap Cap(string tradeClass) =>
        new() { Region = "440400", TradeClass = tradeClass, ShareBasisPoints = 100, Source = "条例", LawVersion = "2019年修订" };

    [Fact]
    public void An_enacted_cap_counts()
    {
        Enact(p => p.PutBondCap = Cap("A02"));
        var refused = _world.WithProject().Run(_world.Centre, World.Call(World.Announcement()));
        Assert.Equal(RefusalCode.BadAmount, refused.Code);
        Assert.Contains("条例", refused.Detail, StringComparison.Ordinal);
    }

    /// <summary>
    /// No vote of today moves what yesterday's sections were announced under (DOMAIN §1: the rule of the announcement's date).
    /// </summary>
    [Fact]
    public void A_cap_or_a_rule_of_the_past_counts_from_its_block()
    {
        Enact(p => p.PutBondCap = Cap("A02"));
        Assert.Equal(
            _world.Time, TenderTables.BondCaps.Read(_world.State, TenderTables.BondCaps.Key("440400/A02"))!.Caps.Single().EffectiveFrom);
        Assert.Null(BondCaps.Find(_world.State, "440400", "A02", _world.Time - 1));
        Assert.Equal(100u, BondCaps.Find(_world.State, "440400", "A02", _world.Time)!.ShareBasisPoints);

        var rules = new World();
        MembershipRows.Approved(
            rules, 3, p => p.PutTenderRule = TenderRows.Spoil(TenderConfigurationRows.Rule(), rule => rule.EffectiveFrom = 0));
        Assert.Null(TenderRules.Find(rules.State, "440400", "A", TenderRuleKind.DocumentDaysMin, rules.Time - 1));
        Assert.NotNull(TenderRules.Find(rules.State, "440400", "A", TenderRuleKind.DocumentDaysMin, rules.Time));
    }

    /// <summary>A full history refuses. Forgetting its oldest entries would change what counted in the past.</summary>
    [Fact]
    public void A_full_history_of_caps_or_rules_refuses()
    {
        for (var day = 0; day < 128; day++)
        {
            _world.WithCap("440400", "A", World.Start + day, 100, 0).WithRule(TenderRuleKind.DocumentDaysMin, 20, World.Start + day);
        }

        var cap = Cap("A");
        Assert.Equal(RefusalCode.HistoryFull, _world.Run(_world.Centre, MembershipRows.Proposal(p => p.PutBondCap = cap)).Code);
        var rule = TenderRows.Spoil(TenderConfigurationRows.Rule(), r => r.Region = "000000");
        Assert.Equal(RefusalCode.HistoryFull, _world.Run(_world.Centre, MembershipRows.Proposal(p => p.PutTenderRule = rule)).Code);
    }

    [Fact]
    public void Votes_weigh_as_the_validators_do()
    {
        _world.PutValidators((_world.Centre, 7), (_world.Guarantor, 2), (_world.Regulator, 1));
        MembershipRows.Approved(_world, 1);
        Assert.Equal("member.admitted", _world.Events[^1].Type);
    }

    [Fact]
    public void Two_thirds_are_not_more_than_two_thirds()
    {
        _world.PutValidators((_world.Centre, 1), (_world.Guarantor, 1), (_world.Regulator, 1));
        MembershipRows.Approved(_world, 2);
        Assert.Equal("proposal.voted", _world.Events[^1].Type);
    }

    private ReceiptKey? ReceiptKeyOf(byte seed) => MembershipTables.ReceiptKeys.Read(_world.State, KeyOfReceipts(seed));

    private static byte[] KeyOfReceipts(byte seed) =>
        MembershipTables.ReceiptKeys.Key(ValidatorRoster.IdOf(World.Hasher, World.Key(seed).PublicKey).ToArray());

    private void Enact(Action<ProposeChange> change)
    {
        MembershipRows.Approved(_world, 3, change);
        var proposal = MembershipTables.Proposals.Read(_world.State, MembershipTables.Proposals.Key(World.Blob(16, 3).Span))!;
        Assert.Equal(ProposalState.Enacted, proposal.State);
        Assert.Equal(proposal.ApprovedBy.Order(StringComparer.Ordinal), proposal.ApprovedBy);
    }
}
