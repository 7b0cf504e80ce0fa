namespace Ledger.Orders;

/// <summary>What became of a letter that came in.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="OrderId">The order in hexadecimal; empty where the letter named none.</param>
/// <param name="Step">What it is about; null where it could not be read.</param>
/// <param name="State">The order's state afterwards; null where there is no such order.</param>
/// <param name="Refused">Why it was refused.</param>
public sealed record LetterOutcome(LetterFate Kind, string OrderId, OrderStep? Step, OrderState? State, OrderRefused Refused)
{
    internal static LetterOutcome No(OrderRefused refused, string orderId = "", OrderStep? step = null, OrderState? state = null) =>
        new(LetterFate.Refused, orderId, step, state, refused);
}

/// <summary>How a letter ended that came in.</summary>
public enum LetterFate
{
    /// <summary>It moved the order.</summary>
    Taken,

    /// <summary>It had come before: nothing changed.</summary>
    Repeated,

    /// <summary>An earlier one is missing: it is kept until that one has come.</summary>
    Early,

    /// <summary>It is refused by a named rule.</summary>
    Refused,
}
