using Ledger.Protocol.V1;

namespace Ledger.Orders;

// What a person needs beside the letters: the documents that came with them, and what the chain says.
public abstract partial class OrderBook
{
    /// <summary>The documents that both sides brought, in the order in which this side dealt with them; last those of a claim.</summary>
    /// <exception cref="OrderException">There is no such order.</exception>
    public IReadOnlyList<OrderDocument> DocumentsOf(string orderId)
    {
        var thread = Require(orderId);
        return
        [
            .. from letter in thread.Letters
               where !letter.IsRefused
               from reference in DocumentsIn(letter.Content)
               select new OrderDocument(
                   letter.IsMine ? thread.File.Side : thread.Other, letter.Step, letter.At,
                   letter.Content.MaterialsProvided?.Remark ?? string.Empty, reference),
            .. ClaimDocumentsOf(thread),
        ];
    }

    /// <summary>What the beneficiary brought to its claim; none where this side gets no such letters.</summary>
    private protected virtual IEnumerable<OrderDocument> ClaimDocumentsOf(OrderThread thread) => [];

    /// <summary>What the chain says of an order's section and guarantee, proved.</summary>
    /// <exception cref="OrderException">There is no such order.</exception>
    /// <exception cref="Client.LedgerClientException">The chain could not be asked.</exception>
    public async Task<OrderOutlook> OutlookAsync(string orderId, CancellationToken cancellationToken = default)
    {
        var thread = Require(orderId);
        var view = thread.View;
        var time = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
        var record = view.GuaranteeId.IsEmpty
            ? null
            : await Options.Chain.GuaranteeAsync(view.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
        var code = SectionCodeOf(thread, new OrderContent()) ?? (record?.Terms?.SectionCode is { Length: > 0 } revealed ? revealed : null);
        var section = code is null ? null : await Options.Chain.SectionAsync(code, cancellationToken).ConfigureAwait(false);
        var tiers = view.IsBlind ? TiersOf(thread) : null;
        return new OrderOutlook(section, OrderNotices.Of(view, section, record, tiers, PlannedReturnOf(thread), time), time);
    }

    /// <summary>The return that a bidder planned; null where there is none.</summary>
    private protected virtual PlannedReturn? PlannedReturnOf(OrderThread thread) => null;

    /// <summary>The tiers of a blind order's guarantor.</summary>
    private protected abstract CoverTiers TiersOf(OrderThread thread);

    private static IEnumerable<DocumentReference> DocumentsIn(OrderContent content) => content.ContentCase switch
    {
        OrderContent.ContentOneofCase.Application => content.Application.Documents,
        OrderContent.ContentOneofCase.MaterialsProvided => content.MaterialsProvided.Documents,
        OrderContent.ContentOneofCase.Approved => OneOrNone(content.Approved.Document),
        OrderContent.ContentOneofCase.ContractSigned => OneOrNone(content.ContractSigned.Document),
        OrderContent.ContentOneofCase.Issued => OneOrNone(content.Issued.Document),
        OrderContent.ContentOneofCase.ChangeAnswered => OneOrNone(content.ChangeAnswered.Issued?.Document),
        _ => [],
    };

    private static IEnumerable<DocumentReference> OneOrNone(DocumentReference? reference) => reference is null ? [] : [reference];
}
