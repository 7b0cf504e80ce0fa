using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>An authority's answer to a certificate request of a dual pair (GM/T 0092-2020 appendix A, CSRResponse).</summary>
public sealed class CertificateResponse : IDisposable
{
    private const int CertificatesMax = 16;
    private static readonly Asn1Tag KeyTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag EncryptionTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    private CertificateResponse(IReadOnlyList<Certificate> signing, ImportedKey? encryption)
    {
        SigningCertificates = signing;
        Encryption = encryption;
    }

    /// <summary>The signing certificate, whose key is the requester's, and what else the authority put in.</summary>
    public IReadOnlyList<Certificate> SigningCertificates { get; }

    /// <summary>The encryption key with its certificates; null where none was asked for.</summary>
    public ImportedKey? Encryption { get; }

    /// <summary>Opens a response with the key that the request was made for; null with the reason.</summary>
    public static CertificateResponse? TryOpen(ReadOnlyMemory<byte> der, KeyPair signingKey, out KeyContainerError error)
    {
        ArgumentNullException.ThrowIfNull(signingKey);
        return ContainerReading.Read(der, response => Read(response, signingKey), out error);
    }

    /// <summary>Answers a request with a pair: for test authorities.</summary>
    /// <param name="signing">The certificate of the requester's key.</param>
    /// <param name="encryption">The certificate of the key that the authority made.</param>
    /// <param name="encryptionKey">That key, which is enveloped to the requester's.</param>
    /// <exception cref="ArgumentException">One of the keys is not SM2.</exception>
    public static byte[] Write(Certificate signing, Certificate encryption, KeyPair encryptionKey)
    {
        ArgumentNullException.ThrowIfNull(signing);
        ArgumentNullException.ThrowIfNull(encryption);
        var requester = signing.PublicKey;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSetOf())
            {
                writer.WriteEncodedValue(signing.Der.Span);
            }

            using (writer.PushSequence(KeyTag))
            {
                writer.WriteEncodedValue(Sm2EnvelopedKey.Write(encryptionKey, requester));
            }

            using (writer.PushSetOf(EncryptionTag))
            {
                writer.WriteEncodedValue(encryption.Der.Span);
            }
        }

        return writer.Encode();
    }

    /// <summary>Clears the encryption key.</summary>
    public void Dispose() => Encryption?.Dispose();

    private static (CertificateResponse?, KeyContainerError) Read(AsnReader response, KeyPair signingKey)
    {
        if (ReadCertificates(response.ReadSetOf(skipSortOrderValidation: true)) is not { } signing)
        {
            return (null, KeyContainerError.Certificate);
        }

        if (signing.Find(one => one.PublicKey.Equals(signingKey.PublicKey)) is not { } own)
        {
            return (null, KeyContainerError.KeyMismatch);
        }

        signing.Remove(own);
        signing.Insert(0, own);
        if (!response.HasData)
        {
            return (new CertificateResponse(signing, null), KeyContainerError.None);
        }

        var enveloped = response.ReadSequence(KeyTag);
        // Implicit and explicit tagging both occur: explicit has the key's own SEQUENCE inside, implicit starts with that of the algorithm.
        var (pair, error) = Sm2EnvelopedKey.Read(IsExplicit(enveloped) ? enveloped.ReadSequence() : enveloped, signingKey);
        if (pair is null)
        {
            return (null, error);
        }

        if (ReadCertificates(response.ReadSetOf(skipSortOrderValidation: true, EncryptionTag)) is { } encryption
            && encryption.Find(one => one.PublicKey.Equals(pair.PublicKey)) is { } certificate
            && !response.HasData)
        {
            encryption.Remove(certificate);
            return (new CertificateResponse(signing, new ImportedKey(pair, [certificate, .. encryption])), KeyContainerError.None);
        }

        pair.Dispose();
        return (null, KeyContainerError.KeyMismatch);
    }

    private static bool IsExplicit(AsnReader enveloped)
    {
        var first = new AsnReader(enveloped.PeekEncodedValue(), AsnEncodingRules.DER).ReadSequence();
        return first.HasData && first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence);
    }

    private static List<Certificate>? ReadCertificates(AsnReader set)
    {
        var certificates = new List<Certificate>();
        while (set.HasData)
        {
            if (certificates.Count == CertificatesMax || !Certificate.TryParse(set.ReadEncodedValue(), out var certificate, out _))
            {
                return null;
            }

            certificates.Add(certificate);
        }

        return certificates;
    }
}
