namespace Ledger.Schema;

/// <summary>The state as a call may change it. What a failed transaction wrote is dropped by the caller.</summary>
public interface IStateWriter : IStateReader
{
    /// <summary>
    /// Sets a key. Neither array may change afterwards. A call that sets what the state cannot hold refuses its transaction.
    /// </summary>
    void Put(byte[] key, byte[] value);

    /// <summary>Removes a key, whether it exists or not.</summary>
    void Delete(byte[] key);
}
