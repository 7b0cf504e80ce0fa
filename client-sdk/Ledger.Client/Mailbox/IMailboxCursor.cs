using System.Collections.Concurrent;
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

/// <summary>A cursor that ends with the process: letters that were not acknowledged come again.</summary>
public sealed class MemoryMailboxCursor : IMailboxCursor
{
    private readonly ConcurrentDictionary<Digest, ulong> _after = new();

    /// <inheritdoc/>
    public ulong After(Digest node) => _after.GetValueOrDefault(node);

    /// <inheritdoc/>
    public void Advance(Digest node, ulong through) => _after.AddOrUpdate(node, through, (_, before) => Math.Max(before, through));
}
