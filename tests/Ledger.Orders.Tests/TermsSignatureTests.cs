using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Orders.Tests;

/// <summary>
/// The bidder's signature under the terms: without it the guarantee could never be revealed, so neither side goes on without it.
/// </summary>
public sealed class TermsSignatureTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<string, OrderRefusal> Forgeries => new()
    {
        { "none", OrderRefusal.BadSignature },
        { "of other terms", OrderRefusal.BadSignature },
        { "by the rival's key", OrderRefusal.BadSignature },
        { "by the rival", OrderRefusal.NotTheParty },
        { "by an unregistered certificate", OrderRefusal.BadCertificate },
        { "certificate id of 31 bytes", OrderRefusal.BadField },
        { "513 bytes", OrderRefusal.BadField },
        { "empty", OrderRefusal.BadField },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_contract_whose_terms_the_bidder_did_not_sign_is_refused_by_name(string what, OrderRefusal expected)
    {
        var id = await ApproveAsync();
        await _world.Orders.SignContractAsync(id, World.Digest(8));
        var letter = OrderLetter.Parser.ParseFrom(_world.Mail.Intercept(_world.Card.Mailbox)[^1]);
        var content = OrderContent.Parser.ParseFrom(letter.Content);
        Forge(content.ContractSigned, id, what);
        letter.Content = content.ToByteString();
        _world.Sign(letter, _world.Bidder);
        _world.Mail.Leave(_world.Card.Mailbox, letter.ToByteArray());
        Assert.Equal(expected, Assert.Single(await _world.Desk.ReceiveAsync()).Refused.Code);
        Assert.Equal(OrderState.AwaitSign, _world.Desk.Show(id).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_issued_are_the_approved_terms_with_the_bidders_signature(bool blind)
    {
        var id = await _world.IssueAsync(blind);
        var view = _world.Orders.Show(id);
        var issued = GuaranteeTerms.Parser.ParseFrom(view.Issued!.Terms);
        Assert.Equal(_world.Bidder.CertificateId.ToArray(), issued.ApplicantSignature.CertificateId);
        issued.ApplicantSignature = null;
        Assert.Equal(view.Approval!.Terms, issued.ToByteString());
    }

    [Fact]
    public async Task Terms_that_the_bidder_did_not_sign_are_not_believed()
    {
        var id = await _world.QueueAsync();
        await _world.Batcher.SendNowAsync();
        var reply = _world.Desk.Show(id).Application!.Reply;
        var letter = OrderLetter.Parser.ParseFrom(_world.Mail.Intercept(reply)[^1]);
        var content = OrderContent.Parser.ParseFrom(letter.Content);
        content.Issued.Terms = _world.Orders.Show(id).Approval!.Terms;
        letter.Content = content.ToByteString();
        _world.Sign(letter, _world.Guarantor.Participant);
        _world.Mail.Leave(reply, letter.ToByteArray());
        Assert.Equal(OrderRefusal.TermsDiffer, Assert.Single(await _world.Orders.ReceiveAsync()).Refused.Code);
    }

    [Fact]
    public async Task Nothing_is_issued_once_the_certificate_under_the_terms_no_longer_counts()
    {
        var id = await _world.QueueAsync();
        _world.Chain.Signers.Remove(_world.Bidder.CertificateId.ToString());
        await _world.Batcher.SendNowAsync();
        Assert.Equal(OrderState.AwaitIssue, _world.Desk.Show(id).State);

        _world.Register(_world.Bidder);
        await _world.Batcher.SendNowAsync();
        Assert.Equal(OrderState.IssuedSealed, _world.Desk.Show(id).State);
    }

    [Fact]
    public async Task Terms_that_leave_no_room_for_the_signature_are_not_approved()
    {
        var view = await _world.Orders.ApplyAsync(_world.Request() with
        {
            Applicant = new OrderApplicant { Uscc = _world.Bidder.Uscc, Name = new string('名', 200), BasicAccount = World.Basic },
        });
        await _world.Desk.ReceiveAsync();
        var id = Convert.ToHexStringLower(view.OrderId.Span);
        var error = await Assert.ThrowsAsync<OrderException>(() => _world.Desk.ApproveAsync(id, World.Decision()));
        Assert.Equal(OrderRefusal.BadField, error.Code);
    }

    private async Task<string> ApproveAsync()
    {
        var id = await _world.ApplyAsync();
        await _world.Desk.ApproveAsync(id, World.Decision());
        await _world.Orders.ReceiveAsync();
        await _world.Orders.ConfirmPaymentAsync(id, World.Basic);
        await _world.Desk.ReceiveAsync();
        return id;
    }

    private void Forge(ContractSigned contract, string id, string what)
    {
        var terms = GuaranteeTerms.Parser.ParseFrom(_world.Orders.Show(id).Approval!.Terms);
        var unknown = _world.Seed.Authorities[1].Certify("91440400MA4W11TT1R", "未登记");
        contract.ApplicantSignature = what switch
        {
            "none" => null,
            "of other terms" => SignTerms(new GuaranteeTerms(terms) { AmountFen = terms.AmountFen - 1 }, _world.Bidder),
            "by the rival's key" =>
                new ApplicantSignature(SignTerms(terms, _world.Rival)) { CertificateId = contract.ApplicantSignature.CertificateId },
            "by the rival" => SignTerms(terms, _world.Rival),
            "by an unregistered certificate" => SignTerms(terms, unknown),
            "certificate id of 31 bytes" =>
                new ApplicantSignature(contract.ApplicantSignature) { CertificateId = ByteString.CopyFrom(new byte[31]) },
            "513 bytes" => new ApplicantSignature(contract.ApplicantSignature) { Value = ByteString.CopyFrom(new byte[513]) },
            "empty" => new ApplicantSignature(contract.ApplicantSignature) { Value = ByteString.Empty },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such forgery."),
        };
    }

    private ApplicantSignature SignTerms(GuaranteeTerms terms, Participant who)
    {
        using var key = who.KeyPair.CreateSigner();
        return ApplicantSignatures.Sign(
            _world.Seed.Genesis.Hasher, _world.Seed.Genesis.ChainId, terms, who.CertificateId, key).ApplicantSignature;
    }
}
