namespace Ledger.Crypto.Groups;

/// <summary>A prime n from 2^255 to 2^256, and what arithmetic modulo it needs; words are least significant first.</summary>
internal interface IModulus
{
    /// <summary>The lowest word of n, which is above 1.</summary>
    static abstract ulong N0 { get; }

    /// <summary>The second word of n.</summary>
    static abstract ulong N1 { get; }

    /// <summary>The third word of n.</summary>
    static abstract ulong N2 { get; }

    /// <summary>The highest word of n.</summary>
    static abstract ulong N3 { get; }

    /// <summary>−1/n modulo 2^64.</summary>
    static abstract ulong Reducer { get; }

    /// <summary>The lowest word of 2^512 mod n.</summary>
    static abstract ulong Squared0 { get; }

    /// <summary>The second word of 2^512 mod n.</summary>
    static abstract ulong Squared1 { get; }

    /// <summary>The third word of 2^512 mod n.</summary>
    static abstract ulong Squared2 { get; }

    /// <summary>The highest word of 2^512 mod n.</summary>
    static abstract ulong Squared3 { get; }
}
