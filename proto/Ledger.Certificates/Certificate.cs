using System.Diagnostics.CodeAnalysis;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Certificates;

/// <summary>
/// An X.509 certificate as its authority signed it. Parsing is deterministic and never throws; it says nothing about trust: that
/// is path validation, which asks the ledger's state for anchors, revocations and policy.
/// </summary>
public sealed class Certificate
{
    /// <summary>Longest certificate taken, in bytes.</summary>
    public const int BytesMax = 16 * 1024;

    private readonly CertificateFields _fields;

    internal Certificate(CertificateFields fields)
    {
        _fields = fields;
        SignatureScheme = CertificateSignatureScheme.Read(fields.SignatureAlgorithmIdentifier);
    }

    /// <summary>The whole certificate.</summary>
    public ReadOnlyMemory<byte> Der => _fields.Der;

    /// <summary>The part that is signed (TBSCertificate), byte for byte as it came: re-encoding would break real certificates.</summary>
    public ReadOnlyMemory<byte> SignedBytes => _fields.SignedBytes;

    /// <summary>The serial number as its issuer encoded it: two's complement, big-endian, shortest form.</summary>
    public ReadOnlyMemory<byte> SerialNumber => _fields.SerialNumber;

    /// <summary>Who issued the certificate.</summary>
    public DistinguishedName Issuer => _fields.Issuer;

    /// <summary>Whose key it certifies.</summary>
    public DistinguishedName Subject => _fields.Subject;

    /// <summary>First instant of validity, in milliseconds since 1970-01-01 UTC.</summary>
    public long NotBeforeMs => _fields.NotBeforeMs;

    /// <summary>Last instant of validity, in milliseconds since 1970-01-01 UTC.</summary>
    public long NotAfterMs => _fields.NotAfterMs;

    /// <summary>The certified key; it has passed <see cref="PublicKeyRules.Check"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The certificate was read by <see cref="TryParseAnyKey"/>, and its key is none that may sign on the ledger; see <see cref="Key"/>.
    /// </exception>
    public PublicKey PublicKey => _fields.PublicKey
        ?? throw new InvalidOperationException("The key is none that may sign on the ledger; only its certificate's path can be judged.");

    /// <summary>The certified key, whatever its strength.</summary>
    public CertificateKey Key => _fields.Key;

    /// <summary>The extensions of RFC 5280 that path validation asks for, decoded on first use.</summary>
    public StandardExtensions Standard => field ??= StandardExtensions.Read(Extensions);

    /// <summary>Object identifier of the signature algorithm in dotted form.</summary>
    public string SignatureAlgorithmOid => _fields.SignatureAlgorithmOid;

    /// <summary>The signature algorithm, or null where the ledger does not take it (for example SHA-1).</summary>
    public SignatureAlgorithm? SignatureAlgorithm => CertificateOids.SignatureAlgorithmOf(SignatureAlgorithmOid);

    /// <summary>
    /// Key and signature for people: <c>SM2/SM3</c>, <c>RSA-2048/SHA256</c>, <c>ECDSA-384/SHA384</c>; identifiers where they are unknown.
    /// </summary>
    public string AlgorithmName => CertificateAlgorithmName.Of(this);

    /// <summary>The issuer's signature over <see cref="SignedBytes"/>.</summary>
    public ReadOnlyMemory<byte> Signature => _fields.Signature;

    /// <summary>Kind and hash of the signature.</summary>
    internal CertificateSignatureScheme SignatureScheme { get; }

    /// <summary>All extensions in their order, each type once.</summary>
    public IReadOnlyList<CertificateExtension> Extensions => _fields.Extensions;

    /// <summary>The basic constraints, or null where the extension is absent.</summary>
    public BasicConstraints? BasicConstraints => _fields.BasicConstraints;

    /// <summary>The key usage, or null where the extension is absent.</summary>
    public KeyUsages? KeyUsage => _fields.KeyUsage;

    /// <summary>
    /// The text of the organisation code extension (1.2.156.10260.4.1.4), which holds the unified social credit code, whether its
    /// authority wrote it as a DER string or as raw ASCII; null where absent or not 1 to 64 printable ASCII characters.
    /// The code itself is not checked here, and other authorities put it elsewhere.
    /// </summary>
    public string? OrganizationCode => FindExtension(CertificateOids.OrganizationCode) is { } extension
        ? ExtensionText.Read(extension.Value)
        : null;

    /// <summary>
    /// Parses a certificate of at most <see cref="BytesMax"/> bytes; they are copied. False, with the reason in
    /// <paramref name="error"/>, for anything else; never throws.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out Certificate? certificate, out CertificateError error)
    {
        error = CertificateReader.Read(der, anyKey: false, out var fields);
        certificate = error == CertificateError.None ? new Certificate(fields!) : null;
        return certificate is not null;
    }

    /// <summary>
    /// As <see cref="TryParse"/>, but takes a key of any strength and algorithm, so that path validation can say what is wrong with
    /// it. Explicit curve parameters and points off their curve are refused here too. Two forms that DER forbids and real authorities
    /// have signed are taken as what they mean: times without seconds or with an offset, and a TRUE other than FF in basic constraints.
    /// </summary>
    public static bool TryParseAnyKey(
        ReadOnlyMemory<byte> der, [NotNullWhen(true)] out Certificate? certificate, out CertificateError error)
    {
        error = CertificateReader.Read(der, anyKey: true, out var fields);
        certificate = error == CertificateError.None ? new Certificate(fields!) : null;
        return certificate is not null;
    }

    /// <summary>The extension of type <paramref name="oid"/>, or null.</summary>
    public CertificateExtension? FindExtension(string oid)
    {
        foreach (var extension in Extensions)
        {
            if (extension.Oid == oid)
            {
                return extension;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the signature over <see cref="SignedBytes"/> is by <paramref name="issuerKey"/>, with that key's own algorithm.
    /// </summary>
    public bool IsSignedBy(PublicKey issuerKey, ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(issuerKey);
        ArgumentNullException.ThrowIfNull(verifier);
        if (SignatureAlgorithm != issuerKey.Algorithm)
        {
            return false;
        }

        Span<bool> valid = [false];
        verifier.Verify([new SignatureCheck(issuerKey, SignedBytes, Signature)], valid);
        return valid[0];
    }

    /// <summary>The certificate's id on the ledger: the hash of its DER, 32 bytes.</summary>
    public byte[] ComputeId(IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var id = new byte[IHasher.DigestBytes];
        hasher.Hash(Der.Span, id);
        return id;
    }
}
