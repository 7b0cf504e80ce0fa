namespace Ledger.Crypto.Groups;

/// <summary>The p of P-256's field, FIPS 186-5.</summary>
internal readonly struct P256Modulus : IModulus
{
    /// <inheritdoc/>
    public static ulong N0 => 0xffffffffffffffff;

    /// <inheritdoc/>
    public static ulong N1 => 0xffffffff;

    /// <inheritdoc/>
    public static ulong N2 => 0x0;

    /// <inheritdoc/>
    public static ulong N3 => 0xffffffff00000001;

    /// <inheritdoc/>
    public static ulong Reducer => 0x1;

    /// <inheritdoc/>
    public static ulong Squared0 => 0x3;

    /// <inheritdoc/>
    public static ulong Squared1 => 0xfffffffbffffffff;

    /// <inheritdoc/>
    public static ulong Squared2 => 0xfffffffffffffffe;

    /// <inheritdoc/>
    public static ulong Squared3 => 0x4fffffffd;
}
