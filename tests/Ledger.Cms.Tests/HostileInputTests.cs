using Ledger.Cms.Encryption;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms.Tests;

/// <summary>
/// Ten thousand damaged messages and containers, from a fixed seed: each is refused by name or not, but nothing throws and memory stays
/// bounded.
/// </summary>
public sealed class HostileInputTests
{
    private const int Rounds = 10_000;
    private static readonly SignatureVerifier Verifier = new();

    [Fact]
    public void Damaged_messages_and_containers_are_refused_by_name()
    {
        var recipient = Authority.Recipient();
        var signer = Authority.Signer();
        using var signing = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, 10);
        byte[][] seeds =
        [
            SignedMessageWriter.TrySign(
                "content"u8.ToArray(), [signer], new SignedMessageOptions { SigningTimeMs = 1_790_000_000_000 }, out _)!,
            EnvelopedMessageWriter.TryEncrypt("content"u8.ToArray(), [recipient.Certificate], new EnvelopedMessageOptions(), out _)!,
            EnvelopedMessageWriter.TryEncrypt(
                "content"u8.ToArray(), [recipient.Certificate], new EnvelopedMessageOptions { Cipher = ContentCipher.Sm4Gcm }, out _)!,
            SignedEnvelopedMessageWriter.TryWrite("content"u8.ToArray(), [signer], [recipient.Certificate], out _)!,
            TimeStampSamples.Make(signer, "content"u8.ToArray()),
            Sm2EnvelopedKey.Write(signing, recipient.Key.PublicKey),
        ];
        var random = new Random(20261122);
        var names = new HashSet<CmsError>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            Feed(Mutation.Of(seeds[round % seeds.Length], random), recipient, names);
        }

        Assert.True(names.Count >= 5, string.Join(", ", names));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, 1_000_000);
    }

    [Fact]
    public void Nesting_and_size_are_refused_before_anything_is_parsed()
    {
        var nested = new byte[200_000];
        for (var i = 0; i < nested.Length; i += 2)
        {
            (nested[i], nested[i + 1]) = (0x30, 0x80);
        }

        Assert.False(SignedMessage.TryParse(nested, out _, out var error));
        Assert.Equal(CmsError.Ber, error);
        Assert.False(SignedMessage.TryParse(new byte[CmsLimits.MessageBytesMax + 1], out _, out error));
        Assert.Equal(CmsError.Size, error);
        Assert.False(EnvelopedMessage.TryParse(ReadOnlyMemory<byte>.Empty, out _, out error));
        Assert.Equal(CmsError.Size, error);
    }

    [Fact]
    public void A_container_cannot_ask_for_hours_of_key_derivation()
    {
        using var derivation = new PasswordDerivation("password");
        Assert.True(derivation.TryTake(9_000_000));
        Assert.False(derivation.TryTake(1_000_001));
        Assert.False(derivation.TryTake(-1));
        Assert.False(derivation.TryTake(0));
    }

    private static void Feed(byte[] bytes, MessageRecipient recipient, HashSet<CmsError> names)
    {
        if (SignedMessage.TryParse(bytes, out var signed, out var error))
        {
            signed.Verify(Verifier, null, out error);
        }

        names.Add(error);
        if (EnvelopedMessage.TryParse(bytes, out var enveloped, out error))
        {
            enveloped.TryDecrypt(recipient, out error);
        }

        names.Add(error);
        if (SignedEnvelopedMessage.TryParse(bytes, out var both, out error))
        {
            both.TryOpen(recipient, Verifier, null, out _, out error);
        }

        names.Add(error);
        if (TimeStampToken.TryParse(bytes, out var token, out error))
        {
            token.Verify("content"u8, Verifier, out error);
        }

        names.Add(error);
        Sm2EnvelopedKey.TryOpen(bytes, recipient.Key, out _)?.Dispose();
        CertificateResponse.TryOpen(bytes, recipient.Key, out _)?.Dispose();
        CfcaSm2File.TryOpen(bytes, "password", out _)?.Dispose();
        Pkcs12File.TryOpen(bytes, "password", out _)?.Dispose();
        Pkcs8PrivateKey.TryRead(bytes, out _)?.Dispose();
        Sm2Encryption.TryDecrypt(recipient.Key, bytes, Sm2CiphertextForm.Asn1);
    }
}
