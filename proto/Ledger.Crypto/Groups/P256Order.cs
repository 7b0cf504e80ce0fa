namespace Ledger.Crypto.Groups;

/// <summary>The order of P-256's group, FIPS 186-5.</summary>
internal readonly struct P256Order : IModulus
{
    /// <inheritdoc/>
    public static ulong N0 => 0xf3b9cac2fc632551;

    /// <inheritdoc/>
    public static ulong N1 => 0xbce6faada7179e84;

    /// <inheritdoc/>
    public static ulong N2 => 0xffffffffffffffff;

    /// <inheritdoc/>
    public static ulong N3 => 0xffffffff00000000;

    /// <inheritdoc/>
    public static ulong Reducer => 0xccd1c8aaee00bc4f;

    /// <inheritdoc/>
    public static ulong Squared0 => 0x83244c95be79eea2;

    /// <inheritdoc/>
    public static ulong Squared1 => 0x4699799c49bd6fa6;

    /// <inheritdoc/>
    public static ulong Squared2 => 0x2845b2392b6bec59;

    /// <inheritdoc/>
    public static ulong Squared3 => 0x66e12d94f3d95620;
}
