using Ledger.Protocol;

namespace Ledger.Client.Mailbox;

/// <summary>Up to where a mailbox was read at each node.</summary>
public interface IMailboxCursor
{
    /// <summary>The last sequence number that was dealt with; 0 for none.</summary>
    ulong After(Digest node);

    /// <summary>Sets it, durable on return; never back.</summary>
    void Advance(Digest node, ulong through);
}
