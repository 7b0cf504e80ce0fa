using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Tests.Signatures;

/// <summary>Every looser form of a genuine signature is refused, by the parser and through the verifier.</summary>
public sealed class SignatureDerTests
{
    private static readonly byte[] Message = [1, 2, 3];
    private static readonly byte[] Order = EcCurve.Sm2.Order.ToArray();

    [Fact]
    public void The_genuine_form_holds_and_reads_back()
    {
        var (key, r, s) = Sign();
        Assert.True(Verification.Holds(key, Message, Encode(r, s)));
        var rs = new byte[64];
        Assert.True(SignatureDer.TryRead(Encode(r, s), Order, rs));
        var der = new byte[SignatureDer.BytesMax];
        Assert.Equal(Encode(r, s), der[..SignatureDer.Write(rs, der)]);
    }

    [Fact]
    public void Every_other_form_is_refused()
    {
        var (key, r, s) = Sign();
        var genuine = Encode(r, s);
        byte[] body = genuine[2..];
        byte[] zero = [0];
        var forms = new Dictionary<string, byte[]>
        {
            ["long-form length"] = [0x30, 0x81, (byte)body.Length, .. body],
            ["longer long-form length"] = [0x30, 0x82, 0, (byte)body.Length, .. body],
            ["indefinite length"] = [0x30, 0x80, .. body, 0, 0],
            ["long-form integer length"] = Sequence([2, 0x81, (byte)Content(r).Length, .. Content(r)], Integer(s)),
            ["leading zero of r"] = Sequence([2, (byte)(Content(r).Length + 1), 0, .. Content(r)], Integer(s)),
            ["leading zero of s"] = Sequence(Integer(r), [2, (byte)(Content(s).Length + 1), 0, .. Content(s)]),
            ["trailing byte"] = [.. genuine, 0],
            ["trailing byte inside"] = Sequence(Integer(r), Integer(s), [0]),
            ["third integer"] = Sequence(Integer(r), Integer(s), Integer([1])),
            ["only r"] = Sequence(Integer(r)),
            ["s + n"] = Sequence(Integer(r), Integer(Add(s, Order))),
            ["r + n"] = Sequence(Integer(Add(r, Order)), Integer(s)),
            ["r = 0"] = Sequence(Integer(zero), Integer(s)),
            ["s = 0"] = Sequence(Integer(r), Integer(zero)),
            ["r = n"] = Sequence(Integer(Order), Integer(s)),
            ["s = n"] = Sequence(Integer(r), Integer(Order)),
            ["negative r"] = Sequence([2, 32, 0x80, .. r.AsSpan(1)], Integer(s)),
            ["empty r"] = Sequence([2, 0], Integer(s)),
            ["set instead of sequence"] = [0x31, .. genuine.AsSpan(1)],
            ["raw r‖s"] = [.. r, .. s],
            ["cut short"] = genuine[..^1],
            ["empty"] = [],
        };
        Assert.All(forms, form =>
        {
            Assert.False(SignatureDer.TryRead(form.Value, Order, new byte[64]), form.Key);
            Assert.False(Verification.Holds(key, Message, form.Value), form.Key);
        });
    }

    [Fact]
    public void Mutated_signatures_never_throw_and_never_hold()
    {
        var (key, r, s) = Sign();
        var genuine = Encode(r, s);
        var random = new Random(5);
        var wellFormed = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var mutated = Mutation.Of(genuine, random);
            wellFormed += SignatureDer.TryRead(mutated, Order, new byte[64]) ? 1 : 0;
            Assert.Equal(mutated.AsSpan().SequenceEqual(genuine), Verification.Holds(key, Message, mutated));
        }

        Assert.True(wellFormed > 500, $"only {wellFormed} reached the arithmetic");
    }

    private static (PublicKey Key, byte[] R, byte[] S) Sign()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var signer = pair.CreateSigner();
        var rs = new byte[64];
        Assert.True(SignatureDer.TryRead(signer.Sign(Message), Order, rs));
        return (pair.PublicKey, rs[..32], rs[32..]);
    }

    private static byte[] Encode(byte[] r, byte[] s) => Sequence(Integer(r), Integer(s));

    private static byte[] Sequence(params byte[][] parts)
    {
        var body = parts.SelectMany(part => part).ToArray();
        return [0x30, (byte)body.Length, .. body];
    }

    private static byte[] Integer(byte[] value) => [2, (byte)Content(value).Length, .. Content(value)];

    private static byte[] Content(byte[] value)
    {
        var number = new System.Numerics.BigInteger(value, isUnsigned: true, isBigEndian: true);
        return number.ToByteArray(isUnsigned: false, isBigEndian: true);
    }

    private static byte[] Add(byte[] a, byte[] b) =>
        (new System.Numerics.BigInteger(a, true, true) + new System.Numerics.BigInteger(b, true, true)).ToByteArray(true, true);
}
