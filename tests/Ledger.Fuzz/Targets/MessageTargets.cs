using Ledger.BidFiles;
using Ledger.Certificates;
using Ledger.Certificates.Profiles;
using Ledger.Cms;
using Ledger.Cms.Encryption;
using Ledger.Crypto.Signatures;

namespace Ledger.Fuzz.Targets;

/// <summary>Messages of GM/T 0010 and RFC 5652, what profiles read out of certificates, and bid files' headers.</summary>
internal static class MessageTargets
{
    private const int VerifyCost = 10;
    private const int DecryptCost = 30;
    private static readonly byte[] Content = "the content"u8.ToArray();

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var verifier = new SignatureVerifier(new SignatureVerifierOptions(KeysMax: 16));
        var signed = Sign(new SignedMessageOptions { SigningTimeMs = MessagePeople.BeginMs });
        yield return new FuzzTarget(
            "signed message",
            [signed, Sign(new SignedMessageOptions { Detached = true }), Sign(
                new SignedMessageOptions
                {
                    SignedAttributes = false,
                    Guomi = false,
                }), SignedMessageWriter.WriteCertificatesOnly([MessagePeople.Root])],
            input =>
            {
                if (!SignedMessage.TryParse(input, out var message, out var error))
                {
                    return error.ToString();
                }

                var verdicts = message.Verify(
                    verifier, message.Content is null ? Content.AsMemory() : (ReadOnlyMemory<byte>?)null, out error);
                return error != CmsError.None ||
                    verdicts.All(verdict => verdict.IsValid && verdict.Certificate is not null) ? error.ToString()
                    : throw new InvalidOperationException("A message is valid, but one of its signatures is not.");
            },
            VerifyCost);

        IReadOnlyList<Certificate> recipients = [MessagePeople.Recipient.Certificate];
        var enveloped = Enum.GetValues<ContentCipher>().Select(cipher => Encrypt(recipients, cipher)).ToList();
        yield return new FuzzTarget("enveloped message", enveloped, input =>
        {
            var error = CmsError.None;
            return EnvelopedMessage.TryParse(input, out var message, out error) &&
                message.TryDecrypt(MessagePeople.Recipient, out error) is not null ? "decrypted" : error.ToString();
        }, DecryptCost);

        var both = SignedEnvelopedMessageWriter.TryWrite(Content, [MessagePeople.Signer], recipients, out var failure)
            ?? throw new InvalidOperationException($"{failure}");
        yield return new FuzzTarget("signed and enveloped message", [both], input =>
            SignedEnvelopedMessage.TryParse(input, out var message, out var error) &&
                message.TryOpen(MessagePeople.Recipient, verifier, null, out _, out error) is not null
                ? "opened" : error.ToString(), DecryptCost);
        yield return new FuzzTarget("time-stamp token", [signed], input =>
            TimeStampToken.TryParse(input, out _, out var error) ? "taken" : error.ToString(), Cost: 3);

        yield return new FuzzTarget(
            "organisation in a certificate",
            [world.Consortium.Zhuhai.Certificate.Der.ToArray(), MessagePeople.Root.Der.ToArray()],
            Identify,
            Cost: 6);
        yield return new FuzzTarget("bid file header", [BidFile(recipients)], input =>
            BidFileHeader.TryRead(input, out var header, out var error)
                ? header.Segments > 0 &&
                    header.FileBytes > 0 ? "taken" : throw new InvalidOperationException("A header was taken with impossible sizes.")
                : error.ToString());
    }

    /// <summary>Whatever the certificate says, a profile answers with a code of the right shape or with nothing.</summary>
    private static string Identify(byte[] input)
    {
        if (!Certificate.TryParseAnyKey(input, out var certificate, out var error))
        {
            return error.ToString();
        }

        var found = CaProfiles.All.Count(profile =>
            profile.Identify(certificate) is { } identity && identity.Code.Length is not (9 or 10 or 15 or 18)
                ? throw new InvalidOperationException($"{profile.Name} takes {identity.Code} for a code.")
                : profile.Identify(certificate) is not null);
        return $"{found} profiles";
    }

    private static byte[] Sign(SignedMessageOptions options) =>
        SignedMessageWriter.TrySign(Content, [MessagePeople.Signer], options, out var error)
            ?? throw new InvalidOperationException($"{error}");

    private static byte[] Encrypt(IReadOnlyList<Certificate> recipients, ContentCipher cipher) =>
        EnvelopedMessageWriter.TryEncrypt(Content, recipients, new EnvelopedMessageOptions { Cipher = cipher }, out var error)
            ?? throw new InvalidOperationException($"{error}");

    private static byte[] BidFile(IReadOnlyList<Certificate> recipients)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-fuzz");
        try
        {
            var (plain, sealedFile) = (Path.Combine(folder.FullName, "plain"), Path.Combine(folder.FullName, "sealed"));
            File.WriteAllBytes(plain, Content);
            var error = new BidFileEncryptor(new BidFileOptions { SegmentBytes = BidFileOptions.SegmentBytesMin }).Encrypt(
                plain, sealedFile, new BidFileLabel("E4404000001000001001001", "91440400MA4UWX0R6T"), recipients, null,
                CancellationToken.None);
            return error == BidFileError.None ? File.ReadAllBytes(sealedFile) : throw new InvalidOperationException($"{error}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
