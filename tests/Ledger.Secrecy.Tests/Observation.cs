using Ledger.Storage;

namespace Ledger.Secrecy.Tests;

/// <summary>One entry of a validator's database, as an attacker with full read access has it.</summary>
internal sealed record Observation(StoreTable Table, byte[] Key, byte[] Value)
{
    internal bool Holds(ReadOnlySpan<byte> needle) => Key.AsSpan().IndexOf(needle) >= 0 || Value.AsSpan().IndexOf(needle) >= 0;
}
