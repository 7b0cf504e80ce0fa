using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Schema;

namespace Ledger.Contracts;

/// <summary>
/// The state as one transaction's calls may change it. What the state cannot hold is not written and refuses the whole transaction,
/// whichever contract tried and whatever it checked before: so no input makes a value that the state would choke on.
/// </summary>
internal sealed class BoundedState(IStateWriter state) : IStateWriter
{
    /// <summary>The first write that the state cannot hold, as a refusal; none while all fit.</summary>
    internal Refused Overrun { get; private set; }

    public byte[]? Get(byte[] key) => state.Get(key);

    public void Put(byte[] key, byte[] value)
    {
        if (Fits(key, value))
        {
            state.Put(key, value);
        }
    }

    public void Delete(byte[] key)
    {
        if (Fits(key, null))
        {
            state.Delete(key);
        }
    }

    private bool Fits(byte[] key, byte[]? value)
    {
        if (StateLimits.Fit(key, value))
        {
            return true;
        }

        if (!Overrun.IsRefused)
        {
            Overrun = new Refused(
                RefusalCode.StateLimit,
                $"A record of {LedgerTables.NameOf(key) ?? "no table"} would have a key of {key.Length} bytes and a value of " +
                $"{value?.Length ?? 0}; the most are {StateLimits.KeyBytesMax} and {StateLimits.ValueBytesMax}.");
        }

        return false;
    }
}
