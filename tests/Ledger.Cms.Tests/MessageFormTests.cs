using System.Formats.Asn1;
using System.Text;
using Ledger.Certificates.Files;
using Ledger.Cms.Encryption;
using Ledger.Cms.Files;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Ledger.Cms.Tests;

/// <summary>
/// Messages that other programs write a little otherwise: what verifies by the standard does, and each of the others is refused by what it
/// is.
/// </summary>
public sealed class MessageFormTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("投标文件");
    private static readonly SignatureVerifier Verifier = new();

    [SharedDataTheory]
    [InlineData("03-unsorted-signed-sorted.p7", CmsError.None)]
    [InlineData("05-uid-gmssl.p7", CmsError.SignerId)]
    [InlineData("08-padint-sig.p7", CmsError.SignatureForm)]
    public void Signed_messages_that_users_reported(string name, CmsError expected)
    {
        Assert.True(SignedMessage.TryParse(Read(name), out var message, out _));
        var verdict = Assert.Single(message.Verify(Verifier, null, out var error));
        Assert.Equal(expected, error);
        Assert.Equal(expected == CmsError.SignerId ? "anonym@gmssl.org" : null, verdict.SignerId);
    }

    [SharedDataTheory]
    [InlineData("03-negint.p7", CmsError.CiphertextForm, "x is encoded as a negative number at byte 4")]
    [InlineData("05-raw-c1c3c2.p7", CmsError.CiphertextForm, "raw, 04 ‖ x ‖ y")]
    [InlineData("06-raw-c1c2c3.p7", CmsError.CiphertextForm, "raw, 04 ‖ x ‖ y")]
    [InlineData("07-raw-no04.p7", CmsError.CiphertextForm, "without the 04")]
    [InlineData("13-zeropad.p7", CmsError.DecryptionFailed, null)]
    [InlineData("18-smime.eml", CmsError.None, null)]
    public void Encrypted_messages_that_users_reported(string name, CmsError expected, string? words)
    {
        using var keys = PrivateKeyFile.Read(File.ReadAllBytes(SharedData.PathOf("11-cases/cms-forms/enc.key")))
            .TryOpen(string.Empty, out _)!;
        Assert.True(EnvelopedMessage.TryParse(Read(name), out var message, out _));
        var plaintext = message.TryDecrypt(
            new MessageRecipient(CertificateFiles.Parse("11-cases/cms-forms/enc.crt"), keys.Keys[0]), out var error);
        Assert.Equal((expected, expected == CmsError.None), (error, plaintext is not null));
        Assert.Contains(
            words ?? string.Empty,
            Sm2CiphertextForms.WhyNot(message.Recipients[0].EncryptedKey) ?? string.Empty,
            StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void A_message_in_BER_is_named()
    {
        Assert.False(EnvelopedMessage.TryParse(Read("14-ber.p7"), out _, out var error));
        Assert.Equal(CmsError.Ber, error);
        Assert.Equal(FileKind.EnvelopedMessage, FileKinds.Of(UnwrappedFile.Read(Read("14-ber.p7"))));
    }

    [Theory]
    [InlineData(false, true, CmsError.None)] // stored in another order, signed in DER's
    [InlineData(false, false, CmsError.None)] // signed as stored, which some do
    [InlineData(true, true, CmsError.None)]
    [InlineData(false, null, CmsError.SignatureInvalid)] // signed in a third order
    public void The_order_of_signed_attributes_does_not_count_but_their_content_does(
        bool storedSorted, bool? signedSorted, CmsError expected)
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var certificate = Authority.Certify(pair);
        var options = new SignedMessageOptions { SigningTimeMs = 1_790_000_000_000 };
        var attributes = new List<byte[]>();
        var set = new AsnReader(
            SignedMessageWriter.EncodeAttributes(CmsDigest.Compute(CmsOids.Sm3, Content)!, options, CmsOids.GmData), AsnEncodingRules.DER)
            .ReadSetOf();
        while (set.HasData)
        {
            attributes.Add(set.ReadEncodedValue().ToArray());
        }

        byte[][] sorted = [.. attributes], reversed = [.. Enumerable.Reverse(attributes)], turned = [.. attributes.Skip(1), attributes[0]];
        var signed = SetOf(signedSorted switch { true => sorted, false => reversed, null => turned });
        using var signer = pair.CreateSigner();
        var message = Message(certificate, SetOf(storedSorted ? sorted : reversed), signer.Sign(signed));
        Assert.True(SignedMessage.TryParse(message, out var parsed, out var error), $"{error}");
        parsed.Verify(Verifier, Content, out error);
        Assert.Equal(expected, error);
        parsed.Verify(Verifier, "other"u8.ToArray(), out error);
        Assert.Equal(CmsError.DigestMismatch, error);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ALICE123@YAHOO.COM", "ALICE123@YAHOO.COM")]
    [InlineData("31323334353637383132333435363738", "31323334353637383132333435363738")]
    [InlineData("somebody of whom nobody knows", null)]
    public void Another_signers_id_never_verifies_and_is_named_where_it_is_known(string id, string? named)
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        var curve = Org.BouncyCastle.Asn1.GM.GMNamedCurves.GetByName("sm2p256v1");
        var signer = new SM2Signer();
        var key = new ECPrivateKeyParameters(
            new Org.BouncyCastle.Math.BigInteger(1, pair.PrivateKey.ToArray()), new ECDomainParameters(curve));
        signer.Init(true, new ParametersWithID(key, Encoding.ASCII.GetBytes(id)));
        signer.BlockUpdate(Content);
        var message = Message(Authority.Certify(pair), null, signer.GenerateSignature());
        Assert.True(SignedMessage.TryParse(message, out var parsed, out _));
        var verdict = Assert.Single(parsed.Verify(Verifier, Content, out var error));
        Assert.Equal((named is null ? CmsError.SignatureInvalid : CmsError.SignerId, named), (error, verdict.SignerId));
    }

    [Theory]
    [InlineData(
        "30440220800000000000000000000000000000000000000000000000000000000000000102200000000000000000000000000000000000000000000000000000000000000001",
        "r is encoded as a negative number at byte 4")]
    [InlineData("3008020300000102010100", "bytes follow it at byte 10")]
    [InlineData("300702020001020101", "r has a zero byte too many at byte 4")]
    [InlineData("3007020101020200FF00", "bytes follow it at byte 9")]
    [InlineData("3007020101020200", "its structure breaks off at byte 0")]
    [InlineData("30800201010201010000", "a length is indefinite at byte 0")]
    [InlineData("30060401010201", "its structure breaks off at byte 0")]
    [InlineData("3006040101020101", "r is no INTEGER at byte 2")]
    public void A_signature_that_is_no_strict_DER_is_described(string hex, string words) =>
        Assert.Contains(words, SignatureForms.WhyNoDer(Convert.FromHexString(hex), SignatureAlgorithm.Sm2Sm3), StringComparison.Ordinal);

    [Fact]
    public void What_is_written_here_has_no_fault_of_form()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var signer = pair.CreateSigner();
        for (byte i = 0; i < 100; i++)
        {
            Assert.Null(SignatureForms.WhyNoDer(signer.Sign([i]), SignatureAlgorithm.Sm2Sm3));
            Assert.Null(Sm2CiphertextForms.WhyNot(Sm2Encryption.Encrypt(pair.PublicKey, [i], Sm2CiphertextForm.Asn1)));
        }
    }

    private static byte[] Read(string name) =>
        UnwrappedFile.Read(File.ReadAllBytes(SharedData.PathOf("11-cases/cms-forms/" + name))).First.ToArray();

    private static byte[] SetOf(byte[][] values)
    {
        byte[] content = [.. values.SelectMany(value => value)];
        return [0x31, .. content.Length < 0x80 ? [(byte)content.Length] : (byte[])[0x81, (byte)content.Length], .. content];
    }

    /// <summary>A detached message of one signer, with these attributes as stored and this signature.</summary>
    private static byte[] Message(Ledger.Certificates.Certificate certificate, byte[]? attributes, byte[] signature) =>
        ContentInfo.Write(CmsOids.GmSignedData, writer =>
    {
        writer.WriteInteger(1);
        using (writer.PushSetOf())
        {
            AlgorithmId.Write(writer, CmsOids.Sm3, withNull: true);
        }

        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.GmData);
        }

        SignedMessageWriter.WriteCertificates(writer, [certificate]);
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            CertificateReference.To(certificate, byKeyId: false).Write(writer);
            AlgorithmId.Write(writer, CmsOids.Sm3, withNull: true);
            if (attributes is not null)
            {
                writer.WriteEncodedValue((byte[])[0xA0, .. attributes.AsSpan(1)]);
            }

            AlgorithmId.Write(writer, CmsOids.Sm2Signature, withNull: true);
            writer.WriteOctetString(signature);
        }
    });
}
