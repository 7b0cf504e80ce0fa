namespace Ledger.Schema;

/// <summary>Reads of the state as a call sees it: the block's earlier effects included.</summary>
public interface IStateReader
{
    /// <summary>The value of a key, or null where there is none. The array is the state's own: never change it.</summary>
    byte[]? Get(byte[] key);
}
