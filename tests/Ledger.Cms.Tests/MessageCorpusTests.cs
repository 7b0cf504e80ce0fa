using System.Text;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;

namespace Ledger.Cms.Tests;

/// <summary>Every message and key of the manifest gets the verdict that stands there; disagreements are listed by name.</summary>
public sealed class MessageCorpusTests
{
    private static readonly SignatureVerifier Verifier = new();

    [SharedDataFact]
    public void Every_signed_message_gets_its_verdict()
    {
        var disagreements = new List<string>();
        var rows = Manifest.Rows("04-").Where(row => !IsContent(row.File)).ToList();
        Assert.NotEmpty(rows);
        foreach (var (file, verdict) in rows)
        {
            var error = Verify(file, ProfileOf(file));
            var expected = ExpectedOf(file, verdict);
            if (error != expected)
            {
                disagreements.Add($"{file}: {error}, the manifest says: {verdict}");
            }
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }

    [SharedDataFact]
    public void What_a_profile_allows_is_refused_without_it()
    {
        Assert.Equal(CmsError.ContentTypeMismatch, Verify("04-gmt0010-p7/yn_signeddata_signedattrs.der", CmsProfile.Strict));
        Assert.Equal(CmsError.RawSignature, Verify("04-gmt0010-p7/zibo_signeddata_raw_rs.der", CmsProfile.Strict));
        Assert.Equal(CmsError.SignatureInvalid, Verify("04-gmt0010-p7/gmsm_sadk_attached.b64", new CmsProfile { RawSm2Signatures = true }));
    }

    [SharedDataFact]
    public void A_chain_of_certificates_is_read_from_a_message_without_signers()
    {
        Assert.True(
            SignedMessage.TryParse(DataFile.Der("04-gmt0010-p7/gmssl_cert_chain.p7b.pem"), out var message, out var error), $"{error}");
        Assert.Equal(2, message.Certificates.Count);
        Assert.Empty(message.Signers);
    }

    [SharedDataFact]
    public void Enveloped_messages_of_cfca_decrypt()
    {
        foreach (var name in (string[])["cfca_ski_1", "cfca_ski_2"])
        {
            using var key = KeyPair.FromPrivateKey(
                SignatureAlgorithm.Sm2Sm3,
                Convert.FromHexString(File.ReadAllText(SharedData.PathOf($"05-gmt0010-enveloped/{name}.key.hex")).Trim()));
            var certificate = DataFile.Certificate($"05-gmt0010-enveloped/{name}.cert.pem");
            Assert.True(
                EnvelopedMessage.TryParse(DataFile.Der($"05-gmt0010-enveloped/{name}.p7.pem"), out var message, out var error),
                $"{name}: {error}");
            var content = message.TryDecrypt(new MessageRecipient(certificate, key), out error);
            Assert.True(content is not null, $"{name}: {error}");
            Assert.Equal("Hello World!", Encoding.ASCII.GetString(content));
        }
    }

    [SharedDataFact]
    public void The_escrowed_key_of_gmcert_is_the_expected_one()
    {
        using var signing = Key("05-gmt0010-enveloped/gmcert_sign_key.pem");
        using var expected = Key("05-gmt0010-enveloped/gmcert_enc_key_expected.pem");
        var der = DataFile.Der("05-gmt0010-enveloped/gmcert_signed_enveloped.p7.pem");
        var certificate = DataFile.Certificate("05-gmt0010-enveloped/gmcert_enc_cert.pem");
        using var imported = EscrowedKeyMessage.TryOpen(der, signing, certificate, Verifier, out var error);
        Assert.True(imported is not null, $"{error}");
        Assert.Equal(expected.PrivateKey.ToArray(), imported.Key.PrivateKey.ToArray());
        Assert.Equal(expected.PublicKey, imported.Certificate?.PublicKey);

        Assert.Null(
            EscrowedKeyMessage.TryOpen(
                der, signing, DataFile.Certificate("05-gmt0010-enveloped/gmcert_sign_cert.pem"), Verifier, out error));
        Assert.Equal(KeyContainerError.KeyMismatch, error);
        Assert.Null(EscrowedKeyMessage.TryOpen(der, expected, certificate, Verifier, out error));
        Assert.Equal(KeyContainerError.WrongPasswordOrDamaged, error);
    }

    [SharedDataFact]
    public void The_sm2_file_of_cfca_opens_with_its_password_only()
    {
        var der = DataFile.Der("05-gmt0010-enveloped/cfca_test_oca1.sm2.pem");
        using var imported = CfcaSm2File.TryOpen(der, "123456", out var error);
        Assert.True(imported is not null, $"{error}");
        Assert.True(
            imported.Certificate!.IsSignedBy(DataFile.Certificate("05-gmt0010-enveloped/cfca_test_sm2_oca1_ca.pem").PublicKey, Verifier));
        Assert.Null(CfcaSm2File.TryOpen(der, "123457", out error));
        Assert.Equal(KeyContainerError.WrongPasswordOrDamaged, error);
    }

    [SharedDataFact]
    public void Every_key_of_the_dual_certificates_belongs_to_its_certificate()
    {
        var rows = Manifest.Rows("05b-").Where(row => row.File.EndsWith(".key", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        foreach (var (file, _) in rows)
        {
            using var key = Key(file);
            Assert.Equal(key.PublicKey, DataFile.Certificate(file[..^4] + ".crt").PublicKey);
        }
    }

    [SharedDataFact]
    public void Keys_out_of_range_are_refused()
    {
        foreach (var (file, _) in Manifest.Rows("10-negative/sm2_bad"))
        {
            Assert.Null(Pkcs8PrivateKey.TryRead(DataFile.Der(file), out var error));
            Assert.True(
                error is KeyContainerError.Algorithm or KeyContainerError.Structure or KeyContainerError.Malformed, $"{file}: {error}");
        }
    }

    private static KeyPair Key(string relative) =>
        Pkcs8PrivateKey.TryRead(DataFile.Der(relative), out var error) ?? throw new InvalidOperationException($"{relative}: {error}");

    private static bool IsContent(string file) =>
        file.EndsWith(".xml", StringComparison.Ordinal) ||
            file.Contains("cert", StringComparison.Ordinal) && !file.EndsWith(".pem", StringComparison.Ordinal);

    private static CmsProfile ProfileOf(string file) => new()
    {
        RawSm2Signatures = file.Contains("raw_rs", StringComparison.Ordinal),
        DataTypeMismatch = file.Contains("/yn_", StringComparison.Ordinal),
    };

    private static CmsError ExpectedOf(string file, string verdict) =>
        verdict.Contains("no signer", StringComparison.Ordinal) ? CmsError.NoSigner
        : file.Contains("noZ", StringComparison.Ordinal) ? CmsError.SignatureInvalid
        : verdict.Contains("content absent", StringComparison.Ordinal) ? CmsError.ContentMissing
        : verdict.StartsWith("VALID", StringComparison.Ordinal) ? CmsError.None
        : CmsError.Malformed;

    private static CmsError Verify(string file, CmsProfile profile)
    {
        if (!SignedMessage.TryParse(DataFile.Der(file), out var message, out var error))
        {
            return error;
        }

        message.Verify(Verifier, message.Content is null ? Detached(file) : (ReadOnlyMemory<byte>?)null, out error, profile);
        return error;
    }

    private static ReadOnlyMemory<byte>? Detached(string file)
    {
        var content = SharedData.PathOf(Path.ChangeExtension(file, ".content.xml"));
        return File.Exists(content) ? File.ReadAllBytes(content).AsMemory()
            : file.Contains("sadk_detached", StringComparison.Ordinal)
                ? "Hello Secret World!"u8.ToArray().AsMemory()
                : (ReadOnlyMemory<byte>?)null;
    }
}
