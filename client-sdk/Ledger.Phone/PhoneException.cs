namespace Ledger.Phone;

/// <summary>The phone refuses to go on; the message says why and what to do. Nothing was answered.</summary>
public sealed class PhoneException : Exception
{
    internal PhoneException(PhoneRefusal refusal, string message)
        : base($"The phone refuses ({refusal}): {message}") => Refusal = refusal;

    /// <summary>Why.</summary>
    public PhoneRefusal Refusal { get; }
}
