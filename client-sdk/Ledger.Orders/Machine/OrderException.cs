namespace Ledger.Orders;

/// <summary>A step that this side wanted to take is refused.</summary>
/// <param name="refused">Why.</param>
public sealed class OrderException(OrderRefused refused) : Exception(
    $"Refused ({refused.Code}, {(int)refused.Code}): {refused.Detail} Rule: docs/spec/orders.md, {refused.Code}.")
{
    /// <summary>Why.</summary>
    public OrderRefusal Code { get; } = refused.Code;

    internal OrderRefused Refused { get; } = refused;
}
