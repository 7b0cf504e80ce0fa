using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// The way of a claim's documents from the beneficiary to the guarantor: uploaded encrypted, and named in a letter to the mailbox on the
/// guarantor's card. The chain has their digests alone.
/// </summary>
/// <param name="party">The beneficiary.</param>
/// <param name="mail">The mailboxes.</param>
/// <param name="chain">The chain.</param>
/// <param name="random">Randomness.</param>
public sealed class ClaimDocuments(OrderParty party, IOrderMail mail, IOrderChain chain, IRandomSource random)
{
    /// <summary>Brings documents to the claim under a guarantee. The same again changes nothing.</summary>
    /// <exception cref="OrderException">
    /// There is no such guarantee, its beneficiary is another, it has not claimed, or the issuer has no card.
    /// </exception>
    /// <exception cref="Client.LedgerClientException">No node takes the letter now, or the chain could not be asked.</exception>
    public async Task SendAsync(
        ReadOnlyMemory<byte> guaranteeId, IReadOnlyList<DocumentReference> documents, string remark,
        CancellationToken cancellationToken = default)
    {
        var (record, card) = await CheckAsync(guaranteeId, documents, remark, cancellationToken).ConfigureAwait(false);
        var id = new byte[OrderLetters.IdBytes];
        random.Fill(id);
        var claim = new ClaimDocumented
        {
            GuaranteeId = record.GuaranteeId,
            Documents = { documents },
            Remark = remark,
        };
        var letter = party.SignOutside(UnsafeByteOperations.UnsafeWrap(id), new OrderContent { ClaimDocumented = claim }, 1);
        await mail.DepositAsync(mail.Seal(card.Mailbox, letter.ToByteArray()), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The guarantee and the guarantor's card, where the documents can be brought; nothing is sent.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<(Guarantee Record, GuarantorCard Card)> CheckAsync(
        ReadOnlyMemory<byte> guaranteeId, IReadOnlyList<DocumentReference> documents, string remark,
        CancellationToken cancellationToken = default)
    {
        var record = await chain.GuaranteeAsync(guaranteeId, cancellationToken).ConfigureAwait(false);
        Check(record, documents, remark).ThrowIfRefused();
        var card = await chain.CardAsync(record!.IssuerUscc, cancellationToken).ConfigureAwait(false)
            ?? throw new OrderException(
                new(OrderRefusal.BadCard, $"{record.IssuerUscc} has no card on the chain, or is no active guarantor."));
        return (record, card);
    }

    private OrderRefused Check(Guarantee? record, IReadOnlyList<DocumentReference> documents, string remark) =>
        record is null ? new(OrderRefusal.NotOnChain, "There is no such guarantee on the chain.")
        : record.Terms?.BeneficiaryUscc != party.Uscc
            ? new(OrderRefusal.NotTheParty, $"{party.Uscc} is not the beneficiary of this guarantee.")
        : record.Claim is null
            ? new(OrderRefusal.WrongState, "There is no claim under this guarantee: `ledger guarantee claim` comes first.")
        : documents.Count == 0 ? new(OrderRefusal.BadField, "No document is named.")
        : ContentFacts.OfMaterials(documents, remark);
}
