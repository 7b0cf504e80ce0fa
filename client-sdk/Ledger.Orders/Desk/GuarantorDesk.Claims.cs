using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// The documents of a claim come from the beneficiary, who is no party of the order.
public sealed partial class GuarantorDesk
{
    private const int ClaimDocumentsMax = 64;

    private protected override IEnumerable<OrderDocument> ClaimDocumentsOf(OrderThread thread) =>
        thread.File.ClaimDocuments.Select(
            document => new OrderDocument(null, OrderStep.DocumentClaim, document.At, document.Remark, document.Reference));

    /// <summary>Takes documents of the beneficiary of a guarantee of this desk, once it has claimed. Nobody else's are kept.</summary>
    private async Task<LetterOutcome> TakeOfClaimAsync(OrderLetter letter, ClaimDocumented claim, CancellationToken cancellationToken)
    {
        var thread = Threads.FirstOrDefault(one => !claim.GuaranteeId.IsEmpty && one.View.GuaranteeId.Equals(claim.GuaranteeId));
        if (thread is null)
        {
            return No(new(OrderRefusal.UnknownOrder, $"No guarantee {Convert.ToHexStringLower(claim.GuaranteeId.Span)} is of this desk."));
        }

        if (letter.Sequence != 1 || claim.Documents.Count == 0
            || ContentFacts.OfMaterials(claim.Documents, claim.Remark) is { IsRefused: true })
        {
            return No(new(OrderRefusal.BadField, "The letter names no documents, too many, or has a remark out of its form."));
        }

        var (refused, sender) = await Checks.SignerOfAsync(
            letter.CertificateId.Memory, SignPurposes.OrderLetter.Over(Options.Party.DigestOf(letter)), letter.Signature,
            cancellationToken).ConfigureAwait(false);
        if (sender is null)
        {
            return No(refused);
        }

        var record = await Options.Chain.GuaranteeAsync(claim.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
        if (record?.Terms?.BeneficiaryUscc != sender.Uscc)
        {
            return No(
                new(OrderRefusal.NotTheParty, $"{sender.Uscc} is not the beneficiary of guarantee {thread.View.Terms?.GuaranteeNo}."));
        }

        if (record.Claim is null)
        {
            return No(new(OrderRefusal.WrongState, "The beneficiary has not claimed under this guarantee."));
        }

        var fresh = claim.Documents.Where(document => thread.File.ClaimDocuments.All(known => !known.Reference.Equals(document))).ToList();
        if (fresh.Count == 0)
        {
            return new LetterOutcome(LetterFate.Repeated, thread.Id, OrderStep.DocumentClaim, thread.View.State, OrderRefused.No);
        }

        if (thread.File.ClaimDocuments.Count + fresh.Count > ClaimDocumentsMax)
        {
            return No(new(OrderRefusal.BadField, $"The claim would have more than {ClaimDocumentsMax} documents."));
        }

        thread.File.ClaimDocuments.Add(
            fresh.Select(document => new ClaimDocument { Reference = document, Remark = claim.Remark, At = Now }));
        Save(thread);
        return new LetterOutcome(LetterFate.Taken, thread.Id, OrderStep.DocumentClaim, thread.View.State, OrderRefused.No);

        LetterOutcome No(OrderRefused why) =>
            LetterOutcome.No(why, thread?.Id ?? string.Empty, OrderStep.DocumentClaim, thread?.View.State);
    }
}
