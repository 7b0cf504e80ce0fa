using System.Text;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Files;
using Ledger.Cms.Files;
using Ledger.Cms.KeyContainers;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Ledger.Cms.Tests;

/// <summary>Keys in every form that CAs and tools write: what is read, what is warned of, and what each refusal says.</summary>
public sealed class PrivateKeyFileTests : IDisposable
{
    private const string Password = "123456";
    private const string FormsPassword = "a1234567"; // of 11-cases/pkcs12-forms
    private readonly Foreign _foreign = new();

    public void Dispose() => _foreign.Dispose();

    [SharedDataTheory]
    [InlineData("pkcs12-forms/02-rc2-40.pfx", FormsPassword, FileKind.Pkcs12, "RC2-40")]
    [InlineData("pkcs12-forms/03-3des-rc2.pfx", FormsPassword, FileKind.Pkcs12, "RC2-40", "3DES")]
    [InlineData("pkcs12-forms/04-empty.pfx", "", FileKind.Pkcs12)]
    [InlineData("pkcs12-forms/06-nomac.pfx", FormsPassword, FileKind.Pkcs12, "no MAC")]
    [InlineData("pkcs12-forms/10-3des-empty.pfx", "", FileKind.Pkcs12, "3DES")]
    [InlineData("pkcs12-forms/ec2.pem", "", FileKind.EcPrivateKey, "lies open")]
    [InlineData("pkcs12-forms/ee8.key", FormsPassword, FileKind.EncryptedPkcs8)]
    [InlineData("pkcs12-forms/kneither.pem", "", FileKind.Pkcs8, "lies open")]
    [InlineData("sm2-3des.pfx", Password, FileKind.Pkcs12, "3DES")]
    [InlineData("rsa-rc2-40.pfx", Password, FileKind.Pkcs12, "RC2-40")]
    [InlineData("sm2-pkcs8-aes256.pem", Password, FileKind.EncryptedPkcs8)]
    [InlineData("sm2-pkcs8-sm4.pem", Password, FileKind.EncryptedPkcs8)]
    [InlineData("sm2-unencrypted.pem", "", FileKind.Pkcs8, "lies open")]
    public void What_users_reported_opens_with_its_warnings(string name, string password, FileKind kind, params string[] warnings)
    {
        var file = PrivateKeyFile.Read(File.ReadAllBytes(SharedData.PathOf("11-cases/" + name)));
        Assert.Equal(kind, file.Kind);
        using var opened = file.TryOpen(password, out var fault);
        Assert.True(opened is not null, fault?.Words);
        Assert.Single(opened.Keys);
        Assert.All(warnings, words => Assert.Contains(opened.Warnings, warning => warning.Contains(words, StringComparison.Ordinal)));
        Assert.Equal(warnings.Length == 0, opened.Warnings.Count == 0);
        if (file.NeedsPassword)
        {
            Assert.Null(file.TryOpen("654321", out fault));
            Assert.Equal(KeyContainerError.WrongPasswordOrDamaged, fault!.Error);
        }
    }

    [SharedDataFact]
    public void Of_a_dual_pair_the_certificates_say_which_key_signs()
    {
        using var opened = PrivateKeyFile.Read(File.ReadAllBytes(SharedData.PathOf("11-cases/pkcs12-forms/20-dual.pfx")))
            .TryOpen(FormsPassword, out var fault);
        Assert.True(opened is not null, fault?.Words);
        Assert.Equal(2, opened.Keys.Count);
        var signing = opened.Find(KeyUsages.Signing);
        var encryption = opened.Find(KeyUsages.Encryption);
        Assert.NotNull(signing);
        Assert.NotNull(encryption);
        Assert.NotEqual(signing, encryption);
        Assert.True((opened.CertificateOf(signing)!.KeyUsage & KeyUsages.Signing) != 0);
    }

    [Theory]
    [InlineData("sm2", "pkcs12 -export -inkey K.key -in K.crt -passout pass:123456 -out f")]
    [InlineData("sm2", "pkcs12 -export -inkey K.key -in K.crt -passout pass:123456 -nomac -out f", "no MAC")]
    [InlineData("p256", "pkcs12 -export -legacy -inkey K.key -in K.crt -passout pass:123456 -out f", "RC2-40", "3DES")]
    [InlineData(
        "p256",
        "pkcs12 -export -legacy -keypbe PBE-SHA1-RC2-128 -certpbe PBE-SHA1-2DES -inkey K.key -in K.crt -passout pass:123456 -out f",
        "RC2-128",
        "two keys")]
    [InlineData("sm2", "pkcs8 -topk8 -v2 sm4-cbc -in K.key -passout pass:123456 -out f")]
    [InlineData("p384", "pkcs8 -topk8 -v2 aes-192-cbc -v2prf hmacWithSHA512 -in K.key -passout pass:123456 -outform DER -out f")]
    [InlineData("rsa", "pkcs8 -topk8 -v1 PBE-SHA1-3DES -in K.key -passout pass:123456 -out f", "3DES")]
    [InlineData("sm2", "pkcs8 -topk8 -nocrypt -in K.key -outform DER -out f", "lies open")]
    [InlineData("rsa", "rsa -traditional -in K.key -out f", "lies open")]
    [InlineData("p256", "ec -in K.key -out f", "lies open")]
    [InlineData("sm2", "ec -in K.key -outform DER -out f", "lies open")]
    public async Task What_openssl_writes_opens(string key, string command, params string[] warnings)
    {
        var (_, recipient) = await _foreign.Make(key);
        await _foreign.Run(command.Replace("K.", key + ".", StringComparison.Ordinal));
        using var opened = Open("f", Password, out var fault);
        Assert.True(opened is not null, fault?.Words);
        Assert.Equal(recipient.Key.PublicKey, Assert.Single(opened.Keys).PublicKey);
        Assert.All(warnings, words => Assert.Contains(opened.Warnings, warning => warning.Contains(words, StringComparison.Ordinal)));
        Assert.Equal(warnings.Length == 0, opened.Warnings.Count == 0);
    }

    [Theory]
    [InlineData(
        "pkcs12 -export -keypbe PBE-SHA1-RC4-128 -legacy -inkey K.key -in K.crt -passout pass:123456 -out f",
        KeyContainerError.Algorithm,
        "RC4-128")]
    [InlineData("pkcs8 -topk8 -scrypt -in K.key -passout pass:123456 -out f", KeyContainerError.Algorithm, "scrypt")]
    [InlineData(
        "pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default -in K.key -passout pass:123456 -out f",
        KeyContainerError.Algorithm,
        "DES under MD5")]
    [InlineData("ec -aes256 -in K.key -passout pass:123456 -out f", KeyContainerError.OldPem, "pkcs8 -topk8")]
    [InlineData("ec -param_enc explicit -in K.key -out f", KeyContainerError.Curve, "named_curve")]
    [InlineData("pkcs12 -export -nokeys -in K.crt -passout pass:123456 -out f", KeyContainerError.NoSingleKey, "only certificates")]
    [InlineData("x509 -in K.crt -out f", KeyContainerError.OtherKind, "it is a certificate")]
    [InlineData("pkey -in K.key -pubout -out f", KeyContainerError.OtherKind, "it is a public key")]
    [InlineData("req -new -key K.key -subj /CN=a -out f", KeyContainerError.OtherKind, "it is a certificate request")]
    [InlineData("crl2pkcs7 -nocrl -certfile K.crt -out f", KeyContainerError.OtherKind, "it is a signed message")]
    [InlineData("genpkey -algorithm ED25519 -out f", KeyContainerError.Algorithm, "Ed25519")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out f", KeyContainerError.Algorithm, "secp256k1")]
    public async Task Each_cause_has_its_words(string command, KeyContainerError error, string words)
    {
        await _foreign.Make("p256");
        await _foreign.Run(command.Replace("K.", "p256.", StringComparison.Ordinal));
        Assert.Null(Open("f", Password, out var fault));
        Assert.Equal(error, fault!.Error);
        Assert.Contains(words, fault.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", KeyContainerError.OtherKind, "it is empty")]
    [InlineData("hello", KeyContainerError.OtherKind, "no file with a private key")]
    [InlineData("<html>", KeyContainerError.OtherKind, "a web page")]
    [InlineData("\u00FE\u00ED\u00FE\u00ED0000", KeyContainerError.OtherKind, "keytool")]
    [InlineData(
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        KeyContainerError.Structure,
        "a private key in clear (PKCS #8), but is damaged")]
    public void What_is_no_key_is_told(string text, KeyContainerError error, string words)
    {
        Assert.Null(PrivateKeyFile.Read(Encoding.Latin1.GetBytes(text)).TryOpen(Password, out var fault));
        Assert.Equal((error, true), (fault!.Error, fault.Words.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_container_of_BouncyCastle_in_BER_opens()
    {
        var (signer, recipient) = await _foreign.Make("p256");
        var store = new Pkcs12StoreBuilder().Build();
        var key = PrivateKeyFactory.CreateKey(_foreign.Pem("p256.key"));
        store.SetKeyEntry(
            "any alias",
            new AsymmetricKeyEntry(key),
            [new X509CertificateEntry(new X509CertificateParser().ReadCertificate(signer.Certificate.Der.ToArray()))]);
        var stream = new MemoryStream();
        store.Save(stream, Password.ToCharArray(), new SecureRandom());
        Assert.Equal(0x80, stream.ToArray()[1]); // an indefinite length: this is what the case is about
        using var opened = PrivateKeyFile.Read(stream.ToArray()).TryOpen(Password, out var fault);
        Assert.True(opened is not null, fault?.Words);
        Assert.Equal(recipient.Key.PublicKey, Assert.Single(opened.Keys).PublicKey);
        Assert.NotNull(opened.CertificateOf(opened.Keys[0]));
        Assert.Null(PrivateKeyFile.Read(stream.ToArray()).TryOpen("654321", out fault));
        Assert.Equal(KeyContainerError.WrongPasswordOrDamaged, fault!.Error);
    }

    [Fact]
    public async Task A_pem_with_key_and_certificates_opens_with_both()
    {
        var (signer, _) = await _foreign.Make("sm2");
        await File.WriteAllTextAsync(
            _foreign.PathOf("f"),
            "\uFEFF" + await File.ReadAllTextAsync(_foreign.PathOf("sm2.crt")) + await File.ReadAllTextAsync(_foreign.PathOf("sm2.key")));
        using var opened = Open("f", string.Empty, out _);
        Assert.Equal(signer.Certificate.Der.ToArray(), opened!.CertificateOf(opened.Keys[0])!.Der.ToArray());
    }

    [Fact]
    public async Task Damaged_files_are_refused_and_never_throw()
    {
        await _foreign.Make("sm2");
        await _foreign.Run("pkcs12 -export -legacy -inkey sm2.key -in sm2.crt -passout pass:123456 -iter 1 -maciter -nomac -out a");
        await _foreign.Run("pkcs8 -topk8 -v2 sm4-cbc -iter 1 -in sm2.key -passout pass:123456 -outform DER -out b");
        await _foreign.Run("ec -in sm2.key -outform DER -out c");
        var random = new Random(1);
        foreach (var name in new[] { "a", "b", "c" })
        {
            var original = await File.ReadAllBytesAsync(_foreign.PathOf(name));
            for (var i = 0; i < 300; i++)
            {
                using var opened = PrivateKeyFile.Read(Mutation.Of(original, random)).TryOpen(Password, out var fault);
                Assert.True(opened is not null ^ fault is not null);
                Assert.True(fault is null || fault.Words.Length > 0);
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x30, 0x80 })]
    [InlineData(new byte[] { 0x30, 0x84, 0x00, 0x03, 0x00, 0x00 })]
    [InlineData(new byte[] { 0x24, 0x80 })]
    public void Deep_nesting_is_decided_without_recursion(byte[] header)
    {
        byte[] nested = [.. Enumerable.Repeat(header, 200_000 / header.Length).SelectMany(bytes => bytes)];
        Assert.Equal(FileKind.Unknown, FileKinds.Of(UnwrappedFile.Read(nested)));
        Assert.Null(PrivateKeyFile.Read(nested).TryOpen(Password, out _));
        Assert.Null(Pkcs12File.TryOpen(nested, Password, out _));
    }

    private OpenedKeys? Open(string name, string password, out KeyContainerFault? fault) =>
        PrivateKeyFile.Read(File.ReadAllBytes(_foreign.PathOf(name))).TryOpen(password, out fault);
}
