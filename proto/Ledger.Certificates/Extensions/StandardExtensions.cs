using Ledger.Certificates.Names;

namespace Ledger.Certificates.Extensions;

/// <summary>
/// The extensions of RFC 5280 §4.2.1 that path validation asks for. An identifier or an address that does not decode counts as
/// absent, since it is only a hint; anything that limits what the certificate may do must decode, or <see cref="MalformedOid"/> names it.
/// </summary>
public sealed class StandardExtensions
{
    /// <summary>The policy identifier that stands for any (RFC 5280 §4.2.1.4).</summary>
    public const string AnyPolicy = "2.5.29.32.0";

    internal StandardExtensions()
    {
    }

    /// <summary>The first extension that limits the certificate and does not decode; null where all do.</summary>
    public string? MalformedOid { get; internal set; }

    /// <summary>The identifier of the certified key; null where absent.</summary>
    public ReadOnlyMemory<byte>? SubjectKeyId { get; internal set; }

    /// <summary>The identifier of the issuer's key; null where absent.</summary>
    public ReadOnlyMemory<byte>? AuthorityKeyId { get; internal set; }

    /// <summary>The extended key usages; null where the extension is absent.</summary>
    public IReadOnlyList<string>? ExtendedKeyUsages { get; internal set; }

    /// <summary>The certificate's policies; null where the extension is absent.</summary>
    public IReadOnlyList<string>? Policies { get; internal set; }

    /// <summary>Policies that the authority holds to be equivalent.</summary>
    public IReadOnlyList<PolicyMapping> PolicyMappings { get; internal set; } = [];

    /// <summary>After how many certificates a policy is required; null for never.</summary>
    public int? RequireExplicitPolicy { get; internal set; }

    /// <summary>After how many certificates policies are no longer mapped; null for never.</summary>
    public int? InhibitPolicyMapping { get; internal set; }

    /// <summary>After how many certificates anyPolicy no longer counts; null for never.</summary>
    public int? InhibitAnyPolicy { get; internal set; }

    /// <summary>The subject's other names.</summary>
    public IReadOnlyList<GeneralName> SubjectAlternativeNames { get; internal set; } = [];

    /// <summary>The limits on names below this authority; null where absent.</summary>
    public NameConstraints? NameConstraints { get; internal set; }

    /// <summary>Where the revocation list that covers this certificate is published.</summary>
    public IReadOnlyList<DistributionPoint> CrlDistributionPoints { get; internal set; } = [];

    /// <summary>Addresses of the issuer's OCSP service.</summary>
    public IReadOnlyList<GeneralName> OcspAddresses { get; internal set; } = [];

    /// <summary>Addresses of the issuer's certificate.</summary>
    public IReadOnlyList<GeneralName> IssuerCertificateAddresses { get; internal set; } = [];

    internal static StandardExtensions Read(IReadOnlyList<CertificateExtension> extensions) => StandardExtensionsReader.Read(extensions);
}

/// <summary>Whether a certificate may issue others, and how many authorities may follow below it (RFC 5280 §4.2.1.9).</summary>
/// <param name="IsAuthority">Whether it may issue certificates.</param>
/// <param name="PathLengthMax">How many authorities may stand between it and an end entity; null for any number.</param>
public sealed record BasicConstraints(bool IsAuthority, int? PathLengthMax);

/// <summary>Within which names an authority may certify (RFC 5280 §4.2.1.10). Each name stands for the subtree below it.</summary>
/// <param name="Permitted">Where there are names of a kind, names of that kind must be within one of them.</param>
/// <param name="Excluded">No name may be within one of them.</param>
public sealed record NameConstraints(IReadOnlyList<GeneralName> Permitted, IReadOnlyList<GeneralName> Excluded);

/// <summary>Two policies that an authority holds to be equivalent (RFC 5280 §4.2.1.5).</summary>
/// <param name="IssuerDomainPolicy">The policy's identifier with the issuer.</param>
/// <param name="SubjectDomainPolicy">The policy's identifier with the subject.</param>
public sealed record PolicyMapping(string IssuerDomainPolicy, string SubjectDomainPolicy);

/// <summary>Where an authority publishes its revocation lists (RFC 5280 §4.2.1.13).</summary>
/// <param name="Names">Full names: HTTP or LDAP addresses, or directory names.</param>
/// <param name="NamesAnotherIssuer">Whether another authority signs the list (an indirect list).</param>
public sealed record DistributionPoint(IReadOnlyList<GeneralName> Names, bool NamesAnotherIssuer);
