using Ledger.Certificates.Names;

namespace Ledger.Certificates.Profiles;

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
