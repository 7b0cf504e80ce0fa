using Ledger.Client.Passports;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Tests;

/// <summary>What a valid passport proves.</summary>
public sealed class GuaranteePassportTests
{
    [Fact]
    public async Task A_revealed_guarantee_is_proven_with_the_terms_that_its_issuer_signed()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var report = world.Verify(await world.BuildAsync());

        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.False(report.IsRehearsal); // the genesis does not say so
        Assert.Equal(PassportCheckNames.All, report.Checks.Select(check => check.Name));
        Assert.All(report.Checks, check => Assert.Equal(PassportOutcome.Pass, check.Outcome));
        Assert.Equal(world.Terms, report.Guarantee!.Terms);
        Assert.Equal(world.Record, report.Guarantee.Record);
        Assert.Equal(GuaranteeState.Revealed, report.Guarantee.State);
        Assert.True(report.Guarantee.TermsAreSigned);
        Assert.Equal(world.Issuer.Name, report.Guarantee.IssuerName);
        Assert.Equal(world.Beneficiary.Name, report.Guarantee.BeneficiaryName);
        Assert.Equal("施工总承包一标段", report.Guarantee.Section!.Announced.Name);
        Assert.Equal(
            (world.Chain.Head.Header.Height, world.IssuedIn.Header.Height), (report.Checkpoint!.Height, report.Guarantee.IssuedHeight));
    }

    [Fact]
    public async Task A_sealed_guarantee_is_proven_without_its_terms()
    {
        await using var world = await PassportWorld.SealedAsync();
        var report = world.Verify(await world.BuildAsync());
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal(PassportOutcome.NotApplicable, report[PassportCheckNames.Terms].Outcome);
        Assert.Null(report.Guarantee!.Terms);
    }

    [Fact]
    public async Task Whoever_holds_salt_and_terms_proves_them_while_it_is_sealed()
    {
        await using var world = await PassportWorld.SealedAsync();
        var report = world.Verify(await world.BuildAsync(new PassportOptions { Opening = world.Opening }));
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal(world.Terms, report.Guarantee!.Terms);
        Assert.Equal(GuaranteeState.IssuedSealed, report.Guarantee.State);
    }

    [Fact]
    public async Task A_guarantee_that_is_not_there_has_no_passport()
    {
        await using var world = await PassportWorld.SealedAsync();
        Assert.Null(await new PassportBuilder(world.Client).BuildGuaranteeAsync(new byte[16]));
    }

    [Fact]
    public async Task Changes_of_the_validator_set_are_followed_from_genesis()
    {
        await using var world = await PassportWorld.SealedAsync(chain =>
        {
            chain.ChangeValidators(1, 2, 3, 5);
            chain.Put();
            chain.ChangeValidators(5, 6, 7);
            chain.Put();
        });
        world.Chain.ChangeValidators(8);
        world.Chain.Put();
        var passport = await world.BuildAsync();
        var report = world.Verify(passport);
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal(5, passport.Blocks.Count);
        Assert.Equal(1, report.Checkpoint!.Validators);

        foreach (var missing in Enumerable.Range(0, 2))
        {
            var gap = passport.Clone();
            gap.Blocks.RemoveAt(missing);
            Assert.Equal(PassportCheckNames.ValidatorChain, world.Verify(gap).Failure!.Name);
        }
    }

    [Fact]
    public async Task The_hash_of_the_genesis_file_is_trust_enough_where_the_passport_carries_the_file()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var trust = PassportTrust.Of(world.Genesis.ChainId);
        var carrying = PassportFile.Encode(await world.BuildAsync(new PassportOptions { WithGenesis = true }));
        Assert.True(new PassportVerifier(trust).Verify(carrying).IsValid);
        Assert.True(world.VerifyBytes(carrying).IsValid);

        var bare = PassportFile.Encode(await world.BuildAsync());
        var report = new PassportVerifier(trust).Verify(bare);
        Assert.Equal(PassportCheckNames.Genesis, report.Failure!.Name);
        Assert.Contains("give the file", report.Failure.Detail, StringComparison.Ordinal);
        Assert.Equal(PassportOutcome.NotReached, report[PassportCheckNames.Terms].Outcome);
    }

    [Fact]
    public async Task An_older_height_is_a_checkpoint_too()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var height = world.IssuedIn.Header.Height + 1;
        var report = world.Verify(await world.BuildAsync(new PassportOptions { Height = height, Opening = world.Opening }));
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal((height, GuaranteeState.IssuedSealed), (report.Checkpoint!.Height, report.Guarantee!.State));
    }
}
