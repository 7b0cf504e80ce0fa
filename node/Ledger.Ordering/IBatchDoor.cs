namespace Ledger.Ordering;

/// <summary>Whom an engine lets in. It keeps the order from being filled by strangers, or by one proposer; what a batch counts for the
/// chain decides by itself.</summary>
public interface IBatchDoor
{
    /// <summary>Whether the batch may stand at this number, which it then does. Called for one batch at a time.</summary>
    bool Admits(ulong sequence, ReadOnlyMemory<byte> batch);
}
