using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Tests.Mailboxes;

public sealed class DepositTests
{
    private static readonly SignatureVerifier Verifier = new();
    private readonly World _world = new();

    [Fact]
    public void A_letter_comes_to_its_owner_as_it_was_left_and_goes_when_acknowledged()
    {
        byte[][] letters =
        [
            _world.Deposit(_world.Guarantor), _world.Deposit(_world.Guarantor, 16 * 1024),
            _world.Deposit(_world.Guarantor, Letters.BytesMax),
        ];

        var page = _world.Fetch(_world.Guarantor);
        Assert.Equal(letters, page.Letters.Select(letter => letter.Letter.ToByteArray()));
        Assert.False(page.More);
        Assert.Empty(_world.Fetch(_world.Bidder).Letters);

        _world.Acknowledge(_world.Guarantor, page.Letters[1].Sequence);
        Assert.Equal(letters[2], Assert.Single(_world.Fetch(_world.Guarantor).Letters).Letter.ToByteArray());
        Assert.Equal((1, (long)Letters.BytesMax), (_world.Box.Count, _world.Box.Bytes));
        _world.Acknowledge(_world.Guarantor, ulong.MaxValue);
        Assert.Equal((0, 0L), (_world.Box.Count, _world.Box.Bytes));
    }

    [Fact]
    public void The_receipt_is_the_nodes_word_for_this_letter_and_a_tampered_one_is_not()
    {
        var letter = _world.Letter();
        World.Done(_world.Deposit(_world.Guarantor, letter, out var receipt));

        var body = DepositReceiptBody.TryRead(receipt!.Body.Span)!;
        Assert.Equal(
            (
                _world.Node.ChainId,
                _world.Node.Id,
                _world.Guarantor.Address,
                Letters.DigestOf(_world.Node.Hasher, letter),
                _world.Clock.NowMs),
            (body.ChainId, body.Node, body.Address, body.LetterDigest, body.Time));
        Assert.Equal(
            (_world.Clock.NowMs / World.HourMs * World.HourMs) + (_world.Options.KeptHoursUnfetched * World.HourMs), body.KeptUntil);
        Assert.True(IsSigned(receipt.Body.Span, receipt));
        for (var at = 0; at < receipt.Body.Length; at++)
        {
            var changed = receipt.Body.ToByteArray();
            changed[at] ^= 1;
            Assert.False(IsSigned(changed, receipt));
        }

        Assert.Null(DepositReceiptBody.TryRead(receipt.Body.Span[1..]));
    }

    [Fact]
    public void The_same_letter_again_is_there_once_and_gives_a_receipt_again()
    {
        var letter = _world.Letter();
        World.Done(_world.Deposit(_world.Guarantor, letter, out var first));
        _world.Clock.Advance(2 * World.HourMs);
        World.Done(_world.Deposit(_world.Guarantor, letter, out var second));

        Assert.Single(_world.Fetch(_world.Guarantor).Letters);
        var (one, two) = (DepositReceiptBody.TryRead(first!.Body.Span)!, DepositReceiptBody.TryRead(second!.Body.Span)!);
        Assert.Equal(one with { Time = two.Time }, two);
        Assert.Equal(2 * World.HourMs, two.Time - one.Time);
    }

    [Fact]
    public void A_deposit_answers_the_same_whether_the_address_was_ever_used()
    {
        for (var i = 0; i < 5; i++)
        {
            _world.Deposit(_world.Guarantor);
        }

        var letter = _world.Letter();
        World.Done(_world.Deposit(_world.Guarantor, letter, out var used));
        World.Done(_world.Deposit(_world.Bidder, letter, out var fresh));
        var (one, two) = (DepositReceiptBody.TryRead(used!.Body.Span)!, DepositReceiptBody.TryRead(fresh!.Body.Span)!);
        Assert.Equal(one with { Address = two.Address }, two);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Letters.BytesMin - 1)]
    [InlineData(Letters.BytesMin + 1)]
    [InlineData(2 * Letters.BytesMin)]
    [InlineData(Letters.BytesMax + 1)]
    public void Other_sizes_are_refused_by_name(int bytes)
    {
        var request = new DepositRequest
        {
            Address = ByteString.CopyFrom(_world.Guarantor.Address.ToArray()),
            Letter = ByteString.CopyFrom(new byte[bytes]),
        };
        Assert.Equal(RefusalCode.BadLetterSize, _world.Box.Deposit(request, out _).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void An_address_has_32_bytes(int bytes)
    {
        var request = _world.Request(_world.Guarantor.Address, _world.Letter());
        request.Address = ByteString.CopyFrom(new byte[bytes]);
        Assert.Equal(RefusalCode.BadMailboxField, _world.Box.Deposit(request, out _).Code);
    }

    [Fact]
    public void A_stamp_is_for_one_content_and_one_address_and_larger_letters_cost_more()
    {
        var good = _world.Request(_world.Guarantor.Address, _world.Letter());
        foreach (var spoil in new Action<DepositRequest>[]
        {
            request => request.Stamp = Bad(request),
            request => request.Letter = ByteString.CopyFrom(_world.Letter()),
            request => request.Address = ByteString.CopyFrom(_world.Bidder.Address.ToArray()),
        })
        {
            // Six bits are met by chance once in 64: a spoilt letter is taken only where its stamp happens to be good.
            var spoilt = good.Clone();
            spoil(spoilt);
            var expected = IsGood(spoilt, World.Bits) ? RefusalCode.None : RefusalCode.BadStamp;
            Assert.Equal(expected, _world.Box.Deposit(spoilt, out _).Code);
        }

        var large = _world.Request(_world.Guarantor.Address, _world.Letter(Letters.BytesMax));
        Assert.True(IsGood(large, World.Bits + 4));
        while (IsGood(large, World.Bits + 4) || !IsGood(large, World.Bits))
        {
            large.Stamp++;
        }

        Assert.Equal(RefusalCode.BadStamp, _world.Box.Deposit(large, out _).Code); // good enough for 4 KiB
    }

    private ulong Bad(DepositRequest request)
    {
        var other = request.Clone();
        for (other.Stamp = 0; IsGood(other, World.Bits); other.Stamp++)
        {
        }

        return other.Stamp;
    }

    private bool IsGood(DepositRequest request, int bits)
    {
        var (hasher, digest) = (_world.Node.Hasher, Letters.DigestOf(_world.Node.Hasher, request.Letter.Span));
        return _world.Epochs.Accept(
            epoch =>
                Stamps.IsGood(
                    hasher,
                    Stamps.Subject(hasher, _world.Node.ChainId, epoch, new Digest(request.Address.Span), digest),
                    request.Stamp,
                    bits));
    }

    private bool IsSigned(ReadOnlySpan<byte> body, DepositReceipt receipt)
    {
        Span<bool> valid = [false];
        var message = DepositReceiptBody.Message(_world.Node.Hasher, body);
        Verifier.Verify([new SignatureCheck(_world.Node.Receipts.PublicKey, message, receipt.Signature.Value.Memory)], valid);
        return valid[0];
    }
}
