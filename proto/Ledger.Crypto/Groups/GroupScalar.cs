using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Groups;

/// <summary>
/// An integer modulo the order of a <see cref="PrimeGroup"/>, which alone reads, writes and reckons with it; <c>default</c> is 0. One
/// group's scalar means nothing to another.
/// </summary>
[InlineArray(4)]
public struct GroupScalar
{
    private ulong _word;
}
