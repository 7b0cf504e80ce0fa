namespace Ledger.Orders;

/// <summary>A refusal with the values that mattered. <c>default</c>: nothing was refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Detail">What was wrong, in words with values.</param>
public readonly record struct OrderRefused(OrderRefusal Code, string Detail)
{
    /// <summary>Nothing was refused.</summary>
    public static OrderRefused No => default;

    /// <summary>Whether there is a refusal.</summary>
    public bool IsRefused => Code != OrderRefusal.None;

    /// <summary>Throws where there is a refusal.</summary>
    /// <exception cref="OrderException">There is.</exception>
    public void ThrowIfRefused()
    {
        if (IsRefused)
        {
            throw new OrderException(this);
        }
    }
}

/// <summary>A step that this side wanted to take is refused.</summary>
/// <param name="refused">Why.</param>
public sealed class OrderException(OrderRefused refused) : Exception(
    $"Refused ({refused.Code}, {(int)refused.Code}): {refused.Detail} Rule: docs/spec/orders.md, {refused.Code}.")
{
    /// <summary>Why.</summary>
    public OrderRefusal Code { get; } = refused.Code;

    internal OrderRefused Refused { get; } = refused;
}
