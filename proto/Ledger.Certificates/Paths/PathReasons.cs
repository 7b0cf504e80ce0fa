using Ledger.Certificates.Der;

namespace Ledger.Certificates.Paths;

/// <summary>Every reason a path validation gives. The codes are stable.</summary>
public static class PathReasons
{
    /// <summary>A path to an anchor keeps every rule.</summary>
    public static PathReason Valid { get; } = new("valid", PathVerdict.Valid, "A path to an anchor keeps every rule.", "RFC 5280 §6.1");

    /// <summary>The certificate is empty or longer than 16 KiB.</summary>
    public static PathReason Size { get; } = new(
        "malformed-size", PathVerdict.Malformed, "The certificate is empty or longer than 16 KiB.", "own limit");

    /// <summary>Bytes follow the certificate.</summary>
    public static PathReason TrailingBytes { get; } = new(
        "malformed-trailing-bytes", PathVerdict.Malformed, "Bytes follow the certificate.", "X.690 §10");

    /// <summary>A length is not in its shortest form, or longer than what holds it.</summary>
    public static PathReason Length { get; } = new(
        "malformed-length",
        PathVerdict.Malformed,
        "A length is not in its shortest form, or longer than what holds it: the file is cut off, or was changed.",
        "X.690 §10.1");

    /// <summary>A length is indefinite: BER instead of DER.</summary>
    public static PathReason Ber { get; } = new(
        "malformed-ber",
        PathVerdict.Malformed,
        "A length is indefinite, so it is BER and no DER: a certificate is taken as its authority signed it.",
        "RFC 5280 §4.1; X.690 §10.1");

    /// <summary>Values are nested deeper than 32.</summary>
    public static PathReason Depth { get; } = new(
        "malformed-too-deep", PathVerdict.Malformed, "Values are nested deeper than 32.", "own limit");

    /// <summary>The fields are not those of an X.509 certificate.</summary>
    public static PathReason Structure { get; } = new(
        "malformed-structure", PathVerdict.Malformed, "The fields are not those of an X.509 certificate.", "RFC 5280 §4.1");

    /// <summary>The version is not 1 or 3, or version 1 has extensions.</summary>
    public static PathReason Version { get; } = new(
        "malformed-version", PathVerdict.Malformed, "The version is not 1 or 3, or version 1 has extensions.", "RFC 5280 §4.1.2.1");

    /// <summary>The signature algorithm inside the signed part is not the one outside.</summary>
    public static PathReason AlgorithmMismatch { get; } = new(
        "malformed-algorithm-mismatch",
        PathVerdict.Malformed,
        "The signature algorithm inside the signed part is not the one outside.",
        "RFC 5280 §4.1.1.2");

    /// <summary>The key is not well encoded.</summary>
    public static PathReason Key { get; } = new(
        "malformed-key",
        PathVerdict.Malformed,
        "The key is not well encoded: a point is 04 ‖ x ‖ y as long as its curve, an RSA key has an odd modulus.",
        "RFC 5480 §2.2");

    /// <summary>The key is a compressed point.</summary>
    public static PathReason KeyCompressed { get; } = new(
        "malformed-key-compressed",
        PathVerdict.Malformed,
        "The key is a compressed point (02 or 03 ‖ x): ask the authority for a certificate with the whole point, 04 ‖ x ‖ y.",
        "RFC 5480 §2.2; GM/T 0009 §7.1");

    /// <summary>The key's curve is given by explicit parameters, or not at all.</summary>
    public static PathReason KeyCurve { get; } = new(
        "malformed-key-curve",
        PathVerdict.Malformed,
        "The key's curve is given by explicit parameters, or not at all, instead of by its name: ask the authority for a certificate " +
        "with a named curve.",
        "RFC 5480 §2.1.1");

    /// <summary>The key is not on its curve.</summary>
    public static PathReason KeyOffCurve { get; } = new(
        "malformed-key-off-curve", PathVerdict.Malformed, "The key is not a point of its curve.", "RFC 5480 §2.2");

    /// <summary>The RSA modulus or exponent is negative.</summary>
    public static PathReason KeyNegative { get; } = new(
        "malformed-key-negative",
        PathVerdict.Malformed,
        "The RSA modulus or exponent is encoded as a negative number: a leading zero byte is missing.",
        "RFC 8017 §A.1.1");

    /// <summary>The certificate ends before it begins.</summary>
    public static PathReason Validity { get; } = new(
        "malformed-validity", PathVerdict.Malformed, "The certificate ends before it begins.", "RFC 5280 §4.1.2.5");

    /// <summary>An extension occurs twice, or there are more than 64.</summary>
    public static PathReason Extensions { get; } = new(
        "malformed-extensions", PathVerdict.Malformed, "An extension occurs twice, or there are more than 64.", "RFC 5280 §4.2");

    /// <summary>An extension that limits the certificate does not decode.</summary>
    public static PathReason ExtensionContent { get; } = new(
        "malformed-extension-content",
        PathVerdict.Malformed,
        "An extension that limits the certificate does not decode.",
        "RFC 5280 §4.2.1");

    /// <summary>No certificate with the issuer's name and key is at hand.</summary>
    public static PathReason IssuerUnknown { get; } = new(
        "issuer-unknown", PathVerdict.UnknownIssuer, "No certificate with the issuer's name and key is at hand.", "RFC 5280 §6.1");

    /// <summary>The path ends in an authority that is not an anchor.</summary>
    public static PathReason AnchorMissing { get; } = new(
        "anchor-missing", PathVerdict.UnknownIssuer, "The path ends in an authority that is not an anchor.", "RFC 5280 §6.1");

    /// <summary>The certificate is signed by itself and is not an anchor.</summary>
    public static PathReason SelfSignedUntrusted { get; } = new(
        "self-signed-untrusted", PathVerdict.UnknownIssuer, "The certificate is signed by itself and is not an anchor.", "RFC 5280 §6.1");

    /// <summary>No path was found within the limits on its length, its candidates and its signature checks.</summary>
    public static PathReason PathLimit { get; } = new(
        "path-limit",
        PathVerdict.Invalid,
        "No path was found within the limits on its length, its candidates and its signature checks.",
        "own limit");

    /// <summary>The signature is not by the issuer's key.</summary>
    public static PathReason SignatureInvalid { get; } = new(
        "signature-invalid", PathVerdict.Invalid, "The signature is not by the issuer's key.", "RFC 5280 §6.1.3 (a)(1)");

    /// <summary>The signature is of an algorithm that is not taken.</summary>
    public static PathReason SignatureUnsupported { get; } = new(
        "signature-unsupported",
        PathVerdict.UnsupportedAlgorithm,
        "The signature is of an algorithm that is not taken.",
        "RFC 5280 §6.1.3 (a)(1)");

    /// <summary>The key is of an algorithm that is not taken.</summary>
    public static PathReason KeyUnsupported { get; } = new(
        "key-unsupported", PathVerdict.UnsupportedAlgorithm, "The key is of an algorithm that is not taken.", "RFC 5280 §6.1.4 (d)");

    /// <summary>The key's size is outside what the floor of that time takes.</summary>
    public static PathReason KeyTooWeak { get; } = new(
        "key-too-weak", PathVerdict.AlgorithmTooWeak, "The key's size is outside what the floor of that time takes.", "algorithm floor");

    /// <summary>The signature's hash is below the floor of that time.</summary>
    public static PathReason HashTooWeak { get; } = new(
        "hash-too-weak", PathVerdict.AlgorithmTooWeak, "The signature's hash is below the floor of that time.", "algorithm floor");

    /// <summary>The certificate has not begun.</summary>
    public static PathReason NotYetValid { get; } = new(
        "not-yet-valid", PathVerdict.NotYetValid, "The certificate has not begun.", "RFC 5280 §6.1.3 (a)(2)");

    /// <summary>The certificate has ended.</summary>
    public static PathReason Expired { get; } = new("expired", PathVerdict.Expired, "The certificate has ended.", "RFC 5280 §6.1.3 (a)(2)");

    /// <summary>The issuer had revoked the certificate by then.</summary>
    public static PathReason Revoked { get; } = new(
        "revoked", PathVerdict.Revoked, "The issuer had revoked the certificate by then.", "RFC 5280 §6.1.3 (a)(3)");

    /// <summary>The revocation list is past its next update.</summary>
    public static PathReason RevocationStale { get; } = new(
        "revocation-stale", PathVerdict.StaleRevocation, "The revocation list is past its next update.", "RFC 5280 §6.3.3");

    /// <summary>Revocation must be known, and nothing covers the certificate.</summary>
    public static PathReason RevocationUnknown { get; } = new(
        "revocation-unknown",
        PathVerdict.StaleRevocation,
        "Revocation must be known, and nothing covers the certificate.",
        "RFC 5280 §6.3.3");

    /// <summary>The revocation list cannot be used.</summary>
    public static PathReason RevocationUnusable { get; } = new(
        "revocation-unusable", PathVerdict.StaleRevocation, "The revocation list cannot be used.", "RFC 5280 §6.3.3");

    /// <summary>The issuer's name is not the name of the certificate above.</summary>
    public static PathReason NameChaining { get; } = new(
        "name-chaining", PathVerdict.Invalid, "The issuer's name is not the name of the certificate above.", "RFC 5280 §6.1.3 (a)(4)");

    /// <summary>The issuer's certificate does not say that it is an authority.</summary>
    public static PathReason NotAuthority { get; } = new(
        "not-authority", PathVerdict.Invalid, "The issuer's certificate does not say that it is an authority.", "RFC 5280 §6.1.4 (k)");

    /// <summary>More authorities follow than the path length allows.</summary>
    public static PathReason PathLength { get; } = new(
        "path-length", PathVerdict.Invalid, "More authorities follow than the path length allows.", "RFC 5280 §6.1.4 (l)");

    /// <summary>The issuer's key usage does not include signing certificates.</summary>
    public static PathReason CertSignMissing { get; } = new(
        "cert-sign-missing", PathVerdict.Invalid, "The issuer's key usage does not include signing certificates.", "RFC 5280 §6.1.4 (n)");

    /// <summary>An extension that must be understood is not.</summary>
    public static PathReason CriticalExtension { get; } = new(
        "critical-extension", PathVerdict.Invalid, "An extension that must be understood is not.", "RFC 5280 §6.1.4 (o), §6.1.5 (f)");

    /// <summary>A name is outside the names that an authority may certify.</summary>
    public static PathReason NameNotPermitted { get; } = new(
        "name-not-permitted", PathVerdict.Invalid, "A name is outside the names that an authority may certify.", "RFC 5280 §6.1.3 (b)");

    /// <summary>A name is within the names that an authority may not certify.</summary>
    public static PathReason NameExcluded { get; } = new(
        "name-excluded", PathVerdict.Invalid, "A name is within the names that an authority may not certify.", "RFC 5280 §6.1.3 (c)");

    /// <summary>A constraint is on a kind of name that is not taken, and the certificate has such a name.</summary>
    public static PathReason NameConstraintUnsupported { get; } = new(
        "name-constraint-unsupported",
        PathVerdict.Invalid,
        "A constraint is on a kind of name that is not taken, and the certificate has such a name.",
        "RFC 5280 §4.2.1.10");

    /// <summary>There are too many names and constraints to compare.</summary>
    public static PathReason NameConstraintLimit { get; } = new(
        "name-constraint-limit", PathVerdict.Invalid, "There are too many names and constraints to compare.", "own limit");

    /// <summary>A policy is required, and none is valid along the path.</summary>
    public static PathReason PolicyMissing { get; } = new(
        "policy-missing",
        PathVerdict.Invalid,
        "A policy is required, and none is valid along the path.",
        "RFC 5280 §6.1.3 (f), §6.1.5 (g); RFC 9618");

    /// <summary>A policy is mapped to or from anyPolicy.</summary>
    public static PathReason PolicyMappingAny { get; } = new(
        "policy-mapping-any", PathVerdict.Invalid, "A policy is mapped to or from anyPolicy.", "RFC 5280 §6.1.4 (a)");

    /// <summary>The key usage does not allow this use.</summary>
    public static PathReason UsageKey { get; } = new(
        "usage-key", PathVerdict.WrongUsage, "The key usage does not allow this use.", "RFC 5280 §4.2.1.3; GM/T 0015");

    /// <summary>The extended key usage does not allow this use.</summary>
    public static PathReason UsageExtended { get; } = new(
        "usage-extended", PathVerdict.WrongUsage, "The extended key usage does not allow this use.", "RFC 5280 §4.2.1.12");

    /// <summary>The certificate is an authority's, not an end entity's.</summary>
    public static PathReason UsageAuthority { get; } = new(
        "usage-authority", PathVerdict.WrongUsage, "The certificate is an authority's, not an end entity's.", "RFC 5280 §4.2.1.9");

    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<PathReason> All { get; } =
    [
        Valid,
        Size,
        TrailingBytes,
        Length,
        Ber,
        Depth,
        Structure,
        Version,
        AlgorithmMismatch,
        Key,
        KeyCompressed,
        KeyCurve,
        KeyOffCurve,
        KeyNegative,
        Validity,
        Extensions,
        ExtensionContent,
        IssuerUnknown,
        AnchorMissing,
        SelfSignedUntrusted,
        PathLimit,
        SignatureInvalid,
        SignatureUnsupported,
        KeyUnsupported,
        KeyTooWeak,
        HashTooWeak,
        NotYetValid,
        Expired,
        Revoked,
        RevocationStale,
        RevocationUnknown,
        RevocationUnusable,
        NameChaining,
        NotAuthority,
        PathLength,
        CertSignMissing,
        CriticalExtension,
        NameNotPermitted,
        NameExcluded,
        NameConstraintUnsupported,
        NameConstraintLimit,
        PolicyMissing,
        PolicyMappingAny,
        UsageKey,
        UsageExtended,
        UsageAuthority,
    ];

    /// <summary>The reason for bytes that are not taken as a certificate, and where in them.</summary>
    public static PathResult Of(CertificateError error, ReadOnlySpan<byte> der)
    {
        if (error != CertificateError.Structure)
        {
            return new PathResult { Reason = OfFields(error) };
        }

        var structure = DerStructure.Check(der, out var at);
        return new PathResult { Reason = Of(structure), Detail = $"at byte {at}" };
    }

    private static PathReason OfFields(CertificateError error) => error switch
    {
        CertificateError.Size => Size,
        CertificateError.Version => Version,
        CertificateError.AlgorithmMismatch => AlgorithmMismatch,
        CertificateError.PublicKey => Key,
        CertificateError.PublicKeyCompressed => KeyCompressed,
        CertificateError.PublicKeyCurve => KeyCurve,
        CertificateError.PublicKeyOffCurve => KeyOffCurve,
        CertificateError.PublicKeyNegative => KeyNegative,
        CertificateError.PublicKeyUntaken => KeyUnsupported,
        CertificateError.Validity => Validity,
        CertificateError.Extensions => Extensions,
        _ => Structure,
    };

    private static PathReason Of(DerStructureError error) => error switch
    {
        DerStructureError.TrailingBytes => TrailingBytes,
        DerStructureError.TooDeep => Depth,
        DerStructureError.IndefiniteLength => Ber,
        DerStructureError.LengthForm or DerStructureError.Overrun => Length,
        _ => Structure,
    };
}

/// <summary>Why a path has its verdict. <see cref="PathReasons"/> has all of them.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Verdict">The class it belongs to.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Rule">Where the rule stands.</param>
public sealed record PathReason(string Code, PathVerdict Verdict, string Sentence, string Rule);
