using System.Text.Json;

namespace Ledger.Crypto.Tests.Signatures;

/// <summary>
/// The Wycheproof vectors. Strictness is ours to choose, so "acceptable" must be refused where it means another encoding.
/// </summary>
public sealed class WycheproofTests
{
    [SharedDataFact]
    public void Ecdsa_p256() => Run("ecdsa_secp256r1_sha256_test.json", SignatureAlgorithm.EcdsaP256Sha256);

    [SharedDataFact]
    public void Ecdsa_p384() => Run("ecdsa_secp384r1_sha384_test.json", SignatureAlgorithm.EcdsaP384Sha384);

    [SharedDataFact]
    public void Rsa_2048() => Run("rsa_signature_2048_sha256_test.json", SignatureAlgorithm.RsaPkcs1Sha256);

    [SharedDataFact]
    public void Rsa_3072() => Run("rsa_signature_3072_sha256_test.json", SignatureAlgorithm.RsaPkcs1Sha256);

    private static void Run(string file, SignatureAlgorithm algorithm)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("08-vectors/wycheproof/" + file)));
        var valid = 0;
        var refused = 0;
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var spki = Convert.FromHexString(
                group.GetProperty(group.TryGetProperty("publicKeyDer", out _) ? "publicKeyDer" : "keyDer").GetString()!);
            var key = PublicKey.FromSubjectPublicKeyInfo(spki, out var error);
            Assert.True(key is not null, $"{error}");
            Assert.Equal(algorithm, key.Algorithm);
            Assert.Equal(spki, key.ToSubjectPublicKeyInfo());
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var holds = Verification.Holds(key, Bytes(test, "msg"), Bytes(test, "sig"));
                var expected = test.GetProperty("result").GetString();
                Assert.True(
                    holds == (expected == "valid"),
                    $"{file} tcId {test.GetProperty("tcId")}: {expected}, got {holds}: {test.GetProperty("comment")}");
                _ = holds ? valid++ : refused++;
            }
        }

        Assert.True(valid > 0 && refused > 0, $"{valid} valid, {refused} refused");
    }

    private static byte[] Bytes(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);
}
