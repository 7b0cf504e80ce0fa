using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Schema.Membership;

namespace Ledger.Client.Tests;

public sealed class ValidatorChangeTests : ClientFixture
{
    [Fact]
    public async Task Changes_are_followed_from_genesis()
    {
        Advance(5);
        Chain.ChangeValidators(1, 2, 3, 5);
        Advance(7);
        Chain.ChangeValidators(5, 6, 7);
        Chain.ChangeValidators(8);
        Advance(3);

        var status = await Client.GetStatusAsync();
        Assert.Equal(Chain.Head.Header.Height, status.Height);
        Assert.Equal(Keys.Set(Chain.Genesis.Hasher, [8]), status.Validators);
        Assert.Equal(6UL, (await Client.GetBlockAsync(6)).Header.Height);
        Assert.Equal(10UL, (await Client.GetBlockAsync(10)).Header.Height);
    }

    [Fact]
    public async Task A_set_that_comes_back_is_followed()
    {
        Advance(2);
        Chain.ChangeValidators(5, 6, 7);
        Advance(3);
        Chain.ChangeValidators(1, 2, 3, 4);
        Advance(3);

        await Client.GetStatusAsync();
        Assert.Equal(5UL, (await Client.GetBlockAsync(5)).Header.Height);
        await Client.GetStatusAsync();
    }

    [Fact]
    public async Task A_replaced_set_finalises_nothing_more()
    {
        Chain.ChangeValidators(5, 6, 7);
        Advance(3);
        await Client.GetStatusAsync();

        var old = Chain.Block(1)!.Header.ValidatorsHash;
        var forged = Chain.Head.Header with { ValidatorsHash = old };
        Node.Status = answer =>
        {
            answer.Header = ByteString.CopyFrom(forged.Encode());
            answer.Certificate = Chain.Certify(forged, 1, 2, 3, 4);
        };
        await RefusedAs(VerificationFailure.UntrustedValidators, () => Client.GetStatusAsync());
    }

    [Fact]
    public async Task A_made_up_set_in_a_genuine_state_is_not_followed()
    {
        Advance(6);
        var strangers = Keys.Set(Chain.Genesis.Hasher, [20, 21, 22]);
        var forged = Chain.Head.Header with { ValidatorsHash = Protocol.ValidatorRoster.TryCreate(Chain.Genesis.Hasher, strangers)!.Hash };
        Node.Status = answer =>
        {
            answer.Header = ByteString.CopyFrom(forged.Encode());
            answer.Certificate = Chain.Certify(forged, 20, 21, 22);
        };
        await RefusedAs(VerificationFailure.UntrustedValidators, () => Client.GetStatusAsync());

        Node.State = answer => answer.Proof.Value = strangers.ToByteString();
        await RefusedAs(VerificationFailure.StateProof, () => Client.GetStatusAsync());
    }

    [Fact]
    public async Task A_later_sets_word_does_not_make_the_block_that_names_it_final()
    {
        Advance(2);
        Chain.ChangeValidators(1, 2, 3, 5);
        Advance(2);
        await Client.GetStatusAsync();
        Assert.Equal(3UL, (await Client.ReadAsync(MembershipTables.Members, MembershipTables.Members.Key("x"), 3)).Height);
        Node.State = answer =>
        {
            answer.Headers.Add(Chain.Block(4)!.HeaderBytes);
            answer.Certificate = Chain.Block(4)!.Certificate;
        };
        await RefusedAs(
            VerificationFailure.BrokenHeaderChain, () => Client.ReadAsync(MembershipTables.Members, MembershipTables.Members.Key("x"), 3));
    }

    [Fact]
    public async Task Following_is_bounded()
    {
        for (var i = 0; i < 4; i++)
        {
            Chain.ChangeValidators(10 + i);
        }

        Advance(1);
        using var client = LedgerClient.Open(Options() with { ValidatorChangesMax = 3 });
        await RefusedAs(VerificationFailure.UntrustedValidators, () => client.GetStatusAsync());
        Assert.Equal(5UL, (await Client.GetStatusAsync()).Height);
    }

    private void Advance(int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            Chain.Put();
        }
    }
}
