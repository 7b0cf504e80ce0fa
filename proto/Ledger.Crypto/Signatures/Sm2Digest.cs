using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.Signatures;

/// <summary>What SM2 signs: e = SM3(ZA ‖ M), where ZA binds the signer's ID and key (GB/T 32918.2 §5.5).</summary>
internal static class Sm2Digest
{
    /// <summary>ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG with the default ID <c>1234567812345678</c>: the same before every key.</summary>
    private static readonly byte[] Prefix = Convert.FromHexString(
        "0080" + "31323334353637383132333435363738"
        + "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
        + "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
        + "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
        + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0");

    /// <summary>ZA of the key at <paramref name="point"/> (<c>04‖x‖y</c>).</summary>
    internal static byte[] Za(ReadOnlySpan<byte> point)
    {
        var za = new byte[IHasher.DigestBytes];
        OpenSslDigest.Sm3.Hash(Prefix, point[1..], za);
        return za;
    }

    /// <summary>Writes e for <paramref name="message"/> under the key that <paramref name="za"/> is of.</summary>
    internal static void Compute(ReadOnlySpan<byte> za, ReadOnlySpan<byte> message, Span<byte> e) => OpenSslDigest.Sm3.Hash(za, message, e);
}
