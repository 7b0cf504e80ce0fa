using System.Diagnostics.CodeAnalysis;

namespace Ledger.Crypto.FastSm3;

/// <summary>
/// The 32-bit operations of SM3 in the lanes of a vector, one message a lane, so that the rounds are written once for every width. Static
/// and generic: the JIT makes plain instructions of them.
/// </summary>
/// <typeparam name="T">A vector of 32-bit words.</typeparam>
internal interface ISm3Lanes<T>
    where T : unmanaged
{
    /// <summary>The same word in every lane.</summary>
    static abstract T Broadcast(uint word);

    /// <summary>a + b modulo 2^32.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a ⊕ b.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>a ⊕ b ⊕ c.</summary>
    static abstract T Xor(T a, T b, T c);

    /// <summary>The majority of each bit, (a ∧ b) ∨ (a ∧ c) ∨ (b ∧ c).</summary>
    static abstract T Majority(T a, T b, T c);

    /// <summary>b where a has a one, else c.</summary>
    static abstract T Choose(T a, T b, T c);

    /// <summary>Rotation to the left by a constant from 1 to 31.</summary>
    static abstract T RotateLeft(T word, [ConstantExpected] byte bits);
}
