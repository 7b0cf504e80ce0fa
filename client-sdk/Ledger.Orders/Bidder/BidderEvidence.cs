using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Orders;

/// <summary>What a bidder compares before it believes a letter: with its own application, and with the chain.</summary>
internal sealed class BidderEvidence(OrderParty party, IOrderChain chain, LetterChecks checks)
{
    /// <param name="thread">The order.</param>
    /// <param name="content">What the letter says.</param>
    /// <param name="section">The section.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<OrderRefused> FindAsync(
        OrderThread thread, OrderContent content, Section? section, CancellationToken cancellationToken) =>
        content.ContentCase switch
        {
            OrderContent.ContentOneofCase.Application => content.Application.Applicant.Uscc == party.Uscc ? OrderRefused.No
                : new(
                    OrderRefusal.NotTheParty,
                    $"The application names {content.Application.Applicant.Uscc}; the letters are signed by {party.Uscc}."),
            OrderContent.ContentOneofCase.Approved => CompareApproval(thread.View, content.Approved),
            OrderContent.ContentOneofCase.Issued => thread.View.AgreedTerms.Equals(content.Issued.Terms)
                ? await CompareRecordAsync(thread, content.Issued, cancellationToken).ConfigureAwait(false)
                : Differ("the issued terms", "what was approved and signed"),
            OrderContent.ContentOneofCase.ChangeAnswered => content.ChangeAnswered.Issued is not { } issued ? OrderRefused.No
                : CompareChange(thread.View, issued) is { IsRefused: true } differs ? differs
                : issued.Salt.IsEmpty ? await CompareAmendmentAsync(thread.View, issued, cancellationToken).ConfigureAwait(false)
                : await CompareRecordAsync(thread, issued, cancellationToken).ConfigureAwait(false),
            OrderContent.ContentOneofCase.SurrenderRequested =>
                await SurrenderAttestations.CheckAsync(
                    content.SurrenderRequested.Attestation, thread.View.GuaranteeId, section, thread.View.IsBlind, party.Genesis, checks,
                    cancellationToken)
                    .ConfigureAwait(false),
            OrderContent.ContentOneofCase.SurrenderAnswered => content.SurrenderAnswered.Accepted != 1 ? OrderRefused.No
                : await IsSurrenderedAsync(thread.View, cancellationToken).ConfigureAwait(false),
            _ => OrderRefused.No,
        };

    private static OrderRefused CompareApproval(OrderView view, OrderApproved approved)
    {
        var terms = ContentFacts.ReadTerms(approved.Terms)!;
        var asked = view.Application!;
        return terms.ApplicantUscc != asked.Applicant.Uscc || terms.ApplicantName != asked.Applicant.Name ||
            !terms.ConsortiumUsccs.Equals(asked.Applicant.ConsortiumUsccs) ? Differ("the applicant", "the application")
            : terms.GuarantorUscc != asked.GuarantorUscc || terms.Form != asked.Form ? Differ("guarantor or form", "the application")
            : terms.AmountFen < asked.AmountFen ||
                terms.ValidUntil < asked.ValidUntil ? Differ("amount or end", "the application, to the bidder's disadvantage")
            : terms.PremiumFen != approved.PremiumFen ? Differ("the premium in the terms", "the one that is asked")
            : terms.Version != 1 || !terms.Amends.IsEmpty ? Differ("the version", "a first one")
            : terms.SectionCode != (asked.Plain?.SectionCode ?? string.Empty) ||
                !Equals(terms.BlindSection, asked.Blind?.Section) ? Differ("the section", "the application")
            : !terms.ApplicationDigest.Span.SequenceEqual(view.ApplicationDigest.ToArray()) ? Differ(
                "the application's digest", "the application")
            : OrderRefused.No;
    }

    private static OrderRefused CompareChange(OrderView view, GuaranteeIssued issued)
    {
        if (ContentFacts.ReadTerms(issued.Terms) is not { } terms || view is not { Terms: { } present, PendingChange: { } asked })
        {
            return Differ("the terms", "any change that was asked for");
        }

        var same = terms.Clone();
        (same.AmountFen, same.ValidUntil, same.PremiumFen, same.Version) = (
            present.AmountFen, present.ValidUntil, present.PremiumFen, present.Version);
        (same.DocumentDigest, same.ApplicationDigest, same.Amends, same.BlindSection) = (
            present.DocumentDigest, present.ApplicationDigest, present.Amends, present.BlindSection);
        same.ApplicantSignature = present.ApplicantSignature;
        return !same.Equals(present) ? Differ("more than amount, end, premium and document", "the guarantee")
            : terms.AmountFen < asked.AmountFen || terms.ValidUntil < asked.ValidUntil ||
                terms.Version != asked.Version ? Differ("amount, end or version", "the request")
            : !terms.Amends.Equals(view.GuaranteeId) ||
                !Equals(terms.BlindSection, asked.Blind?.Section) ? Differ("guarantee or section", "the request")
            : terms.ApplicantSignature is not null ? Differ("the bidder's signature", "that of a change, which has none")
            : !terms.ApplicationDigest.Span.SequenceEqual(view.PendingChangeDigest.ToArray()) ? Differ(
                "the request's digest", "the request")
            : OrderRefused.No;
    }

    /// <summary>
    /// The record on the chain is the guarantor's, sealed, and commits to these terms; a blind one's box is the one that the terms make.
    /// </summary>
    private async Task<OrderRefused> CompareRecordAsync(OrderThread thread, GuaranteeIssued issued, CancellationToken cancellationToken)
    {
        var record = issued.GuaranteeId.Length == GuaranteeTables.IdBytes
            ? await chain.GuaranteeAsync(issued.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false)
            : null;
        if (record is null || record.IssuerUscc != thread.File.Guarantor.Uscc || issued.Salt.Length != GuaranteeCommitment.SaltBytes)
        {
            return new(
                OrderRefusal.NotOnChain,
                $"The chain has no guarantee {Convert.ToHexStringLower(issued.GuaranteeId.Span)} of {thread.File.Guarantor.Uscc}.");
        }

        var hasher = party.Genesis.Hasher;
        if (!record.Commitment.Span.SequenceEqual(GuaranteeCommitment.Compute(hasher, issued.Salt.Span, issued.Terms.Span).ToArray()))
        {
            return new(OrderRefusal.NotOnChain, "The guarantee on the chain commits to other terms.");
        }

        var sealingKey = thread.View.PendingChange?.Blind?.SealingKey ?? thread.View.Application?.Blind?.SealingKey;
        if (sealingKey is null || record.Sealed.IsEmpty)
        {
            return OrderRefused.No;
        }

        return SealedBoxKey.TryImport(party.Genesis.Suite, sealingKey.Span, out var key) && IsBoxOf(key, issued, record)
            ? OrderRefused.No
            : new(
                OrderRefusal.NotOnChain, "The guarantee on the chain is not sealed with the bidder's key: its section could not find it.");
    }

    /// <summary>A change of a revealed guarantee stands on the chain in clear.</summary>
    private async Task<OrderRefused> CompareAmendmentAsync(OrderView view, GuaranteeIssued issued, CancellationToken cancellationToken)
    {
        var terms = ContentFacts.ReadTerms(issued.Terms)!;
        var record = await chain.GuaranteeAsync(view.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
        return record?.Versions.Any(
            version =>
                version.AmountFen == terms.AmountFen && version.ValidUntil == terms.ValidUntil &&
                    version.RequestDigest.Equals(terms.ApplicationDigest)) == true
            ? OrderRefused.No
            : new(OrderRefusal.NotOnChain, "The chain has no such version of the guarantee.");
    }

    private static bool IsBoxOf(SealedBoxKey key, GuaranteeIssued issued, Guarantee record)
    {
        using (key)
        {
            return record.Sealed.Span.SequenceEqual(
                key.Seal(SealedTerms.Encode(issued.Salt.Span, issued.Terms.Span), issued.GuaranteeId.Span));
        }
    }

    private async Task<OrderRefused> IsSurrenderedAsync(OrderView view, CancellationToken cancellationToken) =>
        await chain.GuaranteeAsync(view.GuaranteeId.Memory, cancellationToken)
            .ConfigureAwait(false) is { State: GuaranteeState.Surrendered }
            ? OrderRefused.No
            : new(OrderRefusal.NotOnChain, "The guarantee is not surrendered on the chain.");

    private static OrderRefused Differ(string what, string from) =>
        new(OrderRefusal.TermsDiffer, $"Of the terms, {what} differ from {from}.");
}
