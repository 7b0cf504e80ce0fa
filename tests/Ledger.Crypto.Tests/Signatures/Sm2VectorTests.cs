using System.Text;
using System.Text.Json;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Tests.Signatures;

/// <summary>The standard's own SM2 example, and signatures of services that leave ZA out.</summary>
public sealed class Sm2VectorTests
{
    private const string D = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    private const string R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    private const string S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

    [Fact]
    public void The_example_of_gbt_32918_5_holds()
    {
        using var pair = KeyPair.FromPrivateKey(SignatureAlgorithm.Sm2Sm3, Convert.FromHexString(D));
        Assert.Equal(
            "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
            Convert.ToHexString(pair.PublicKey.Encoded));
        Assert.Equal(
            "B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3",
            Convert.ToHexString(Sm2Digest.Za(pair.PublicKey.Encoded)));
        var der = new byte[SignatureDer.BytesMax];
        var length = SignatureDer.Write(Convert.FromHexString(R + S), der);
        Assert.True(Verification.Holds(pair.PublicKey, Encoding.ASCII.GetBytes("message digest"), der.AsMemory(0, length)));
    }

    [SharedDataFact]
    public void A_signature_of_the_bare_digest_without_za_is_not_valid()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("08-vectors/gm_standard_vectors.json")));
        foreach (var vector in document.RootElement.GetProperty("kms_signatures").EnumerateArray())
        {
            var key = new PublicKey(SignatureAlgorithm.Sm2Sm3, Hex(vector, "pub"));
            Assert.Null(PublicKeyRules.Check(key));
            Assert.False(Verification.Holds(key, Encoding.ASCII.GetBytes("abc"), Hex(vector, "sig_der")));
            Assert.False(Verification.Holds(key, Hex(vector, "digest_passed"), Hex(vector, "sig_der")));
        }
    }

    [SharedDataFact]
    public void The_example_of_another_library_holds()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("08-vectors/gm_standard_vectors.json")));
        var vector = document.RootElement.GetProperty("gmsm_docs");
        var key = new PublicKey(SignatureAlgorithm.Sm2Sm3, Hex(vector, "pub"));
        var message = Encoding.ASCII.GetBytes(vector.GetProperty("msg_ascii").GetString()!);
        Assert.True(Verification.Holds(key, message, Hex(vector, "sig_der")));
    }

    private static byte[] Hex(JsonElement vector, string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);
}
