namespace Ledger.Certificates.Profiles;

/// <summary>Codes that name an organisation.</summary>
public enum OrganizationCodeKind
{
    /// <summary>统一社会信用代码, 18 characters (GB 32100-2015).</summary>
    UnifiedSocialCreditCode,

    /// <summary>组织机构代码, 9 characters (GB 11714), in certificates from before the unified code.</summary>
    OrganizationCode,
}
