using System.Numerics;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.SecretSm2;
using Ledger.Crypto.Signatures;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests.SecretSm2;

public sealed class Sm2SignerTests
{
    // GB/T 32918.5 Annex A.2.
    [Fact]
    public void The_standard_s_example_comes_out()
    {
        using var signer = new Sm2Signer(Convert.FromHexString("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"));
        var rs = new byte[64];
        Assert.True(signer.TrySign(
            Convert.FromHexString("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640"),
            Convert.FromHexString("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21"),
            rs));
        Assert.Equal(
            "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
            Convert.ToHexString(rs));
    }

    [Fact]
    public void Libcrypto_takes_what_is_signed()
    {
        var values = SecretScalarTests.Values(5, 60).Where(value => value > 0 && value < N - 1).ToList();
        foreach (var (d, next) in values.Zip(values.Skip(1)))
        {
            using var signer = new Sm2Signer(Bytes(d));
            var key = OpenSslSm2Key.TryParse(signer.PublicKey)!;
            var message = Bytes(next);
            var signature = signer.Sign(message);
            Assert.True(key.Verify(message, signature));
            message[0] ^= 1;
            Assert.False(key.Verify(message, signature));
        }
    }

    // r, r + k and s may not be zero: one in 2^254 is, and then another nonce is drawn.
    [Fact]
    public void A_nonce_that_would_show_the_key_is_not_used()
    {
        var d = Hex("123456789abcdef");
        using var signer = new Sm2Signer(Bytes(d));
        var rs = new byte[64];
        BigInteger k = 77;
        var x = XOf(k);
        Assert.False(signer.TrySign(Bytes(Mod(-x, N)), Bytes(k), rs)); // r = 0
        Assert.False(signer.TrySign(Bytes(Mod(-x - k, N)), Bytes(k), rs)); // r = −k
        var r = Mod(k * Invert(d, N), N);
        Assert.False(signer.TrySign(Bytes(Mod(r - x, N)), Bytes(k), rs)); // s = 0, since k = rd
        Assert.True(signer.TrySign(Bytes(Mod(r - x + 1, N)), Bytes(k), rs));
    }

    [Fact]
    public void Each_signature_has_a_nonce_of_its_own()
    {
        using var signer = new Sm2Signer(Bytes(7));
        Assert.Equal(8, Enumerable.Range(0, 8).Select(_ => Convert.ToHexString(signer.Sign([1]))).Distinct().Count());
    }

    private static BigInteger XOf(BigInteger k)
    {
        var point = new byte[EcCurve.Sm2.PointBytes];
        var scalar = SecretScalar.Decode(Bytes(k));
        SecretMultiples.MultiplyBase(in scalar, point);
        return Decode(point).X;
    }
}
