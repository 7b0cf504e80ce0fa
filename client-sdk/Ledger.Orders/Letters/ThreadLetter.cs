using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>A letter in its place.</summary>
internal sealed record ThreadLetter(OrderLetter Letter, OrderContent Content, Digest Digest, bool IsMine, bool IsRefused, long At)
{
    internal OrderStep Step => (OrderStep)Content.ContentCase;

    /// <summary>Whether it says what stands on the chain.</summary>
    internal bool IsFact => Content.Issued is not null || Content.ChangeAnswered?.Issued is not null
        || Content.SurrenderAnswered is { Accepted: 1 };
}
