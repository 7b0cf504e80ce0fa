using System.Formats.Asn1;
using System.Text;
using Ledger.Cms.Encryption;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms.Tests;

/// <summary>
/// The openssl program verifies and decrypts what is made here, and the other way round. Its cms knows RSA and ECDSA; SM2 it does on bare
/// keys.
/// </summary>
public sealed class OpenSslTests : IDisposable
{
    private static readonly SignatureVerifier Verifier = new();
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("投标文件 bid\r\n\0 with binary");
    private readonly Foreign _foreign = new();

    public OpenSslTests() => File.WriteAllBytes(_foreign.PathOf("content"), Content);

    public void Dispose() => _foreign.Dispose();

    [Theory]
    [InlineData("rsa", true, true)]
    [InlineData("rsa", false, true)]
    [InlineData("rsa", true, false)]
    [InlineData("p256", true, true)]
    [InlineData("p256", false, false)]
    [InlineData("p384", false, true)]
    public async Task OpenSsl_verifies_what_is_signed_here(string key, bool detached, bool attributes)
    {
        var (signer, _) = await _foreign.Make(key);
        var options = new SignedMessageOptions
        {
            Guomi = false,
            Detached = detached,
            SignedAttributes = attributes,
            SigningTimeMs = 1_790_000_000_000,
        };
        await Write("m", SignedMessageWriter.TrySign(Content, [signer], options, out _));
        await _foreign.Run(
            $"cms -verify -binary -inform DER -in m {(detached ? "-content content" : "")} -CAfile {key}.crt -purpose any -out out");
        Assert.Equal(Content, await File.ReadAllBytesAsync(_foreign.PathOf("out")));
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.EcdsaP384Sha384)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256)]
    public async Task OpenSsl_opens_a_key_that_is_exported_and_so_do_we(SignatureAlgorithm algorithm)
    {
        using var pair = KeyPair.Generate(algorithm);
        var exported = Pkcs8PrivateKey.WriteEncrypted(pair, "口令1234");
        await Write("k", exported);
        await _foreign.Run("pkcs8 -inform DER -in k -passin pass:口令1234 -outform DER -out open");
        await _foreign.Run("pkey -inform DER -in open -pubout -outform DER -out public");
        Assert.Equal(pair.PublicKey.ToSubjectPublicKeyInfo(), await File.ReadAllBytesAsync(_foreign.PathOf("public")));
        using var opened = PrivateKeyFile.Read(exported).TryOpen("口令1234", out var fault);
        Assert.True(opened is not null, fault?.Words);
        Assert.Equal(pair.PrivateKey.ToArray(), Assert.Single(opened.Keys).PrivateKey.ToArray());
        Assert.Empty(opened.Warnings);
        Assert.Null(PrivateKeyFile.Read(exported).TryOpen("口令12345", out _));
    }

    [Theory]
    [InlineData("rsa", "", "sha256")]
    [InlineData("rsa", "-nodetach -noattr", "sha256")]
    [InlineData("p256", "-nodetach -keyid", "sha256")]
    [InlineData("p384", "", "sha384")]
    public async Task What_openssl_signs_verifies_here(string key, string options, string digest)
    {
        await _foreign.Make(key);
        await _foreign.Run($"cms -sign -binary -in content -signer {key}.crt -inkey {key}.key -md {digest} {options} -outform DER -out m");
        Assert.True(SignedMessage.TryParse(await Read("m"), out var message, out var error), $"{error}");
        message.Verify(Verifier, Content, out error);
        Assert.Equal(CmsError.None, error);
        message.Verify(Verifier, "other"u8.ToArray(), out error);
        Assert.True(error is CmsError.DigestMismatch or CmsError.ContentDiffers, $"{error}");
    }

    [Fact]
    public async Task Several_signers_of_several_kinds_each_count()
    {
        var (rsa, _) = await _foreign.Make("rsa");
        var (sm2, _) = await _foreign.Make("sm2");
        var (p384, _) = await _foreign.Make("p384");
        var message = SignedMessageWriter.TrySign(Content, [rsa, sm2, p384], new SignedMessageOptions(), out _);
        Assert.True(SignedMessage.TryParse(message, out var parsed, out _));
        Assert.Equal(3, parsed.Verify(Verifier, null, out var error).Count(verdict => verdict.IsValid));
        Assert.Equal(CmsError.None, error);
    }

    [Fact]
    public async Task OpenSsl_verifies_an_sm2_signature_of_a_message_over_its_attributes()
    {
        var (signer, _) = await _foreign.Make("sm2");
        Assert.True(
            SignedMessage.TryParse(
                SignedMessageWriter.TrySign(Content, [signer], new SignedMessageOptions { SigningTimeMs = 1_790_000_000_000 }, out _),
                out var message,
                out _));
        await Write("signed", message.Signers[0].SignedAttributes!.SignedBytes.ToArray());
        await Write("sig", message.Signers[0].Signature.ToArray());
        await _foreign.Run("pkey -in sm2.key -pubout -out sm2.pub");
        Assert.Contains("Verified Successfully", await _foreign.Run(
            "pkeyutl -verify -pubin -inkey sm2.pub -rawin -digest sm3 -in signed -sigfile sig -pkeyopt " +
            "distid:1234567812345678"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_around_an_sm2_signature_of_openssl_verifies_here()
    {
        var (signer, _) = await _foreign.Make("sm2");
        await _foreign.Run("pkeyutl -sign -inkey sm2.key -rawin -digest sm3 -in content -out sig -pkeyopt distid:1234567812345678");
        var foreignSigner = new MessageSigner(signer.Certificate, new FixedSigner(signer.Signer.PublicKey, await Read("sig")));
        var message = SignedMessageWriter.TrySign(Content, [foreignSigner], new SignedMessageOptions { SignedAttributes = false }, out _);
        Assert.True(SignedMessage.TryParse(message, out var parsed, out _));
        parsed.Verify(Verifier, null, out var error);
        Assert.Equal(CmsError.None, error);
    }

    [Theory]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes256Gcm)]
    [InlineData(ContentCipher.Sm4Cbc)]
    public async Task OpenSsl_decrypts_what_is_encrypted_here(ContentCipher cipher)
    {
        var (_, recipient) = await _foreign.Make("rsa");
        await Write(
            "m",
            EnvelopedMessageWriter.TryEncrypt(
                Content, [recipient.Certificate], new EnvelopedMessageOptions { Guomi = false, Cipher = cipher }, out _));
        await _foreign.Run("cms -decrypt -binary -inform DER -in m -recip rsa.crt -inkey rsa.key -out out");
        Assert.Equal(Content, await File.ReadAllBytesAsync(_foreign.PathOf("out")));
    }

    [Theory]
    [InlineData("-aes-256-cbc", "-keyopt rsa_oaep_md:sha256")]
    [InlineData("-aes-256-gcm", "-keyopt rsa_oaep_md:sha256")]
    [InlineData("-aes-128-cbc", "")]
    [InlineData("-sm4-cbc", "")]
    public async Task What_openssl_encrypts_decrypts_here(string cipher, string padding)
    {
        var (_, recipient) = await _foreign.Make("rsa");
        await _foreign.Run(
            $"cms -encrypt -binary {cipher} -in content -outform DER -out m -recip rsa.crt -keyopt rsa_padding_mode:oaep {padding}");
        Assert.True(EnvelopedMessage.TryParse(await Read("m"), out var message, out var error), $"{error}");
        Assert.Equal(Content, message.TryDecrypt(recipient, out error));
    }

    [Fact]
    public async Task A_key_wrapped_with_the_old_rsa_padding_is_refused_by_name()
    {
        var (_, recipient) = await _foreign.Make("rsa");
        await _foreign.Run("cms -encrypt -binary -aes-256-cbc -in content -outform DER -out m rsa.crt");
        Assert.True(EnvelopedMessage.TryParse(await Read("m"), out var message, out _));
        Assert.Null(message.TryDecrypt(recipient, out var error));
        Assert.Equal(CmsError.Algorithm, error);
    }

    [Fact]
    public async Task OpenSsl_unwraps_the_key_of_an_sm2_recipient_and_decrypts_the_content()
    {
        var (_, recipient) = await _foreign.Make("sm2");
        Assert.True(
            EnvelopedMessage.TryParse(
                EnvelopedMessageWriter.TryEncrypt(Content, [recipient.Certificate], new EnvelopedMessageOptions(), out _),
                out var message,
                out _));
        await Write("wrapped", message.Recipients[0].EncryptedKey.ToArray());
        await _foreign.Run("pkeyutl -decrypt -inkey sm2.key -in wrapped -out unwrapped");
        var iv = new AsnReader(message.EncryptedContent.Algorithm.Parameters, AsnEncodingRules.DER).ReadOctetString();
        await Write("text", message.EncryptedContent.Ciphertext.ToArray());
        var key = Convert.ToHexString(await Read("unwrapped"));
        await _foreign.Run($"enc -d -sm4-cbc -K {key} -iv {Convert.ToHexString(iv)} -in text -out out");
        Assert.Equal(Content, await Read("out"));
    }

    [Fact]
    public async Task What_openssl_encrypts_with_sm2_decrypts_here()
    {
        var (_, recipient) = await _foreign.Make("sm2");
        await _foreign.Run("pkeyutl -encrypt -inkey sm2.key -in content -out c");
        Assert.Equal(Content, Sm2Encryption.TryDecrypt(recipient.Key, await Read("c"), Sm2CiphertextForm.Asn1));
    }

    [Theory]
    [InlineData("sm2", "")]
    [InlineData("rsa", "")]
    [InlineData("p256", "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1")]
    [InlineData("sm2", "-keypbe SM4-CBC -certpbe SM4-CBC -macalg sm3")]
    [InlineData("p384", "-keypbe AES-128-CBC -certpbe NONE -macalg sha512")]
    public async Task A_pkcs12_file_of_openssl_opens_with_its_password_only(string key, string options)
    {
        var (signer, recipient) = await _foreign.Make(key);
        await _foreign.Run($"pkcs12 -export -inkey {key}.key -in {key}.crt -passout pass:密码-Password {options} -out p12");
        using var imported = Pkcs12File.TryOpen(await Read("p12"), "密码-Password", out var error);
        Assert.True(imported is not null, $"{error}");
        Assert.Equal(recipient.Key.PrivateKey.ToArray(), imported.Key.PrivateKey.ToArray());
        Assert.Equal(signer.Certificate.Der.ToArray(), imported.Certificate?.Der.ToArray());
        Assert.Null(Pkcs12File.TryOpen(await Read("p12"), "password", out error));
        Assert.Equal(KeyContainerError.WrongPasswordOrDamaged, error);
    }

    [Fact]
    public async Task A_time_stamp_of_openssl_over_sm3_holds_for_its_bytes_only()
    {
        await _foreign.Make("p256", "digitalSignature", "-addext extendedKeyUsage=critical,timeStamping");
        await File.WriteAllTextAsync(_foreign.PathOf("ts.cnf"), """
            [tsa]
            serial = serial
            crypto_device = builtin
            signer_digest = sha256
            default_policy = 1.2.3.4
            digests = sm3, sha256
            """);
        await _foreign.Run("ts -query -data content -sm3 -cert -out q");
        await _foreign.Run("ts -reply -config ts.cnf -section tsa -queryfile q -signer p256.crt -inkey p256.key -out r");
        var response = await Read("r");
        Assert.True(TimeStampToken.TryParse(response, out var token, out var error), $"{error}");
        Assert.NotNull(token.Verify(Content, Verifier, out error));
        Assert.Equal("1.2.3.4", token.PolicyOid);
        Assert.Null(token.Verify("other"u8, Verifier, out error));
        Assert.Equal(CmsError.TimeStampImprint, error);
    }

    [Fact]
    public async Task A_time_stamp_by_a_certificate_for_something_else_is_refused()
    {
        var (signer, _) = await _foreign.Make("sm2");
        var token = TimeStampSamples.Make(signer, Content);
        Assert.True(TimeStampToken.TryParse(token, out var parsed, out var error), $"{error}");
        Assert.Null(parsed.Verify(Content, Verifier, out error));
        Assert.Equal(CmsError.TimeStampPurpose, error);
        var (authority, _) = await _foreign.Make("sm2", "digitalSignature", "-addext extendedKeyUsage=critical,timeStamping");
        Assert.True(TimeStampToken.TryParse(TimeStampSamples.Make(authority, Content), out parsed, out error), $"{error}");
        Assert.NotNull(parsed.Verify(Content, Verifier, out error));
    }

    private Task<byte[]> Read(string name) => File.ReadAllBytesAsync(_foreign.PathOf(name));

    private Task Write(string name, byte[]? bytes) =>
        File.WriteAllBytesAsync(_foreign.PathOf(name), bytes ?? throw new InvalidOperationException("nothing was made"));

    private sealed class FixedSigner(PublicKey key, byte[] signature) : ISigner
    {
        public PublicKey PublicKey => key;

        public byte[] Sign(ReadOnlySpan<byte> message) => signature;
    }
}
