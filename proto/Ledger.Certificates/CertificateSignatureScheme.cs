using System.Formats.Asn1;

namespace Ledger.Certificates;

/// <summary>With what kind of signature and which hash a certificate or revocation list is signed.</summary>
internal readonly record struct CertificateSignatureScheme(CertificateSignatureKind Kind, CertificateHash Hash)
{
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string MaskGeneration1 = "1.2.840.113549.1.1.8";
    private static readonly Asn1Tag HashTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag MaskTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SaltTag = new(TagClass.ContextSpecific, 2);

    internal static readonly CertificateSignatureScheme Unsupported = new(CertificateSignatureKind.Unsupported, CertificateHash.None);

    /// <summary>
    /// Reads an AlgorithmIdentifier; what is not known, or has parameters other than those its standard gives it, is unsupported.
    /// </summary>
    internal static CertificateSignatureScheme Read(ReadOnlyMemory<byte> algorithmIdentifier)
    {
        try
        {
            var identifier = new AsnReader(algorithmIdentifier, AsnEncodingRules.DER).ReadSequence();
            var oid = identifier.ReadObjectIdentifier();
            if (oid == RsaPss)
            {
                return ReadPss(identifier);
            }

            // Parameters are NULL or absent, and both occur with every algorithm.
            if (identifier.HasData)
            {
                identifier.ReadNull();
                identifier.ThrowIfNotEmpty();
            }

            return Of(oid);
        }
        catch (AsnContentException)
        {
            return Unsupported;
        }
    }

    private static CertificateSignatureScheme Of(string oid) => oid switch
    {
        "1.2.156.10197.1.501" => new(CertificateSignatureKind.Sm2, CertificateHash.Sm3),
        "1.2.840.10045.4.1" => new(CertificateSignatureKind.Ecdsa, CertificateHash.Sha1),
        "1.2.840.10045.4.3.2" => new(CertificateSignatureKind.Ecdsa, CertificateHash.Sha256),
        "1.2.840.10045.4.3.3" => new(CertificateSignatureKind.Ecdsa, CertificateHash.Sha384),
        "1.2.840.10045.4.3.4" => new(CertificateSignatureKind.Ecdsa, CertificateHash.Sha512),
        "1.2.840.113549.1.1.4" => new(CertificateSignatureKind.RsaPkcs1, CertificateHash.Md5),
        "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" => new(CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha1),
        "1.2.840.113549.1.1.11" => new(CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha256),
        "1.2.840.113549.1.1.12" => new(CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha384),
        "1.2.840.113549.1.1.13" => new(CertificateSignatureKind.RsaPkcs1, CertificateHash.Sha512),
        _ => Unsupported,
    };

    /// <summary>
    /// RFC 4055 §3.1, of which one shape is taken: the same SHA-2 for message and mask, and a salt as long as its digest. The
    /// defaults all mean SHA-1, so that nothing may be left out.
    /// </summary>
    private static CertificateSignatureScheme ReadPss(AsnReader identifier)
    {
        var parameters = identifier.ReadSequence();
        identifier.ThrowIfNotEmpty();
        var hash = ReadHash(parameters.ReadSequence(HashTag).ReadSequence());
        var mask = parameters.ReadSequence(MaskTag).ReadSequence();
        var isMask1 = mask.ReadObjectIdentifier() == MaskGeneration1;
        var maskHash = ReadHash(mask.ReadSequence());
        var salt = parameters.ReadSequence(SaltTag);
        var isSaltSize = salt.TryReadInt32(out var saltBytes) && saltBytes == BytesOf(hash);
        return isMask1 && hash == maskHash && isSaltSize && !parameters.HasData
            ? new(CertificateSignatureKind.RsaPss, hash)
            : Unsupported;
    }

    private static CertificateHash ReadHash(AsnReader identifier) => identifier.ReadObjectIdentifier() switch
    {
        "2.16.840.1.101.3.4.2.1" => CertificateHash.Sha256,
        "2.16.840.1.101.3.4.2.2" => CertificateHash.Sha384,
        "2.16.840.1.101.3.4.2.3" => CertificateHash.Sha512,
        _ => CertificateHash.None,
    };

    private static int BytesOf(CertificateHash hash) => hash switch
    {
        CertificateHash.Sha256 => 32,
        CertificateHash.Sha384 => 48,
        CertificateHash.Sha512 => 64,
        _ => -1,
    };
}

/// <summary>Kinds of signatures on certificates.</summary>
internal enum CertificateSignatureKind
{
    Unsupported,
    Sm2,
    Ecdsa,
    RsaPkcs1,
    RsaPss,
}
