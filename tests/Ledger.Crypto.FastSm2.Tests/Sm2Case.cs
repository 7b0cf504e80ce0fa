using System.Numerics;

namespace Ledger.Crypto.FastSm2.Tests;

/// <summary>
/// A signature to check, at the level of e. <paramref name="Expected"/> is null where only the engines' agreement counts.
/// </summary>
internal sealed record Sm2Case(string Kind, byte[] Key, BigInteger R, BigInteger S, BigInteger E, bool? Expected)
{
    internal byte[] Rs => [.. Sm2Numbers.Bytes(R), .. Sm2Numbers.Bytes(S)];

    internal byte[] Digest => Sm2Numbers.Bytes(E);
}
