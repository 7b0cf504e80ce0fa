using System.Text.Json.Serialization;
using Ledger.Orders;

namespace Ledger.Rehearsal;

/// <summary>
/// What applications for guarantees came to, read from the order books of both sides. They are letters: of all this the chain shows only
/// batches of issues.
/// </summary>
public sealed record ApplicationTotals
{
    /// <summary>Applications made: a sample, spread over the record's months.</summary>
    [JsonPropertyName("applied")]
    public long Applied { get; init; }

    /// <summary>Rejected with reasons (审核不通过).</summary>
    [JsonPropertyName("rejected")]
    public long Rejected { get; init; }

    /// <summary>Cancelled by the bidder (撤销).</summary>
    [JsonPropertyName("cancelled")]
    public long Cancelled { get; init; }

    /// <summary>
    /// Issued, sealed, with a batch of the desk's; for bids that were not made, so they are not among the record's guarantees.
    /// </summary>
    [JsonPropertyName("issued")]
    public long Issued { get; init; }

    /// <summary>Approved, and not paid.</summary>
    [JsonPropertyName("open")]
    public long Open { get; init; }

    /// <summary>Times that a guarantor asked for materials (补充材料).</summary>
    [JsonPropertyName("materials_asked")]
    public long MaterialsAsked { get; init; }

    /// <summary>Times that a bidder brought them.</summary>
    [JsonPropertyName("materials_provided")]
    public long MaterialsProvided { get; init; }

    internal ApplicationTotals With(OrderView view) => this with
    {
        Applied = Applied + 1,
        Rejected = Rejected + (view.State == OrderState.Rejected ? 1 : 0),
        Cancelled = Cancelled + (view.State == OrderState.Cancelled ? 1 : 0),
        Issued = Issued + (view.State == OrderState.IssuedSealed ? 1 : 0),
        Open = Open + (IsOpen(view.State) ? 1 : 0),
        MaterialsAsked = MaterialsAsked + view.MaterialsAsked,
        MaterialsProvided = MaterialsProvided + view.MaterialsProvided,
    };

    private static bool IsOpen(OrderState state) =>
        state is OrderState.Submitted or OrderState.AwaitPayment or OrderState.AwaitSign or OrderState.AwaitIssue;
}
