using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Groups;

/// <summary>
/// A point of a <see cref="PrimeGroup"/>, or the point at infinity, which alone reads, writes and adds it. <c>default</c> is no point; nor
/// is one group's point to another.
/// </summary>
[InlineArray(15)]
public struct GroupPoint
{
    private ulong _word;
}
