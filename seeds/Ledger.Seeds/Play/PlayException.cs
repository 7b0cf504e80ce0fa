namespace Ledger.Seeds;

/// <summary>An action of the record could not be put on the chain.</summary>
public sealed class PlayException : Exception
{
    internal PlayException(string message)
        : base(message)
    {
    }
}
