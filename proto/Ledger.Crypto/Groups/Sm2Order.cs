using Ledger.Crypto.FastSm2;

namespace Ledger.Crypto.Groups;

/// <summary>The order of SM2's group, GB/T 32918.5.</summary>
internal readonly struct Sm2Order : IModulus
{
    /// <inheritdoc/>
    public static ulong N0 => ScalarWords.N0;

    /// <inheritdoc/>
    public static ulong N1 => ScalarWords.N1;

    /// <inheritdoc/>
    public static ulong N2 => ScalarWords.N2;

    /// <inheritdoc/>
    public static ulong N3 => ScalarWords.N3;

    /// <inheritdoc/>
    public static ulong Reducer => 0x327f9e8872350975;

    /// <inheritdoc/>
    public static ulong Squared0 => 0x901192af7c114f20;

    /// <inheritdoc/>
    public static ulong Squared1 => 0x3464504ade6fa2fa;

    /// <inheritdoc/>
    public static ulong Squared2 => 0x620fc84c3affe0d4;

    /// <inheritdoc/>
    public static ulong Squared3 => 0x1eb5e412a22b3d3b;
}
