using System.Formats.Asn1;
using Ledger.Crypto;

namespace Ledger.Certificates;

/// <summary>Object identifiers of certificates.</summary>
public static class CertificateOids
{
    /// <summary>Organisation code, since 2015 the unified social credit code (GM/T 0015, GB/T 20518).</summary>
    public const string OrganizationCode = "1.2.156.10260.4.1.4";

    /// <summary>Basic constraints.</summary>
    public const string BasicConstraints = "2.5.29.19";

    /// <summary>Key usage.</summary>
    public const string KeyUsage = "2.5.29.15";

    /// <summary>Subject key identifier.</summary>
    public const string SubjectKeyIdentifier = "2.5.29.14";

    /// <summary>Authority key identifier.</summary>
    public const string AuthorityKeyIdentifier = "2.5.29.35";

    /// <summary>Subject alternative name.</summary>
    public const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>Name constraints.</summary>
    public const string NameConstraints = "2.5.29.30";

    /// <summary>CRL distribution points.</summary>
    public const string CrlDistributionPoints = "2.5.29.31";

    /// <summary>Certificate policies.</summary>
    public const string CertificatePolicies = "2.5.29.32";

    /// <summary>Policy mappings.</summary>
    public const string PolicyMappings = "2.5.29.33";

    /// <summary>Policy constraints.</summary>
    public const string PolicyConstraints = "2.5.29.36";

    /// <summary>Extended key usage.</summary>
    public const string ExtendedKeyUsage = "2.5.29.37";

    /// <summary>Inhibit anyPolicy.</summary>
    public const string InhibitAnyPolicy = "2.5.29.54";

    /// <summary>Authority information access.</summary>
    public const string AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";

    /// <summary>The signature algorithm of <paramref name="oid"/>, or null where it is none that the ledger takes.</summary>
    public static SignatureAlgorithm? SignatureAlgorithmOf(string oid) => oid switch
    {
        "1.2.156.10197.1.501" => SignatureAlgorithm.Sm2Sm3,
        "1.2.840.10045.4.3.2" => SignatureAlgorithm.EcdsaP256Sha256,
        "1.2.840.10045.4.3.3" => SignatureAlgorithm.EcdsaP384Sha384,
        "1.2.840.113549.1.1.11" => SignatureAlgorithm.RsaPkcs1Sha256,
        _ => null,
    };

    /// <summary>The object identifier of <paramref name="algorithm"/> in a certificate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such algorithm.</exception>
    public static string Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => "1.2.156.10197.1.501",
        SignatureAlgorithm.EcdsaP256Sha256 => "1.2.840.10045.4.3.2",
        SignatureAlgorithm.EcdsaP384Sha384 => "1.2.840.10045.4.3.3",
        SignatureAlgorithm.RsaPkcs1Sha256 => "1.2.840.113549.1.1.11",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "There is no such algorithm."),
    };

    /// <summary>Writes the AlgorithmIdentifier of signatures of <paramref name="algorithm"/>: RSA's has NULL for its parameters.</summary>
    internal static void WriteAlgorithm(AsnWriter writer, SignatureAlgorithm algorithm)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Of(algorithm));
            if (algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
            {
                writer.WriteNull();
            }
        }
    }
}
