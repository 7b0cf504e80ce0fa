using Ledger.Certificates.Names;

namespace Ledger.Certificates.Profiles;

/// <summary>
/// How one authority departs from the standards: where it writes whom a certificate is for, and what its messages and seals look like.
/// Data, one JSON file each; see the README beside them.
/// </summary>
public sealed record CaProfile
{
    /// <summary>The stable name, for example <c>gb-t-20518</c>.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Description { get; init; }

    /// <summary>Where the facts are from.</summary>
    public required string Source { get; init; }

    /// <summary>Whether signatures in seals and messages may be 64 raw bytes r‖s; in certificates never.</summary>
    public bool RawSignatures { get; init; }

    /// <summary>Whether a message's inner content type may be PKCS #7's where its signed attribute names the GM one.</summary>
    public bool InnerContentTypeMismatch { get; init; }

    internal IReadOnlyList<AuthorityPattern> Authorities { get; init; } = [];

    internal IReadOnlyList<IdentityRule> Identity { get; init; } = [];

    /// <summary>
    /// The organisation that <paramref name="certificate"/> is for, from the first place of this profile that holds a code; null where none
    /// does. Nothing that is, or may be, a person's identity number is ever returned. The check digit is not looked at: some
    /// early legal codes fail it, so that it is a warning for the caller to give.
    /// </summary>
    public CertificateIdentity? Identify(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        foreach (var rule in Identity)
        {
            if (rule.Read(certificate) is { } code && OrganizationCodes.KindOf(code) is { } kind)
            {
                return new CertificateIdentity(kind, code, rule.Place, Name);
            }
        }

        return null;
    }
}

/// <summary>By what an authority is recognised: the beginning of one attribute of its name.</summary>
internal sealed record AuthorityPattern(string? Organization, string? OrganizationalUnit, string? CommonName)
{
    internal bool Matches(DistinguishedName name) => (Organization ?? OrganizationalUnit ?? CommonName) is not null
        && Begins(name.Organization, Organization)
        && Begins(name.OrganizationalUnit, OrganizationalUnit)
        && Begins(name.CommonName, CommonName);

    private static bool Begins(string? value, string? pattern) =>
        pattern is null || value?.StartsWith(pattern, StringComparison.Ordinal) == true;
}

/// <summary>Whom a certificate is for, as its authority wrote it down.</summary>
/// <param name="Kind">Which code it is.</param>
/// <param name="Code">
/// The code: 18 characters of a unified social credit code, or 9 of an organisation code. Its check digit is not verified.
/// </param>
/// <param name="Place">Where it stands: <c>extension 1.2.156.10260.4.1.4</c>, <c>subject 2.5.4.10</c>.</param>
/// <param name="ProfileName">The profile that said so.</param>
public sealed record CertificateIdentity(OrganizationCodeKind Kind, string Code, string Place, string ProfileName);
