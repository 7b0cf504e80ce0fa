namespace Ledger.Storage;

/// <summary>The store could not do what was asked. The message says what was wrong and what an operator can do.</summary>
public sealed class StorageException(StorageError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of failure.</summary>
    public StorageError Error { get; } = error;
}
