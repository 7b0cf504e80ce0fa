using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm3;

/// <summary>One message at a time.</summary>
internal readonly struct ScalarLane : ISm3Lanes<uint>
{
    /// <inheritdoc/>
    public static uint Broadcast(uint word) => word;

    /// <inheritdoc/>
    public static uint Add(uint a, uint b) => a + b;

    /// <inheritdoc/>
    public static uint Xor(uint a, uint b) => a ^ b;

    /// <inheritdoc/>
    public static uint Xor(uint a, uint b, uint c) => a ^ b ^ c;

    /// <inheritdoc/>
    public static uint Majority(uint a, uint b, uint c) => (a & b) | ((a | b) & c);

    /// <inheritdoc/>
    public static uint Choose(uint a, uint b, uint c) => ((b ^ c) & a) ^ c;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RotateLeft(uint word, byte bits) => BitOperations.RotateLeft(word, bits);
}
