using System.Text.Json;
using Ledger.Crypto.Sealing;

namespace Ledger.Crypto.Tests.Sealing;

public sealed class Sm4GcmTests
{
    [Fact]
    public void The_example_of_rfc_8998_holds()
    {
        var key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
        var nonce = Convert.FromHexString("00001234567800000000ABCD");
        var context = Convert.FromHexString("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        var plaintext = Convert.FromHexString(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        var sealedText = new byte[plaintext.Length + 16];
        new Sm4Gcm().Encrypt(key, nonce, plaintext, context, sealedText);
        Assert.Equal(
            "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D83DE3541E4C2B58177E065A9BF7B62EC",
            Convert.ToHexString(sealedText));
        Assert.Equal(plaintext, new Sm4Gcm().TryDecrypt(key, nonce, sealedText, context));
        sealedText[3] ^= 1;
        Assert.Null(new Sm4Gcm().TryDecrypt(key, nonce, sealedText, context));
    }

    [SharedDataFact]
    public void The_wycheproof_vectors_hold()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("08-vectors/wycheproof/sm4_gcm_test.json")));
        var run = 0;
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            if (group.GetProperty("ivSize").GetInt32() != 96)
            {
                continue;
            }

            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                byte[] sealedText = [.. Hex(test, "ct"), .. Hex(test, "tag")];
                var opened = new Sm4Gcm().TryDecrypt(Hex(test, "key"), Hex(test, "iv"), sealedText, Hex(test, "aad"));
                Assert.Equal(test.GetProperty("result").GetString() == "valid", opened is not null);
                Assert.True(opened is null || opened.AsSpan().SequenceEqual(Hex(test, "msg")));
                run++;
            }
        }

        Assert.True(run > 50, $"{run} vectors");
    }

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);

    // Lengths around a block, around the four blocks of one reduction, and with or without associated data.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(15, 16)]
    [InlineData(16, 17)]
    [InlineData(63, 64)]
    [InlineData(64, 65)]
    [InlineData(65, 200)]
    [InlineData(1000, 0)]
    [InlineData(100_003, 41)]
    public void Both_implementations_agree(int textBytes, int associatedBytes)
    {
        var random = new Random(textBytes);
        var (key, nonce, text, associated) = (new byte[16], new byte[12], new byte[textBytes], new byte[associatedBytes]);
        random.NextBytes(key);
        random.NextBytes(nonce);
        random.NextBytes(text);
        random.NextBytes(associated);
        var expected = new byte[textBytes + 16];
        new BouncySm4Gcm().Encrypt(key, nonce, text, associated, expected);

        using var fast = new AeadKey(CryptoSuite.Guomi, key);
        var own = new byte[textBytes + 16];
        fast.Seal(nonce, text, associated, own);
        Assert.Equal(expected, own);
        var opened = new byte[textBytes];
        Assert.True(fast.TryOpen(nonce, own, associated, opened));
        Assert.Equal(text, opened);
        own[random.Next(own.Length)] ^= 4;
        Assert.False(fast.TryOpen(nonce, own, associated, opened));
    }

    [Fact]
    public void This_processor_takes_the_fast_way() =>
        Assert.True(Sm4GcmKey.IsSupported || !System.Runtime.Intrinsics.X86.Pclmulqdq.IsSupported);
}
