using System.Formats.Asn1;
using System.Numerics;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Protocol.Tests;

/// <summary>A transaction signed by ECDSA has one signature, not two.</summary>
public sealed class LowSTests
{
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.HexNumber,
        System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void The_other_signature_of_a_transaction_does_not_verify()
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = 5;
        using var pair = KeyPair.FromSeed(SignatureAlgorithm.EcdsaP256Sha256, seed);
        using var signer = pair.CreateSigner();
        Assert.False(Samples.Read(Samples.Encoded(), out var transaction).IsRefused);
        var check = transaction!.SignatureCheck(pair.PublicKey);
        check = check with { Signature = signer.Sign(check.Message.Span) };
        Assert.True(Holds(check));
        var (r, s) = Read(check.Signature);
        Assert.False(Holds(check with { Signature = Write(r, Order - s) }));
        Assert.True(Holds(check with { Signature = Write(r, Order - s), LowS = false })); // it is a signature, as certificates may have it
    }

    private static bool Holds(SignatureCheck check)
    {
        Span<bool> valid = [false];
        new SignatureVerifier().Verify([check], valid);
        return valid[0];
    }

    private static (BigInteger R, BigInteger S) Read(ReadOnlyMemory<byte> der)
    {
        var pair = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        return (pair.ReadInteger(), pair.ReadInteger());
    }

    private static byte[] Write(BigInteger r, BigInteger s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }
}
