namespace Ledger.Orders;

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
