using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cms.Encryption;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms.Tests;

/// <summary>npm's sm-crypto 0.5.8, which browsers use: signatures, ciphertexts and digests both ways.</summary>
public sealed class SmCryptoTests
{
    private static readonly byte[] Content = "投标文件 bid"u8.ToArray();

    [Fact]
    public async Task Signatures_ciphertexts_and_digests_go_both_ways()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, 7);
        using var signer = pair.CreateSigner();
        var key = Convert.FromHexString("0123456789abcdeffedcba9876543210");
        var iv = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
        var said = await RunAsync(new JsonObject
        {
            ["content"] = Hex(Content),
            ["publicKey"] = Hex(pair.PublicKey.Encoded),
            ["privateKey"] = Hex(pair.PrivateKey),
            ["signature"] = Hex(signer.Sign(Content)),
            ["c1c3c2"] = Hex(Sm2Encryption.Encrypt(pair.PublicKey, Content, Sm2CiphertextForm.BareC1C3C2)),
            ["c1c2c3"] = Hex(Sm2Encryption.Encrypt(pair.PublicKey, Content, Sm2CiphertextForm.BareC1C2C3)),
            ["sm4Key"] = Hex(key),
            ["sm4Iv"] = Hex(iv),
        });

        Assert.Equal(Hex(CmsDigest.Compute(CmsOids.Sm3, Content)), (string?)said["digest"]);
        Assert.True((bool)said["signatureHolds"]!);
        Assert.False((bool)said["otherHolds"]!);
        Span<bool> valid = [false];
        new SignatureVerifier().Verify([new SignatureCheck(pair.PublicKey, Content, Bytes(said, "signature"))], valid);
        Assert.True(valid[0]);
        Assert.Equal(Hex(Content), (string?)said["c1c3c2"]);
        Assert.Equal(Hex(Content), (string?)said["c1c2c3"]);
        Assert.Equal(Content, Sm2Encryption.TryDecrypt(pair, Bytes(said, "encrypted1"), Sm2CiphertextForm.BareC1C3C2));
        Assert.Equal(Content, Sm2Encryption.TryDecrypt(pair, Bytes(said, "encrypted0"), Sm2CiphertextForm.BareC1C2C3));
        Assert.Null(Sm2Encryption.TryDecrypt(pair, Bytes(said, "encrypted1"), Sm2CiphertextForm.BareC1C2C3));
        Assert.Equal(Bytes(said, "sm4"), BlockCiphers.EncryptCbc(sm4: true, key, iv, Content));
    }

    private static byte[] Bytes(JsonNode said, string name) => Convert.FromHexString((string)said[name]!);

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static async Task<JsonNode> RunAsync(JsonObject job)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, job.ToJsonString());
            var said = await ProgramRun.OfNodeAsync(Repository.PathOf("tests/Ledger.Cms.Tests/node"), "sm2.mjs", file);
            return JsonNode.Parse(said) ?? throw new JsonException();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
