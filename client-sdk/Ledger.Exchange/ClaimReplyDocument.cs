using Google.Protobuf;
using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using static Ledger.Exchange.Elements.ClaimElements;

namespace Ledger.Exchange;

/// <summary>The guarantor's reply to a claim: what was paid, or every discrepancy at once.</summary>
/// <param name="GuaranteeId">The guarantee, 16 bytes.</param>
/// <param name="Status">Paid or refused.</param>
public sealed record ClaimReplyDocument(ByteString GuaranteeId, ClaimReplyStatus Status) : ExchangeDocument
{
    internal static readonly ElementMap<ClaimReplyDocument> Map =
        new ElementMap<ClaimReplyDocument>(_ => new(ByteString.Empty, default))
            .Field(ClaimElements.GuaranteeId.Required, document => document.GuaranteeId)
            .Field(ReplyStatus.Required, document => document.Status)
            .Field(PaidAmount.Optional, document => document.PaidOfPayment)
            .List(ClaimElements.Discrepancies.Optional, document => document.Discrepancies);

    internal static readonly DocumentSchema Schema = new DocumentSchema<ClaimReplyDocument>(
        DocumentKind.ClaimReply, Map, (values, findings) => Check(values, findings, string.Empty));

    /// <summary>What was paid, in fen; 0 where it was refused.</summary>
    public long PaidFen { get; init; }

    /// <summary>Every discrepancy; none where it was paid.</summary>
    public IReadOnlyList<string> Discrepancies { get; init; } = [];

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.ClaimReply;

    // A refusal names no amount, not even 0.
    private long? PaidOfPayment
    {
        get => Status == ClaimReplyStatus.Paid ? PaidFen : null;
        init => PaidFen = value ?? 0;
    }

    /// <summary>A payment says what was paid and nothing else, a refusal its discrepancies and nothing else.</summary>
    internal static void Check(ElementValues values, FindingList findings, string path)
    {
        if (!values.Has(ReplyStatus))
        {
            return;
        }

        var isPaid = values.Value<ClaimReplyStatus>(ReplyStatus) == ClaimReplyStatus.Paid;
        var (due, other) = isPaid ? (PaidAmount, ClaimElements.Discrepancies) : (ClaimElements.Discrepancies, PaidAmount);
        if (!values.Has(due))
        {
            findings.Add(ExchangeFault.MissingElement, path + due.Name, $"A reply that is {(isPaid ? "PAID" : "REFUSED")} must give it.");
        }

        if (values.Has(other))
        {
            findings.Add(
                ExchangeFault.NotExpected, path + other.Name, $"It does not go with {ReplyStatus.Name} {(isPaid ? "PAID" : "REFUSED")}.");
        }
    }
}

/// <summary>The guarantor's reply to a claim.</summary>
public enum ClaimReplyStatus
{
    /// <summary>Paid in full.</summary>
    Paid = 1,

    /// <summary>Refused, with every discrepancy at once (URDG 758 §24).</summary>
    Refused = 2,
}
