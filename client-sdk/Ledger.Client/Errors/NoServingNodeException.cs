namespace Ledger.Client;

/// <summary>None of the nodes that a client was given serves a mailbox or holds a document on terms that the client accepts.</summary>
public sealed class NoServingNodeException : LedgerClientException
{
    internal NoServingNodeException(string what)
        : base(
            $"{what} Rule: letters and documents lie at the nodes that their card or reference names. What to do: add the addresses of " +
            $"those validators' nodes.",
            isTransient: false)
    {
    }
}
