using Google.Protobuf;
using Ledger.Schema.Membership;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Tests;

/// <summary>
/// A signed refusal is believed where the key that the chain announces for the node's receipts has signed it, and nothing else.
/// </summary>
public sealed class RefusalReceiptTests : ClientFixture
{
    private const int Validator = 1;
    private const string Words = "too late";
    private static readonly SubmitOptions Signed = new() { SignedRefusal = true, WaitFor = WaitFor.Admitted };

    public static TheoryData<string> Forgeries => new(Forged.Keys);

    private static Dictionary<string, Action<Forgery>> Forged { get; } = new(StringComparer.Ordinal)
    {
        ["signed with the key that votes"] = receipt => receipt.Signer = Keys.Pair(Validator),
        ["signed with another node's receipt key"] = receipt => receipt.Signer = Keys.Pair(2 + Keys.ReceiptsFrom),
        ["in the name of another node"] = receipt => receipt.Node = IdOf(2),
        ["in the name of no validator"] = receipt => receipt.Node = IdOf(77),
        ["of another submission"] = receipt => receipt.Change(body => body.SubmissionDigest = ByteString.CopyFrom(new byte[32])),
        ["of another chain"] = receipt => receipt.Change(body => body.ChainId = ByteString.CopyFrom(new byte[32])),
        ["with another code than the node says"] = receipt => receipt.Change(body => body.Code = (uint)RefusalCode.MempoolFull),
        ["in other words than the node says"] = receipt => receipt.Change(body => body.Message = "come again"),
        ["signed as a letter's receipt"] = receipt => receipt.Purpose = SignPurposes.DepositReceipt,
        ["that is none"] = receipt => receipt.Body = [0xff],
        ["that is missing"] = receipt => receipt.IsMissing = true,
    };

    [Fact]
    public async Task A_refusal_that_its_node_signed_is_proven()
    {
        Refuse(_ => { });
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Client.SubmitAsync(AnyCall(), Signed));
        var proven = await Client.VerifyRefusalAsync(Node.Submitted.Single(), refused.Receipt!);
        Assert.Equal(new ProvenRefusal(IdOf(Validator), 1_700_000_000_123, RefusalCode.NotPermitted, Words), proven);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_receipt_is_not_believed(string forgery)
    {
        Refuse(Forged[forgery]);
        var failure = forgery == "that is missing" ? VerificationFailure.Missing : VerificationFailure.RefusalReceipt;
        await RefusedAs(failure, () => Client.SubmitAsync(AnyCall(), Signed));
    }

    [Fact]
    public async Task A_new_receipt_key_counts_from_its_block_on_and_the_old_one_no_more()
    {
        Refuse(_ => { });
        await Assert.ThrowsAsync<RefusedException>(() => Client.SubmitAsync(AnyCall(), Signed));
        var next = Keys.Pair(55);
        var record = new ReceiptKey { Algorithm = (uint)next.Algorithm, PublicKey = ByteString.CopyFrom(next.PublicKey.Encoded) };
        Chain.Put([(MembershipTables.ReceiptKeys.Key(IdOf(Validator).ToArray()), record)]);
        Refuse(receipt => receipt.Signer = next);
        await Assert.ThrowsAsync<RefusedException>(() => Client.SubmitAsync(AnyCall(), Signed));
        Refuse(_ => { });
        await RefusedAs(VerificationFailure.RefusalReceipt, () => Client.SubmitAsync(AnyCall(), Signed));
    }

    private static Digest IdOf(int validator) =>
        ValidatorRoster.IdOf(Hashers.For(CryptoSuite.International), Keys.Pair(validator).PublicKey);

    private void Refuse(Action<Forgery> forge) => Node.Refusal = request =>
    {
        var hasher = Chain.Genesis.Hasher;
        var receipt = new Forgery
        {
            Node = IdOf(Validator),
            Body = new RefusalReceiptBody
            {
                ChainId = ByteString.CopyFrom(Chain.Genesis.ChainId.ToArray()),
                SubmissionDigest = ByteString.CopyFrom(RefusalReceiptBytes.SubmissionDigest(hasher, request.Transaction.Span).ToArray()),
                Time = 1_700_000_000_123,
                Code = (uint)RefusalCode.NotPermitted,
                Message = Words,
            }.ToByteArray(),
        };
        forge(receipt);
        return FakeNodeService.Refuse(RefusalCode.NotPermitted, Words, receipt.IsMissing ? null : receipt.Sign(hasher));
    };

    private sealed class Forgery
    {
        internal Digest Node { get; set; }

        internal byte[] Body { get; set; } = [];

        internal KeyPair Signer { get; set; } = Keys.Pair(Validator + Keys.ReceiptsFrom);

        internal SignPurpose Purpose { get; set; } = SignPurposes.RefusalReceipt;

        internal bool IsMissing { get; set; }

        internal void Change(Action<RefusalReceiptBody> change)
        {
            var body = RefusalReceiptBody.Parser.ParseFrom(Body);
            change(body);
            Body = body.ToByteArray();
        }

        internal RefusalReceipt Sign(IHasher hasher) => new()
        {
            Body = ByteString.CopyFrom(Body),
            Node = ByteString.CopyFrom(Node.ToArray()),
            Signature = Signer.CreateSigner().SignatureOver(Purpose.Over(TaggedHash.Compute(hasher, DomainTag.RefusalReceipt, Body))),
        };
    }
}
