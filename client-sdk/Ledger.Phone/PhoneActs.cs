using Google.Protobuf;
using Ledger.BidFiles;
using Ledger.Client.Sessions;
using Ledger.Cms;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol.V1;
using Ledger.Seals;

namespace Ledger.Phone;

/// <summary>What each act gives to the PC, through the relay.</summary>
internal sealed class PhoneActs(PhoneClient phone, ScanDetails details, ElectronicSeal? seal, ScanAct act)
{
    internal async Task<ScanResult> PerformAsync(
        IReadOnlyList<PhoneItem> items, Signer signer, string pin, CancellationToken cancellationToken) => act switch
        {
            ScanAct.Seal when seal is not null => await SealItemsAsync(seal, items, signer, cancellationToken).ConfigureAwait(false),
            ScanAct.Sign or ScanAct.Seal => SignItems(items, signer),
            ScanAct.Encrypt => new ScanResult { EncryptionCertificate = EncryptionCertificate() },
            ScanAct.Decrypt => new ScanResult { FileKey = await UnwrapAsync(pin, cancellationToken).ConfigureAwait(false) },
            _ => new ScanResult(),
        };

    private ScanResult SignItems(IReadOnlyList<PhoneItem> items, Signer signer)
    {
        // A message names the digest that goes with its key; the session's digests are by the chain's hash.
        var fits = phone.Client.Genesis.Hasher.Suite == CryptoSuite.Guomi
            ? signer.PublicKey.Algorithm == SignatureAlgorithm.Sm2Sm3
            : signer.PublicKey.Algorithm is SignatureAlgorithm.EcdsaP256Sha256 or SignatureAlgorithm.RsaPkcs1Sha256;
        if (!fits)
        {
            throw new PhoneException(
                PhoneRefusal.DigestAlgorithm,
                $"A key of {signer.PublicKey.Algorithm} does not sign digests of this chain's hash. Use a certificate of its suite.");
        }

        var result = new ScanResult();
        var by = new MessageSigner(phone.Vault.SigningCertificate, signer);
        foreach (var item in items)
        {
            var message = DetachedMessageWriter.TrySign(item.Digest.ToArray(), by, out var error)
                ?? throw new PhoneException(PhoneRefusal.Vault, $"The signing certificate does not sign: {error}.");
            result.Signatures.Add(UnsafeByteOperations.UnsafeWrap(message));
        }

        return result;
    }

    // Each message carries the seal with its picture, and all of them go through the relay as one result. The time is the chain's, proved.
    private async Task<ScanResult> SealItemsAsync(
        ElectronicSeal one, IReadOnlyList<PhoneItem> items, Signer signer, CancellationToken cancellationToken)
    {
        var time = await phone.Client.ChainTimeAsync(cancellationToken).ConfigureAwait(false);
        if (phone.Client.Genesis.Hasher.Suite != CryptoSuite.Guomi || signer.PublicKey.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            throw new PhoneException(
                PhoneRefusal.DigestAlgorithm,
                "Electronic seals digest with SM3 and are put on with SM2: this chain or this certificate has another hash.");
        }

        if (time < one.ValidFromMs || time > one.ValidToMs)
        {
            throw new PhoneException(PhoneRefusal.Seal, $"The seal {one.Name} is not valid now.");
        }

        var result = new ScanResult();
        var by = new MessageSigner(phone.Vault.SigningCertificate, signer);
        foreach (var item in items)
        {
            var message = PdfSealSigner.TrySign(item.Digest.ToArray(), one, by, time, out var error)
                ?? throw new PhoneException(
                    PhoneRefusal.Seal, $"The seal {one.Name} cannot be put on with this phone's certificate: {error}.");
            result.Signatures.Add(UnsafeByteOperations.UnsafeWrap(message));
        }

        return result.CalculateSize() < RelayResult.BytesMax
            ? result
            : throw new PhoneException(
                PhoneRefusal.Seal,
                $"{items.Count} messages with the seal {one.Name} are longer than goes through the relay. Let the page ask for fewer " +
                $"at a time.");
    }

    private ByteString EncryptionCertificate() => phone.Vault.EncryptionCertificate is { } certificate
        ? ByteString.CopyFrom(certificate.Der.Span)
        : throw new PhoneException(PhoneRefusal.NoEncryptionKey, "This phone has no encryption certificate.");

    // The section is the one that the file itself was made for, checked under its own key: a page that names another one gets nothing.
    private async Task<ByteString> UnwrapAsync(string pin, CancellationToken cancellationToken)
    {
        if (!BidFileHeader.TryRead(details.BidFileHeader.Memory, out var header, out var error) ||
            header.Encoded.Length != details.BidFileHeader.Length)
        {
            throw new PhoneException(PhoneRefusal.BidFile, $"The page sent no header of a bid file: {error}.");
        }

        if (!await phone.Gate.IsOpenAsync(details.SectionCode, cancellationToken).ConfigureAwait(false))
        {
            throw new PhoneException(
                PhoneRefusal.SectionNotOpen,
                $"Section {details.SectionCode} is not open, or whether it is cannot be told. Nobody decrypts before the opening.");
        }

        using var pair = phone.Vault.OpenEncryptionKey(pin);
        using var key = header.TryUnwrap(pair)
            ?? throw new PhoneException(PhoneRefusal.BidFile, "The bid file is not encrypted to this phone's certificate.");
        var check = header.Check(key, new BidFileLabel(details.SectionCode, phone.Vault.Uscc));
        return check == BidFileError.None
            ? ByteString.CopyFrom(key.Secret)
            : throw new PhoneException(PhoneRefusal.BidFile, $"The bid file is not of this section and bidder: {check}.");
    }
}
