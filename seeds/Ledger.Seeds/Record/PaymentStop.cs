namespace Ledger.Seeds;

/// <summary>How a court's stop of a claim's payment (独立保函规定 §16) ends, in the record.</summary>
public enum PaymentStop
{
    /// <summary>No court stops the payment.</summary>
    None,

    /// <summary>A suit follows, and the court lifts its order later.</summary>
    LiftedByCourt,

    /// <summary>No suit comes in its time, which the beneficiary invokes.</summary>
    NoSuit,
}
