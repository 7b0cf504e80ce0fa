using System.Formats.Asn1;
using Ledger.Certificates.Extensions;
using Ledger.Cms.Encryption;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms.Tests;

public sealed class MessageTests
{
    private static readonly SignatureVerifier Verifier = new();
    private static readonly byte[] Content = "content"u8.ToArray();

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void What_is_signed_verifies_and_other_content_does_not(bool detached, bool attributes, bool guomi)
    {
        var message = Parse(
            SignedMessageWriter.TrySign(
                Content,
                [Authority.Signer()],
                new SignedMessageOptions { Detached = detached, SignedAttributes = attributes, Guomi = guomi },
                out _));
        Assert.Equal(detached, message.Content is null);
        Assert.Equal(CmsError.None, Verify(message, Content));
        Assert.NotEqual(CmsError.None, Verify(message, "other"u8.ToArray()));
        Assert.Equal(detached ? CmsError.ContentMissing : CmsError.None, Verify(message, null));
    }

    [Fact]
    public void Dual_certificates_keep_to_their_side()
    {
        Assert.Null(
            SignedMessageWriter.TrySign(
                Content, [Authority.Signer(usage: KeyUsages.Encryption)], new SignedMessageOptions(), out var error));
        Assert.Equal(CmsError.KeyUsage, error);
        Assert.Null(EnvelopedMessageWriter.TryEncrypt(Content, [Authority.Signer().Certificate], new EnvelopedMessageOptions(), out error));
        Assert.Equal(CmsError.KeyUsage, error);
        Assert.Null(
            EnvelopedMessageWriter.TryEncrypt(
                Content,
                [Authority.Signer(algorithm: SignatureAlgorithm.EcdsaP256Sha256).Certificate],
                new EnvelopedMessageOptions(),
                out error));
        Assert.Equal(CmsError.Certificate, error);
    }

    [Theory]
    [InlineData(ContentCipher.Sm4Cbc, false)]
    [InlineData(ContentCipher.Sm4Cbc, true)]
    [InlineData(ContentCipher.Sm4Gcm, false)]
    [InlineData(ContentCipher.Aes256Cbc, true)]
    [InlineData(ContentCipher.Aes256Gcm, false)]
    public void Every_recipient_decrypts_and_nobody_else(ContentCipher cipher, bool byKeyId)
    {
        MessageRecipient[] recipients = [Authority.Recipient(3), Authority.Recipient(4, algorithm: SignatureAlgorithm.RsaPkcs1Sha256)];
        var der = EnvelopedMessageWriter.TryEncrypt(
            Content,
            [.. recipients.Select(one => one.Certificate)],
            new EnvelopedMessageOptions { Cipher = cipher, ByKeyId = byKeyId },
            out var error);
        Assert.True(EnvelopedMessage.TryParse(der, out var message, out error), $"{error}");
        Assert.All(recipients, one => Assert.Equal(Content, message.TryDecrypt(one, out _)));
        Assert.Null(message.TryDecrypt(Authority.Recipient(5), out error));
        Assert.Equal(CmsError.RecipientMissing, error);
    }

    [Fact]
    public void Every_failure_to_decrypt_has_one_name()
    {
        var recipient = Authority.Recipient();
        var der = EnvelopedMessageWriter.TryEncrypt(new byte[100], [recipient.Certificate], new EnvelopedMessageOptions(), out _)!;
        var seen = new HashSet<CmsError>();
        for (var at = der.Length - 112; at < der.Length; at++)
        {
            var damaged = der.ToArray();
            damaged[at] ^= 0x55;
            Assert.True(EnvelopedMessage.TryParse(damaged, out var message, out _));
            // CBC does not authenticate: damage before the last blocks decrypts to something else.
            if (message.TryDecrypt(recipient, out var error) is null)
            {
                seen.Add(error);
            }
        }

        Assert.Equal([CmsError.DecryptionFailed], seen);
    }

    [Fact]
    public void Signed_and_enveloped_content_comes_out_only_verified()
    {
        var recipient = Authority.Recipient();
        var der = SignedEnvelopedMessageWriter.TryWrite(Content, [Authority.Signer()], [recipient.Certificate], out var error)!;
        Assert.True(SignedEnvelopedMessage.TryParse(der, out var message, out error), $"{error}");
        Assert.Equal(Content, message.TryOpen(recipient, Verifier, null, out var verdicts, out error));
        Assert.True(Assert.Single(verdicts).IsValid);
        der[^1] ^= 1;
        Assert.True(SignedEnvelopedMessage.TryParse(der, out message, out _));
        Assert.Null(message.TryOpen(recipient, Verifier, null, out _, out error));
        Assert.Equal(CmsError.SignatureInvalid, error);
    }

    [Fact]
    public void The_signed_attributes_of_one_message_do_not_pass_for_the_content_of_another()
    {
        var signer = Authority.Signer();
        var original = Parse(SignedMessageWriter.TrySign(Content, [signer], new SignedMessageOptions(), out _));
        var attributes = original.Signers[0].SignedAttributes!.SignedBytes.ToArray();
        var replay = new MessageSigner(signer.Certificate, new Replay(signer.Signer.PublicKey, original.Signers[0].Signature.ToArray()));
        var forged = Parse(SignedMessageWriter.TrySign(attributes, [replay], new SignedMessageOptions { SignedAttributes = false }, out _));
        Assert.Equal(CmsError.AmbiguousContent, Verify(forged, null));
    }

    [Fact]
    public void A_bare_signature_never_signs_a_message_of_the_ledger()
    {
        var signer = Authority.Signer();
        byte[] transaction = [.. "ledger/tx/1\0\0\0\0\0"u8, .. new byte[32]];
        Assert.Null(
            SignedMessageWriter.TrySign(transaction, [signer], new SignedMessageOptions { SignedAttributes = false }, out var error));
        Assert.Equal(CmsError.LedgerMessage, error);
        Assert.Null(SignedEnvelopedMessageWriter.TryWrite(transaction, [signer], [Authority.Signer().Certificate], out error));
        Assert.Equal(CmsError.LedgerMessage, error);
        Assert.NotNull(SignedMessageWriter.TrySign(transaction, [signer], new SignedMessageOptions(), out _));
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_refused_before_the_key_touches_it()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, 9);
        var ciphertext = Sm2Encryption.Encrypt(pair.PublicKey, Content, Sm2CiphertextForm.C1C3C2);
        ciphertext[40] ^= 1;
        Assert.Null(Sm2Encryption.TryDecrypt(pair, ciphertext, Sm2CiphertextForm.C1C3C2));
        ciphertext.AsSpan(1, 64).Clear();
        Assert.Null(Sm2Encryption.TryDecrypt(pair, ciphertext, Sm2CiphertextForm.C1C3C2));
        Assert.Null(Sm2Encryption.TryDecrypt(pair, new byte[97], Sm2CiphertextForm.C1C3C2));
    }

    [Fact]
    public void An_enveloped_key_opens_with_the_signing_key_and_must_fit_its_public_key()
    {
        using var signing = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, 10);
        using var encryption = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, 11);
        var der = Sm2EnvelopedKey.Write(encryption, signing.PublicKey);
        using var opened = Sm2EnvelopedKey.TryOpen(der, signing, out var error);
        Assert.Equal(encryption.PrivateKey.ToArray(), opened?.PrivateKey.ToArray());
        Assert.Null(Sm2EnvelopedKey.TryOpen(der, encryption, out error));
        Assert.Equal(KeyContainerError.WrongPasswordOrDamaged, error);
        using var read = EnvelopedKeyFile.TryOpen(der, signing, null, Verifier, out _);
        Assert.Equal(encryption.PublicKey, read?.Key.PublicKey);
        Assert.Null(EnvelopedKeyFile.TryOpen(der, signing, Authority.Signer().Certificate, Verifier, out var fault));
        Assert.Equal(KeyContainerError.KeyMismatch, fault!.Error);
        Assert.Null(PrivateKeyFile.Read(der).TryOpen(default, out fault));
        Assert.Contains("--signing-key", fault!.Words, StringComparison.Ordinal);
        der[^1] ^= 1; // another private key
        Assert.Null(Sm2EnvelopedKey.TryOpen(der, signing, out error));
        Assert.True(error is KeyContainerError.KeyMismatch or KeyContainerError.WrongPasswordOrDamaged, $"{error}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_authoritys_answer_gives_both_certificates_and_the_encryption_key(bool isExplicit)
    {
        var signing = Authority.Recipient(12, KeyUsages.Signing);
        var encryption = Authority.Recipient(13);
        var answer = isExplicit ? CertificateResponse.Write(signing.Certificate, encryption.Certificate, encryption.Key) : Implicit();
        using var response = CertificateResponse.TryOpen(answer, signing.Key, out var error);
        Assert.True(response is not null, $"{error}");
        Assert.Equal(encryption.Key.PrivateKey.ToArray(), response.Encryption?.Key.PrivateKey.ToArray());
        Assert.Equal(encryption.Certificate.Der.ToArray(), response.Encryption?.Certificate?.Der.ToArray());
        Assert.Null(CertificateResponse.TryOpen(answer, encryption.Key, out error));
        Assert.Equal(KeyContainerError.KeyMismatch, error);

        byte[] Implicit()
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                using (writer.PushSetOf())
                {
                    writer.WriteEncodedValue(signing.Certificate.Der.Span);
                }

                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    var key = Sm2EnvelopedKey.Write(encryption.Key, signing.Key.PublicKey);
                    var inside = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
                    while (inside.HasData)
                    {
                        writer.WriteEncodedValue(inside.ReadEncodedValue().Span);
                    }
                }

                using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 1)))
                {
                    writer.WriteEncodedValue(encryption.Certificate.Der.Span);
                }
            }

            return writer.Encode();
        }
    }

    private static SignedMessage Parse(byte[]? der)
    {
        Assert.True(SignedMessage.TryParse(der, out var message, out var error), $"{error}");
        return message;
    }

    private static CmsError Verify(SignedMessage message, byte[]? content)
    {
        message.Verify(Verifier, content is null ? (ReadOnlyMemory<byte>?)null : content.AsMemory(), out var error);
        return error;
    }

    private sealed class Replay(PublicKey key, byte[] signature) : ISigner
    {
        public PublicKey PublicKey => key;

        public byte[] Sign(ReadOnlySpan<byte> message) => signature;
    }
}
